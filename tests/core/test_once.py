"""A form sent twice does its deed once."""

import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections
from django.test import RequestFactory
from django.utils import timezone

from core.models import Heartbeat, SentForm
from core.once import OnceForm, forget_old_keys, once

NOW = timezone.now()


def send(user: Any, key: object, deed: Any) -> Any:
    request = RequestFactory().post("/")
    request.user = user
    form = OnceForm({"kunci": str(key)})
    assert form.is_valid(), form.errors
    return once(request, form, deed)


class Deed:
    """Makes one row each time it runs."""

    def __init__(self) -> None:
        self.runs = 0

    def __call__(self) -> str:
        self.runs += 1
        Heartbeat.objects.create(name=f"deed {uuid.uuid4()}"[:40], at=NOW)
        return f"/hasil/{self.runs}/"


def test_second_sending_leads_to_the_first_result(ani: Any) -> None:
    deed, key = Deed(), uuid.uuid4()
    assert send(ani, key, deed)["Location"] == "/hasil/1/"
    assert send(ani, key, deed)["Location"] == "/hasil/1/"
    assert deed.runs == 1
    assert send(ani, uuid.uuid4(), deed)["Location"] == "/hasil/2/"


def test_key_of_another_person_is_refused(ani: Any, budi: Any) -> None:
    deed, key = Deed(), uuid.uuid4()
    send(ani, key, deed)
    for other in (budi, AnonymousUser()):
        with pytest.raises(PermissionDenied):
            send(other, key, deed)
    assert deed.runs == 1


def test_result_may_be_an_object(ani: Any) -> None:
    class Thing:
        def get_absolute_url(self) -> str:
            return "/usulan/2027/33/1/"

    assert send(ani, uuid.uuid4(), Thing)["Location"] == "/usulan/2027/33/1/"


def test_a_deed_that_fails_frees_its_key_and_leaves_nothing(ani: Any) -> None:
    key = uuid.uuid4()

    def fails() -> str:
        Heartbeat.objects.create(name="half", at=NOW)
        raise ValidationError("Tidak jadi.")

    with pytest.raises(ValidationError):
        send(ani, key, fails)
    assert not Heartbeat.objects.filter(name="half").exists()
    assert send(ani, key, lambda: "/jadi/")["Location"] == "/jadi/"


@pytest.mark.parametrize("key", ["", "bukan-uuid", "<script>"])
def test_a_form_without_a_true_key_says_so(key: str) -> None:
    form = OnceForm({"kunci": key})
    assert not form.is_valid()
    assert "Muat ulang halaman" in form.errors["kunci"][0]


def test_each_new_form_has_a_key_of_its_own() -> None:
    assert OnceForm()["kunci"].value() != OnceForm()["kunci"].value()


def test_old_keys_are_forgotten(ani: Any) -> None:
    old, new = uuid.uuid4(), uuid.uuid4()
    send(ani, old, lambda: "/a/")
    send(ani, new, lambda: "/b/")
    SentForm.objects.filter(pk=old).update(sent_at=timezone.now() - timedelta(days=8))
    assert forget_old_keys() == 1
    assert list(SentForm.objects.values_list("pk", flat=True)) == [new]


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one_thing(ani: Any) -> None:
    key, barrier = uuid.uuid4(), threading.Barrier(8)
    answers: list[str] = []

    def press() -> None:
        try:
            barrier.wait()
            answers.append(send(ani, key, Deed())["Location"])
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["/hasil/1/"] * 8
    assert Heartbeat.objects.filter(name__startswith="deed").count() == 1
