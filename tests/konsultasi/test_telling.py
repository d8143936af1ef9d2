"""Who hears what of a draft: changed words, a near close; once, and only whom it concerns."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from konsultasi.models import Consultation
from konsultasi.services import publish_version, support_input, update_consultation
from konsultasi.services.reminders import remind_closing
from notifications.models import Notification
from notifications.services import follow
from tests.konsultasi.conftest import NOW
from tests.konsultasi.test_changes import SECOND
from tests.konsultasi.test_places import say


def told(kind: str) -> list[tuple[str, str]]:
    rows = Notification.objects.filter(kind=kind).select_related("user").order_by("user__username")
    return [(row.user.username, row.text) for row in rows]


def test_authors_and_supporters_hear_that_their_words_changed(
    draft: Consultation, ani: Any, budi: Any, joko: Any, fajar: Any
) -> None:
    entry = say(draft, ani, "p2a1", "", 1)
    say(draft, ani, "p2a1", "", 2)
    say(draft, fajar, "p1", "", 3)  # these words stay
    support_input(by=budi, input=entry)
    follow(by=joko, topic=draft.topic)
    publish_version(consultation=draft, passages=SECOND, by=joko)
    words = "Bagian yang Anda tanggapi berubah pada versi 2: Pengelolaan Sampah Rumah Tangga"
    assert told("bagian_berubah") == [("ani", words), ("budi", words)]


def test_followers_are_reminded_once_before_the_close(draft: Consultation, ani: Any, joko: Any, clock: Any) -> None:
    follow(by=ani, topic=draft.topic)
    remind_closing()
    assert told("segera_tutup") == []
    clock.move_to(NOW + timedelta(days=11, hours=1))
    for _ in range(2):
        remind_closing()
    assert told("segera_tutup") == [("ani", "Masa masukan ditutup 8 Desember 2026: Pengelolaan Sampah Rumah Tangga")]
    update_consultation(consultation=draft, by=joko, closes_at=NOW + timedelta(days=12))
    remind_closing()
    assert len(told("segera_tutup")) == 2  # another closing day is news


def test_nobody_is_reminded_after_the_close_or_right_after_the_opening(
    draft: Consultation, ani: Any, joko: Any, clock: Any
) -> None:
    follow(by=ani, topic=draft.topic)
    now = timezone.now()
    update_consultation(
        consultation=draft, by=joko, opens_at=now - timedelta(hours=2), closes_at=now + timedelta(days=2)
    )
    remind_closing()
    clock.move_to(NOW + timedelta(days=3))
    remind_closing()
    assert told("segera_tutup") == []
