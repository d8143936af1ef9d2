"""Who hears what of a draft: those it concerns at once, followers once a day at most, a near close in time."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from konsultasi.models import Consultation, Input, News
from konsultasi.news import tell_followers, tell_waiting
from konsultasi.services import (
    answer_input,
    close_consultation,
    publish_version,
    revise_answer,
    support_input,
    update_consultation,
)
from notifications.models import Notification
from notifications.services import follow
from tests.konsultasi.conftest import NOW, TEXTS
from tests.konsultasi.test_changes import SECOND
from tests.konsultasi.test_places import reworded, say
from wilayah.models import Region

TITLE = "Pengelolaan Sampah Rumah Tangga"
WHY = "Usul ini dimasukkan ke dalam naskah berikutnya."


def told(kind: str) -> list[tuple[str, str]]:
    rows = Notification.objects.filter(kind=kind).select_related("user").order_by("user__username", "pk")
    return [(row.user.username, row.text.replace("\xa0", " ")) for row in rows]


def heard(person: Any) -> list[str]:
    """All that a person was told, without the draft's title."""
    rows = Notification.objects.filter(user=person).order_by("pk").values_list("text", flat=True)
    return [text.replace("\xa0", " ").replace(f": {TITLE}", "").replace(f", {TITLE}", "") for text in rows]


def fresh(entry: Input) -> Input:
    return Input.objects.select_related("consultation__topic", "passage", "author").get(pk=entry.pk)


def test_authors_and_supporters_hear_that_their_words_changed(
    draft: Consultation, ani: Any, budi: Any, joko: Any, fajar: Any
) -> None:
    entry = say(draft, ani, "p2a1", "", 1)
    say(draft, ani, "p2a1", "", 2)
    say(draft, fajar, "p1", "", 3)  # these words stay
    support_input(by=budi, input=entry)
    follow(by=joko, topic=draft.topic)
    publish_version(consultation=draft, passages=SECOND, by=joko)
    words = f"Bagian yang Anda tanggapi berubah pada versi 2: {TITLE}"
    assert told("bagian_berubah") == [("ani", words), ("budi", words)]
    along = f"Versi 2 terbit. Masukan yang Anda kirim atau dukung ikut ke versi ini: {TITLE}"
    assert told("versi_baru") == [("fajar", along)]  # and joko published it


def test_an_author_hears_her_number_at_once(draft: Consultation, ani: Any) -> None:
    say(draft, ani, "p1", "", 1)
    words = f"Masukan Anda nomor 1 diterima, dijawab paling lambat 14 Desember 2026: {TITLE}"
    assert told("masukan_diterima") == [("ani", words)]


def test_authors_and_supporters_hear_each_thing_followers_one_a_day(
    draft: Consultation, ani: Any, budi: Any, citra: Any, fajar: Any, joko: Any, clock: Any
) -> None:
    """Four days of a draft: Ani wrote, Budi supports, Citra follows it, Fajar the place."""
    entries = [say(draft, ani, "p2a1", "", n) for n in range(4)]
    support_input(by=budi, input=entries[0])
    follow(by=citra, topic=draft.topic)
    follow(by=fajar, region=Region.objects.get(pk=draft.region_id))
    Notification.objects.all().delete()

    for entry in entries[:3]:  # Tuesday
        answer_input(by=joko, input=fresh(entry), disposition="diterima", explanation=WHY)
    publish_version(consultation=draft, passages=reworded(p1="Lain sama sekali."), by=joko)
    tell_waiting()
    assert len(heard(ani)) == 4
    assert len(heard(budi)) == 2
    assert heard(citra) == ["Diterima: masukan nomor 1 tentang Pasal 2 ayat (1)"]
    assert heard(fajar) == []  # the day is taken

    clock.move_to(NOW.replace(hour=5) + timedelta(days=1))
    tell_waiting()
    assert len(heard(citra)) == 1  # nobody is told at night
    clock.move_to(NOW.replace(hour=6) + timedelta(days=1))
    for _ in range(3):
        tell_waiting()
        tell_followers(draft.pk)
    assert heard(citra)[1:] == ["2 masukan dijawab, versi 2 terbit"]
    assert heard(fajar) == ["Versi 2 terbit"]
    assert News.objects.count() == 0

    revise_answer(by=joko, input=fresh(entries[0]), disposition="ditolak", explanation=WHY)
    answer_input(by=joko, input=fresh(entries[3]), disposition="dicatat", explanation=WHY)
    assert len(heard(citra)) == 2

    clock.move_to(NOW + timedelta(days=2))
    tell_waiting()
    assert heard(citra)[2:] == ["1 jawaban diperbaiki, 1 masukan dijawab"]
    assert len(heard(fajar)) == 1  # who follows the place hears of versions and closes, not of each answer

    clock.move_to(NOW + timedelta(days=3))
    tell_waiting()
    assert len(heard(citra)) == 3
    days = Notification.objects.filter(user=citra).values_list("created_at__date", flat=True)
    assert sorted(days) == sorted(set(days))


def test_who_knows_all_of_it_is_not_told_again(
    draft: Consultation, ani: Any, citra: Any, joko: Any, clock: Any
) -> None:
    for person in (ani, joko):
        follow(by=person, topic=draft.topic)
    entry = say(draft, ani, "p2a1")
    Notification.objects.all().delete()
    answer_input(by=joko, input=fresh(entry), disposition="diterima", explanation=WHY)
    assert heard(ani) == ["Diterima: masukan nomor 1 tentang Pasal 2 ayat (1)"]
    assert heard(joko) == []
    follow(by=citra, topic=draft.topic)
    clock.shift(timedelta(days=1))
    publish_version(consultation=draft, passages=SECOND, by=joko)
    assert heard(citra) == ["Versi 2 terbit"]  # nobody was left to hear of the answer: the day was free
    assert len(heard(ani)) == 2


def test_of_a_hidden_draft_nobody_hears(draft: Consultation, citra: Any, joko: Any) -> None:
    follow(by=citra, topic=draft.topic)
    update_consultation(consultation=draft, by=joko, visible=False)
    publish_version(consultation=draft, passages=SECOND, by=joko)
    tell_waiting()
    assert (heard(citra), News.objects.count()) == ([], 0)


def test_all_who_spoke_hear_that_it_is_decided(
    draft: Consultation, ani: Any, budi: Any, citra: Any, joko: Any, clock: Any
) -> None:
    entry = say(draft, ani, "p2a1")
    support_input(by=budi, input=entry)
    follow(by=citra, topic=draft.topic)
    answer_input(by=joko, input=fresh(entry), disposition="diterima", explanation=WHY)
    clock.move_to(draft.closes_at + timedelta(hours=1))
    Notification.objects.all().delete()
    close_consultation(by=joko, consultation=draft)
    assert [heard(person) for person in (ani, budi, citra)] == [["Konsultasi selesai"]] * 3


def test_followers_are_reminded_once_three_days_before_the_close(
    draft: Consultation, ani: Any, joko: Any, clock: Any
) -> None:
    """Closes on Tuesday 8 December at 9: the reminder is of Saturday 5, in the morning."""
    follow(by=ani, topic=draft.topic)
    for day in range(11):
        clock.move_to(NOW + timedelta(days=day))
        tell_waiting()
    clock.move_to(NOW.replace(hour=5) + timedelta(days=11))
    tell_waiting()
    assert told("segera_tutup") == []
    clock.move_to(NOW.replace(hour=6) + timedelta(days=11))
    tell_waiting()
    words = f"Masa masukan ditutup 8 Desember 2026: {TITLE}"
    assert told("segera_tutup") == [("ani", words)]
    for day in range(11, 20):
        clock.move_to(NOW + timedelta(days=day))
        tell_waiting()
    assert told("segera_tutup") == [("ani", words)]


def test_another_closing_day_is_news(draft: Consultation, ani: Any, joko: Any, clock: Any) -> None:
    follow(by=ani, topic=draft.topic)
    clock.move_to(NOW + timedelta(days=11))
    tell_waiting()
    update_consultation(consultation=draft, by=joko, closes_at=NOW + timedelta(days=13))
    tell_waiting()
    assert len(told("segera_tutup")) == 1  # she heard of the draft today
    clock.move_to(NOW + timedelta(days=12))
    tell_waiting()
    assert told("segera_tutup")[1:] == [("ani", f"Masa masukan ditutup 7 Desember 2026: {TITLE}")]


def test_a_reminder_goes_along_with_the_days_news(draft: Consultation, citra: Any, joko: Any, clock: Any) -> None:
    follow(by=citra, topic=draft.topic)
    clock.move_to(NOW.replace(hour=1) + timedelta(days=11))
    publish_version(consultation=draft, passages=SECOND, by=joko)
    tell_waiting()
    clock.move_to(NOW + timedelta(days=11))
    tell_waiting()
    assert heard(citra) == ["Masa masukan ditutup 8 Desember 2026, versi 2 terbit"]
    assert Notification.objects.get(user=citra).url == draft.url


@pytest.mark.parametrize("days", [3, 4, 30])
def test_nobody_is_reminded_after_the_close_or_right_after_the_opening(
    draft: Consultation, ani: Any, joko: Any, clock: Any, days: int
) -> None:
    follow(by=ani, topic=draft.topic)
    now = timezone.now()
    update_consultation(
        consultation=draft, by=joko, opens_at=now - timedelta(hours=2), closes_at=now + timedelta(days=2)
    )
    tell_waiting()
    clock.move_to(NOW + timedelta(days=days))
    tell_waiting()
    assert told("segera_tutup") == []


def test_news_that_waited_over_the_close_says_nothing_of_it(
    draft: Consultation, citra: Any, joko: Any, clock: Any
) -> None:
    """The worker stood still over the close: what happened is told, the reminder is not."""
    follow(by=citra, topic=draft.topic)
    Consultation.objects.filter(pk=draft.pk).update(news_on=date(2026, 11, 24))
    publish_version(consultation=draft, passages=TEXTS[:-1], by=joko)
    clock.move_to(NOW + timedelta(days=20))
    tell_waiting()
    assert heard(citra) == ["Versi 2 terbit"]


def test_what_was_told_names_a_draft_no_longer_once_it_left_the_public(draft: Consultation, ani: Any) -> None:
    say(draft, ani, "")
    row = Notification.objects.get(user=ani, topic=draft.topic)
    assert draft.title in row.text
    update_consultation(consultation=draft, by=None, visible=False)
    row.refresh_from_db()
    assert row.text == "Ada kabar tentang sebuah rancangan, yang kini tidak ditampilkan."
