"""Who is told what: followers, people around, once per occasion, in the transaction of the deed."""

from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from notifications import delivery, services, tasks
from notifications.models import Delivery, Notification, Topic
from notifications.queries import containing, unread_count
from tests.conftest import DISTRICT, GUNTUR, KERTOSARI
from tests.factories import make_user
from wilayah.models import Region

LAST = {"kind": "putusan", "text": "Talud diverifikasi.", "occasion": "putusan:1"}


def told() -> list[str]:
    return sorted(Notification.objects.values_list("user__username", flat=True))


def test_a_region_lies_in_those_above_it() -> None:
    assert containing("33.23.03.1006") == ["33.23.03.1006", "33.23.03", "33.23", "33"]
    assert containing("33") == ["33"]


def test_followers_of_topic_and_regions_around_are_told_once(topic: Topic, tell: Any, cast: Any) -> None:
    services.follow(by=cast.ani, topic=topic)
    services.follow(by=cast.ani, region=Region.objects.get(pk=KERTOSARI))
    services.follow(by=cast.budi, region=Region.objects.get(pk=DISTRICT))
    services.follow(by=cast.indra, region=Region.objects.get(pk=GUNTUR))
    tell()
    tell()
    assert told() == ["ani", "budi"]


def test_without_regions_only_followers_of_the_topic(topic: Topic, tell: Any, cast: Any) -> None:
    services.follow(by=cast.ani, topic=topic)
    services.follow(by=cast.budi, region=Region.objects.get(pk=KERTOSARI))
    tell(regions=False)
    assert told() == ["ani"]


def test_the_doer_is_skipped_and_others_may_be_added(topic: Topic, tell: Any, cast: Any) -> None:
    services.follow(by=cast.citra, topic=topic)
    tell(skip=cast.citra, also=[cast.ani, cast.citra, None])
    assert told() == ["ani"]
    assert Notification.objects.get().personal is True


def test_a_hidden_topic_tells_only_those_named(topic: Topic, tell: Any, cast: Any) -> None:
    services.follow(by=cast.budi, topic=topic)
    services.update_topic(topic, visible=False)
    tell(also=[cast.ani])
    assert told() == ["ani"]


def test_what_followers_were_told_disappears_with_the_topic(topic: Topic, tell: Any, cast: Any, client: Any) -> None:
    services.follow(by=cast.budi, topic=topic)
    tell(also=[cast.ani])
    assert unread_count(cast.budi) == 1
    services.update_topic(topic, visible=False)
    assert (unread_count(cast.budi), unread_count(cast.ani)) == (0, 1)
    client.force_login(cast.budi)
    assert "Talud" not in client.get("/pemberitahuan/").content.decode()


def test_people_told_with_email_get_one_mail(topic: Topic, tell: Any, cast: Any, settings: Any) -> None:
    settings.SITE_URL = "https://warga.example.id/"
    services.follow(by=cast.ani, topic=topic)
    services.follow(by=cast.budi, topic=topic)  # has no address
    tell(url="/usulan/1/#perjalanan")
    tell()
    assert [m.to for m in mail.outbox] == [["ani@example.org"]]
    sent = mail.outbox[0]
    assert sent.subject == "Pemberitahuan partisipasi"
    assert "Ani" not in sent.subject
    assert "“Talud Jalan Melati” diverifikasi." in sent.body
    assert "https://warga.example.id/usulan/1/#perjalanan" in sent.body
    html = sent.alternatives[0].content
    assert '<a href="https://warga.example.id/usulan/1/#perjalanan">' in html
    out = sent.extra_headers["List-Unsubscribe"]
    assert out.startswith("<https://warga.example.id/pemberitahuan/berhenti/")
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert out.strip("<>") in sent.body
    assert Notification.objects.get(user=cast.ani).mailed_at is not None
    assert Notification.objects.get(user=cast.budi).mailed_at is None


def test_hostile_titles_are_escaped_in_html_mail_and_stay_one_line_in_headers(places: None, ani: Any) -> None:
    evil = services.create_topic(
        kind="usulan", title="<img src=x onerror=alert(1)>\r\nBcc: all@example.org", url="/usulan/2/", region=KERTOSARI
    )
    services.tell(evil, kind="x", text=f"Kabar {evil.title}", occasion="x:1", also=[ani])
    sent = mail.outbox[0]
    assert "&lt;img src=x onerror=alert(1)&gt;" in sent.alternatives[0].content
    assert "<img" not in sent.alternatives[0].content
    assert "\nBcc:" not in sent.message().as_string()


@pytest.mark.parametrize("mode", [Delivery.Mode.DAILY, Delivery.Mode.NONE])
def test_no_mail_at_once_for_those_who_chose_otherwise(mode: str, topic: Topic, tell: Any, ani: Any) -> None:
    services.choose_delivery(by=ani, mode=mode)
    tell(also=[ani])
    assert mail.outbox == []
    assert unread_count(ani) == 1


def test_an_address_waiting_for_proof_gets_nothing(topic: Topic, tell: Any, ani: Any) -> None:
    ani.emailaddress_set.create(email="ani@example.org", verified=False, primary=True)
    tell(also=[ani])
    assert mail.outbox == []
    ani.emailaddress_set.update(verified=True)
    tell("putusan:2", also=[ani])
    assert len(mail.outbox) == 1


def test_tell_person_once_per_occasion(ani: Any) -> None:
    for _ in range(2):
        services.tell_person(user=ani, kind="akun", text="Anda dipastikan.", url="/akun/saya/", occasion="rung:2")
    assert [(n.text, n.personal) for n in Notification.objects.all()] == [("Anda dipastikan.", True)]
    assert len(mail.outbox) == 1
    assert unread_count(ani) == 1


def test_fan_out_costs_the_same_for_one_and_for_forty(topic: Topic, django_assert_num_queries: Any) -> None:
    people = [make_user(f"w{n}", f"Warga {n}") for n in range(40)]
    args = (topic.pk, "k", "t", "o:1", "/", None, [], True)
    services.follow(by=people[0], topic=topic)
    with django_assert_num_queries(5):
        tasks.fan_out.func(*args)
    for person in people:
        services.follow(by=person, topic=topic)
    with django_assert_num_queries(5):
        tasks.fan_out.func(*args[:3], "o:2", *args[4:])
    assert Notification.objects.filter(occasion="o:2").count() == 40


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_deed_leaves_no_task_and_no_notification(
    topic: Topic, tell: Any, ani: Any, settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    services.follow(by=ani, topic=topic)
    with transaction.atomic():
        tell()
        assert DBTaskResult.objects.count() == 1
        transaction.set_rollback(True)
    assert DBTaskResult.objects.count() == 0
    tell()
    assert (DBTaskResult.objects.count(), Notification.objects.count()) == (1, 0)
    run_queue()
    assert told() == ["ani"]
    assert len(mail.outbox) == 1


def run_queue() -> None:
    """What the worker does, until nothing waits."""
    call_command("db_worker", batch=True, interval=0, verbosity=0, startup_delay=False)


class Failing:
    """A mail server that is down."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass

    def send_messages(self, messages: Any) -> int:
        raise OSError("connection refused")


def test_a_failed_mail_is_tried_again_with_a_limit(topic: Topic, tell: Any, ani: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    with time_machine.travel("2026-11-24T02:00:00Z", tick=False):
        tell(also=[ani])
        note = Notification.objects.get()
        assert (note.mail_tries, note.mailed_at) == (1, None)
        tasks.retry_mails()
        assert Notification.objects.get().mail_tries == 1, "too early"
    for n in range(1, 8):
        with time_machine.travel(f"2026-11-24T0{2 + n}:00:00Z", tick=False):
            tasks.retry_mails()
    assert Notification.objects.get().mail_tries == delivery.MAX_TRIES


def test_a_retry_succeeds_once(topic: Topic, tell: Any, ani: Any, settings: Any) -> None:
    good = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    with time_machine.travel("2026-11-24T02:00:00Z", tick=False):
        tell(also=[ani])
    settings.EMAIL_BACKEND = good
    with time_machine.travel("2026-11-24T02:20:00Z", tick=False):
        tasks.retry_mails()
        tasks.retry_mails()
    assert len(mail.outbox) == 1
    assert Notification.objects.get().mailed_at is not None


def test_two_workers_with_the_same_batch_send_one_mail(topic: Topic, tell: Any, ani: Any) -> None:
    services.choose_delivery(by=ani, mode=Delivery.Mode.DAILY)
    tell(also=[ani])
    services.choose_delivery(by=ani, mode=Delivery.Mode.AT_ONCE)
    ids = [Notification.objects.get().pk]
    assert (delivery.send_at_once(ids), delivery.send_at_once(ids)) == (1, 0)
    assert delivery.claim(ids[0]) is False
    assert len(mail.outbox) == 1
