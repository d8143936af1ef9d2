"""The calendar of consultations: a month a page, one row each, and the same dates for phones and readers."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.models import PolicyDraftPage
from konsultasi.models import Closing, Consultation
from konsultasi.queries import calendar
from konsultasi.services import open_consultation, update_consultation
from tests.conftest import DISTRICT, GUNTUR, KERTOSARI
from tests.konsultasi.conftest import NOW
from wilayah.models import Region

PAGE = "/rancangan/kalender/"


def consult(by: Any, title: str, opens: int, closes: int, region: str = DISTRICT) -> Consultation:
    """A consultation that opens and closes so many days from now."""
    return open_consultation(
        title=title,
        url=f"/rancangan/{title.lower()}/",
        region=Region.objects.get(pk=region),
        opens_at=NOW + timedelta(days=opens),
        closes_at=NOW + timedelta(days=closes),
        by=by,
    )


def titles(html: str) -> list[str]:
    return [part.split("</a>")[0].split(">")[-1] for part in html.split("<h3>")[1:]]


def read(client: Any, query: str = "") -> str:
    response = client.get(PAGE + query)
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")


def test_a_month_shows_what_is_open_or_owed_in_it(client: Any, draft: Consultation, joko: Any) -> None:
    """The draft closes on 8 December: its answers are due by 28 December, 14 working days later."""
    consult(joko, "Lalu", -80, -60)  # answered by October
    consult(joko, "Nanti", 20, 40)  # 14 December to 3 January
    assert titles(read(client)) == [draft.title]
    assert titles(read(client, "?bulan=2026-12")) == [draft.title, "Nanti"]
    assert titles(read(client, "?bulan=2027-01")) == ["Nanti"]
    assert titles(read(client, "?bulan=2026-09")) == ["Lalu"]
    html = read(client)
    assert 'Dijawab sampai <time datetime="2026-12-28">28 Desember 2026</time>' in html
    assert "?bulan=2026-10#hasil" in html
    assert "?bulan=2026-12#hasil" in html


@pytest.mark.parametrize("text", ["x", "2026-13", "2026-00", "0000-01", "²026-01", "2026-1", "9999-12", "1000-01"])
def test_a_strange_month_gives_the_nearest(client: Any, draft: Consultation, text: str) -> None:
    found = client.get(PAGE, {"bulan": text})
    assert found.status_code == 200
    assert found.context["month"].day.isoformat() in ("2026-11-01", "2026-12-01")


def test_one_cannot_turn_beyond_the_last_date(client: Any, draft: Consultation) -> None:
    html = read(client, "?bulan=2026-12")
    assert "bulan=2027-01" not in html
    assert 'rel="next"' not in html


def test_without_a_consultation_it_says_what_will_be_here(client: Any, places: None) -> None:
    html = read(client)
    assert "Tidak ada konsultasi pada bulan ini" in html
    assert "November 2026" in html
    assert 'rel="prev"' not in html


def test_hidden_drafts_are_nowhere(client: Any, draft: Consultation, joko: Any) -> None:
    update_consultation(consultation=draft, by=joko, visible=False)
    for url in (PAGE, PAGE + "konsultasi.ics", PAGE + "atom.xml"):
        assert draft.title not in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("days", "waiting", "done", "words"),
    [
        (-10, 0, False, "Segera dibuka"),
        (0, 1, False, "Dibuka untuk masukan"),
        (15, 1, False, "Menunggu jawaban"),
        (15, 0, False, "Semua masukan dijawab"),
        (34, 1, False, "Menunggu jawaban"),
        (35, 1, False, "Jawaban lewat tenggat"),
        (35, 1, True, "Konsultasi selesai"),
    ],
)
def test_how_it_stands(draft: Consultation, clock: Any, days: int, waiting: int, done: bool, words: str) -> None:
    clock.move_to(NOW + timedelta(days=days))
    Consultation.objects.filter(pk=draft.pk).update(input_count=3, answered_count=3 - waiting)
    if done:
        Closing.objects.create(consultation=draft, total=3, unanswered=1, reason="Pengirim tidak dapat dihubungi.")
    assert calendar.row_of(calendar.in_calendar("").get()).state[1] == words


def test_places_to_choose_from(client: Any, draft: Consultation, joko: Any, citra: Any) -> None:
    assert "Wilayah" not in read(client).split("<main")[1]  # one place only: nothing to choose
    consult(joko, "Kampung", -1, 10, KERTOSARI)
    assert titles(read(client, f"?wilayah={KERTOSARI}")) == ["Kampung"]
    assert titles(read(client, f"?wilayah={DISTRICT}")) == ["Kampung", draft.title]  # with the places in it
    assert titles(read(client, f"?wilayah={GUNTUR}")) == ["Kampung", draft.title]  # not to choose from
    assert f"?bulan=2026-12&amp;wilayah={KERTOSARI}#hasil" in read(client, f"?wilayah={KERTOSARI}")


@pytest.mark.parametrize("n", [1, 30])
def test_the_page_costs_the_same_with_1_and_30(
    client: Any, draft: Consultation, joko: Any, n: int, django_assert_num_queries: Any
) -> None:
    for k in range(n - 1):
        consult(joko, f"Lagi{k}", -1, 10, KERTOSARI if k % 2 else DISTRICT)
    read(client)
    with django_assert_num_queries(4):
        read(client, "?bulan=2026-11&n=1")


def test_the_whole_page_is_kept_for_strangers(client: Any, draft: Consultation, django_assert_num_queries: Any) -> None:
    first = client.get(PAGE)
    with django_assert_num_queries(1):
        assert client.get(PAGE).content == first.content
    assert "csrf" not in first.content.decode()


def test_the_calendar_file(client: Any, draft: Consultation, joko: Any) -> None:
    consult(joko, "Kuno", -300, -250)
    found = client.get(PAGE + "konsultasi.ics")
    assert found.headers["Content-Type"] == "text/calendar; charset=utf-8"
    lines = found.content.decode().replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert [line for line in lines if line.startswith(("SUMMARY", "DTSTART"))] == [
        "DTSTART;VALUE=DATE:20261117",
        f"SUMMARY:Masukan dibuka: {draft.title}",
        "DTSTART;VALUE=DATE:20261208",
        f"SUMMARY:Masukan ditutup: {draft.title}",
        "DTSTART;VALUE=DATE:20261228",
        f"SUMMARY:Batas jawaban: {draft.title}",
    ]
    assert "URL:https://testserver/rancangan/sampah/" in [line.replace("http:", "https:") for line in lines]
    assert len({line for line in lines if line.startswith("UID")}) == 3


def test_the_feed_tells_what_came_true(client: Any, draft: Consultation, joko: Any) -> None:
    consult(joko, "Tutup", -30, -2)
    consult(joko, "Nanti", 3, 9)
    found = client.get(PAGE + "atom.xml")
    assert found.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    text = found.content.decode()
    said = [part.split("</title>")[0] for part in text.split("<title>")[2:]]
    assert said == ["Masukan ditutup: Tutup", f"Masukan dibuka: {draft.title}", "Masukan dibuka: Tutup"]


def test_no_draft_may_stand_at_its_address() -> None:
    with pytest.raises(ValidationError) as caught:
        PolicyDraftPage(title="Kalender", slug="kalender", summary="Isi.").clean()
    assert list(caught.value.message_dict) == ["slug"]
    assert reverse("konsultasi:calendar") == PAGE
