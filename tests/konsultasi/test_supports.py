"""Standing behind what somebody else said, and being shown it before one says it again."""

import threading
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from konsultasi import people, views
from konsultasi.models import Consultation, Input, InputSupport
from konsultasi.services import hide_input, support_input, unsupport_input, update_consultation
from tests.konsultasi.conftest import NOW
from tests.konsultasi.test_pages import ask, text_of

SAME = "Mohon ditambah jenis sampah berbahaya dan beracun."


def support_count(entry: Input) -> int:
    return Input.objects.get(pk=entry.pk).support_count


def test_support_counts_once_and_goes_back(said: Input, budi: Any) -> None:
    for _ in range(2):
        support_input(by=budi, input=said)
    assert (support_count(said), InputSupport.objects.count()) == (1, 1)
    for _ in range(2):
        unsupport_input(by=budi, input=said)
    assert (support_count(said), InputSupport.objects.count()) == (0, 0)


def test_who_must_not(said: Input, ani: Any, budi: Any, eko: Any, draft: Consultation, joko: Any) -> None:
    with pytest.raises(PermissionDenied, match="masukan Anda sendiri"):
        support_input(by=ani, input=said)
    update_consultation(consultation=draft, by=joko, closes_at=NOW)
    closed = Input.objects.select_related("consultation").get(pk=said.pk)
    with pytest.raises(PermissionDenied, match="saat ini"):
        support_input(by=budi, input=closed)
    hide_input(by=eko, input=said, reason="iklan")
    with pytest.raises(PermissionDenied):
        support_input(by=budi, input=Input.objects.select_related("consultation").get(pk=said.pk))
    assert not InputSupport.objects.exists()


def test_the_door(said: Input, client: Any, budi: Any, ani: Any) -> None:
    url = reverse("konsultasi:support", args=[said.pk])
    assert client.get(url).status_code == 302
    client.force_login(budi)
    assert "Dukung masukan ini" in client.get(url).content.decode()
    assert client.post(url, {"aksi": "dukung"}).url == said.get_absolute_url()
    assert "Anda mendukung ini" in client.get(url).content.decode()
    client.post(url, {"aksi": "tarik"})
    assert support_count(said) == 0
    client.force_login(ani)
    assert "Ini masukan Anda sendiri" in client.get(url).content.decode()
    assert client.post(url, {"aksi": "dukung"}).status_code == 403


def form(**fields: Any) -> dict[str, Any]:
    return {"kunci": str(uuid.uuid4()), "kind": "usul", "body": SAME, **fields}


def test_what_others_said_is_shown_before_one_sends_the_same(
    said: Input, draft: Consultation, leaf: Any, budi: Any, ani: Any
) -> None:
    first = views.show_passage(ask(draft.url, budi, form()), draft, leaf, "p2a1")
    html = text_of(first)
    assert "Masukan Anda belum terkirim" in html
    assert "Sudah ada 1 masukan serupa" in html
    assert reverse("konsultasi:support", args=[said.pk]) in html
    assert SAME in html
    assert Input.objects.count() == 1
    sent = views.show_passage(ask(draft.url, budi, form(tetap="1")), draft, leaf, "p2a1")
    assert sent.status_code == 302
    assert Input.objects.count() == 2
    other = form(body="Warna kantong hendaknya sama di semua kelurahan.")
    assert views.show_passage(ask(draft.url, budi, other), draft, leaf, "p2a1").status_code == 302
    mine = views.show_passage(ask(draft.url, ani, form(body=SAME + " Segera.", kind="saran")), draft, leaf, "p2a2")
    assert mine.status_code == 302  # another passage


def test_my_data_tell_and_forget_supports(said: Input, budi: Any) -> None:
    support_input(by=budi, input=said)
    assert [row["nomor"] for row in people.collect(budi)["dukungan_masukan"]] == [said.number]
    people.erase(budi)
    assert (support_count(said), InputSupport.objects.count()) == (0, 0)


@pytest.mark.skipif("connection.vendor != 'postgresql'")
@pytest.mark.django_db(transaction=True)
def test_ten_presses_at_once_count_once(said: Input, budi: Any) -> None:
    def press() -> None:
        try:
            support_input(by=budi, input=said)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (support_count(said), InputSupport.objects.count()) == (1, 1)
