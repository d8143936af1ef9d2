"""The daily digest: after six, once a day, unread only, safe to run twice; and what a person takes along."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from notifications import delivery, personal, services, tasks
from notifications.models import Delivery, Follow, Notification, Topic

SIX = "2026-11-23T23:00:00Z"  # 24 November 06.00 WIB


@pytest.fixture
def daily(ani: Any) -> Any:
    services.choose_delivery(by=ani, mode=Delivery.Mode.DAILY)
    return ani


def tell(user: Any, *numbers: int) -> None:
    for n in numbers:
        services.tell_person(user=user, kind="k", text=f"Kabar <{n}>", url=f"/usulan/{n}/", occasion=f"o:{n}")


def test_one_mail_after_six_and_none_again_that_day(daily: Any) -> None:
    with time_machine.travel(SIX, tick=False) as clock:
        clock.shift(timedelta(seconds=-1))
        tell(daily, 1, 2)
        tasks.send_digests()
        assert mail.outbox == [], "05.59 is too early"
        clock.shift(timedelta(seconds=1))
        tasks.send_digests()
        tasks.send_digests()
        tell(daily, 3)
        clock.shift(timedelta(hours=17, minutes=59))
        tasks.send_digests()
        assert len(mail.outbox) == 1, "news of the day waits for tomorrow"
        clock.shift(timedelta(hours=6, minutes=1))
        tasks.send_digests()
    first, second = mail.outbox
    assert first.subject == "Rangkuman harian partisipasi"
    assert "Kabar <1>" in first.body
    assert "Kabar <2>" in first.body
    assert "Kabar &lt;2&gt;" in first.alternatives[0].content
    assert "Kabar <3>" not in first.body
    assert "Kabar <3>" in second.body
    assert "Kabar <1>" not in second.body
    assert "List-Unsubscribe" in first.extra_headers


def test_a_worker_that_stands_still_is_not_buried(daily: Any, settings: Any) -> None:
    """The jobs of every minute put nothing into the queue that still stands there."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with time_machine.travel(SIX, tick=False):
        tell(daily, 1)
        Notification.objects.update(mail_tries=1, mail_tried_at=timezone.now() - timedelta(hours=1))
        for _ in range(5):
            tasks.send_digests()
        assert DBTaskResult.objects.filter(task_path=tasks.digest.module_path).count() == 1
        services.choose_delivery(by=daily, mode=Delivery.Mode.AT_ONCE)
        for _ in range(5):
            tasks.retry_mails()
        assert DBTaskResult.objects.filter(task_path=tasks.mail.module_path).count() == 1


def test_what_was_read_is_not_repeated_and_nothing_makes_no_mail(daily: Any) -> None:
    with time_machine.travel(SIX, tick=False):
        tell(daily, 1)
        services.mark_read(by=daily)
        tasks.send_digests()
    assert mail.outbox == []


def test_a_hidden_topic_is_left_out_of_the_digest(daily: Any, topic: Topic) -> None:
    with time_machine.travel(SIX, tick=False):
        services.follow(by=daily, topic=topic)
        services.tell(topic, kind="k", text="Talud diverifikasi", occasion="p:1")
        tell(daily, 1)
        services.update_topic(topic, visible=False)
        tasks.send_digests()
    assert "Talud" not in mail.outbox[0].body
    assert "Kabar <1>" in mail.outbox[0].body


def test_people_at_once_and_without_address_get_no_digest(ani: Any, budi: Any) -> None:
    services.choose_delivery(by=budi, mode=Delivery.Mode.DAILY)
    with time_machine.travel(SIX, tick=False):
        tell(budi, 1)
        tasks.send_digests()
        assert delivery.digest_due() == []
    assert mail.outbox == []


class Failing:
    """A mail server that is down."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass

    def send_messages(self, messages: Any) -> int:
        raise OSError("connection refused")


def test_a_failed_digest_is_tried_again_five_times_a_day(daily: Any, settings: Any) -> None:
    good, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Failing"
    with time_machine.travel(SIX, tick=False) as clock:
        tell(daily, 1)
        tasks.send_digests()
        assert Delivery.objects.get().digest_tries == 1
        settings.EMAIL_BACKEND = good
        tasks.send_digests()
        assert len(mail.outbox) == 1
        assert Delivery.objects.get().digest_tries == 0
        clock.shift(timedelta(days=1))
        tell(daily, 2)
        settings.EMAIL_BACKEND = f"{__name__}.Failing"
        for _ in range(5):
            tasks.send_digests()
        settings.EMAIL_BACKEND = good
        tasks.send_digests()
        assert len(mail.outbox) == 1, "enough for today"
        clock.shift(timedelta(days=1))
        tasks.send_digests()
    assert "Kabar <2>" in mail.outbox[1].body


def test_erasing_a_person_leaves_nothing_and_counts_right(ani: Any, budi: Any, topic: Topic) -> None:
    for person in (ani, budi):
        services.follow(by=person, topic=topic)
    services.follow(by=ani, region=topic.region)
    tell(ani, 1)
    services.choose_delivery(by=ani, mode=Delivery.Mode.NONE)
    held = personal.collect(ani)
    assert held["surel"] == "Tidak usah"
    assert [row["apa"] for row in held["mengikuti"]] == ["Talud Jalan Melati", "Kelurahan Kertosari"]
    assert [row["teks"] for row in held["pemberitahuan"]] == ["Kabar <1>"]
    personal.erase(ani)
    topic.refresh_from_db()
    assert topic.follower_count == 1
    assert list(Follow.objects.values_list("user_id", flat=True)) == [budi.pk]
    assert Notification.objects.filter(user=ani).count() == 0
    assert Delivery.objects.filter(user=ani).count() == 0
