"""Figures are rebuilt from the log: dropped and rebuilt they are the same, and they say what happened."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from layanan.models import QueueFigure, QueueOffice, ServiceEvent, Ticket
from layanan.queries import waiting
from layanan.queries.figures import by_counter, by_service, figures_of
from layanan.queries.what_if import what_if
from layanan.queue.visits import ninth
from layanan.services import calling, days, figures, tickets
from layanan.states import Channel
from tests.factories import desk_login
from tests.layanan.queue_world import NINE, call, counter, make_office, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def yesterday(office: QueueOffice, joko: Any, hadi: Any, clock: Any) -> QueueOffice:
    """A small day: two served, one away, one cancelled, one left; one with priority, one on to another service."""
    first, second, third = take(office), take(office, priority="lansia"), take(office, "B")
    clock.shift(timedelta(minutes=10))
    call(joko, office)  # the elderly person
    clock.shift(timedelta(minutes=6))
    call(joko, office)
    clock.shift(timedelta(minutes=4))
    calling.transfer(by=joko, ticket=first, service=office.services.get(prefix="B"))
    call(hadi, office, 2)
    clock.shift(timedelta(minutes=9))
    call(hadi, office, 2)
    clock.shift(timedelta(minutes=1))
    calling.skip(by=hadi, ticket=third)
    tickets.cancel_ticket(ticket=take(office, holder="x", channel=Channel.PHONE))
    take(office, channel=Channel.PHONE, holder="y")
    assert Ticket.objects.get(pk=second.pk).state == "selesai"
    clock.move_to(NINE + timedelta(days=1))
    days.run_queue_clock()
    waiting.forget()
    return office


def test_dropped_and_rebuilt_they_are_the_same(yesterday: QueueOffice) -> None:
    def kept() -> list[Any]:
        return list(QueueFigure.objects.values_list("office", "day", "events", "visits", "works"))

    first = kept()
    assert len(first) == 1
    QueueFigure.objects.all().delete()
    assert figures.rebuild_stale() == 1
    assert kept() == first
    assert figures.rebuild_stale() == 0
    Ticket.objects.update(served_at=None, called_at=None, promise_low=None, voided=True)  # tickets are not asked
    figures.rebuild(Ticket.objects.first().queue_day)  # type: ignore[union-attr]
    assert kept() == first


def test_they_say_what_happened(yesterday: QueueOffice, joko: Any, hadi: Any) -> None:
    found = figures_of(yesterday)
    assert (found.days, len(found.visits), found.absent, found.unserved) == (1, 5, 1, 1)
    assert found.waits == [16.0, 10.0]
    assert [(g.name, g.p50) for g in found.groups] == [("Didahulukan", 10.0), ("Lainnya", 16.0)]
    assert found.hours == {9: 3.0}
    assert [(w.minutes, w.counter) for w in found.works] == [
        *((6.0, counter(yesterday, 1).pk), (4.0, counter(yesterday, 1).pk), (9.0, counter(yesterday, 2).pk))
    ]
    assert by_service(found) == []  # too few to say anything
    mine, everybody = by_counter(found, joko)
    assert (mine.name, mine.count, mine.p50, everybody.count) == ("Layanan Anda", 2, 5.0, 3)
    assert [row.name for row in by_counter(found, hadi)] == []  # who leads sees counters, from five pieces on


def test_a_promise_is_kept_or_not(office: QueueOffice, joko: Any, clock: Any) -> None:
    take(office), take(office)
    late = take(office)
    assert late.promise_high is not None
    told = ServiceEvent.objects.get(ticket=late, kind="promise").payload
    assert (told["ahead"], told["high"]) == (2, round(late.promise_high, 2))
    for _ in range(2):
        call(joko, office)
    clock.shift(timedelta(minutes=-(-late.promise_high // 5) * 5 + 1))
    call(joko, office)
    clock.move_to(NINE + timedelta(days=1))
    days.run_queue_clock()
    found = figures_of(office)
    assert (found.kept.judged, found.kept.kept) == (2, 1)
    assert [(w.monday.isoformat(), w.kept.share) for w in found.weeks] == [("2026-11-23", 50.0)]


def test_the_ninth_of_ten() -> None:
    assert ninth([]) is None
    assert ninth([3.0]) == 3.0
    assert ninth([float(n) for n in range(1, 11)]) == 9.0
    assert ninth([float(n) for n in range(1, 12)]) == 10.0


def test_another_counter_shortens_the_wait(yesterday: QueueOffice) -> None:
    found = figures_of(yesterday)
    before, after = what_if(found, 3, 480, 900)
    assert before.days == after.days == 1
    assert after.p90 <= before.p90


def test_pages_for_everybody_for_officers_and_for_who_leads(yesterday: QueueOffice, joko: Any, hadi: Any) -> None:
    page = Client().get("/antrean/angka/kecamatan/").content.decode()
    assert "janji waktu tunggu ditepati" in page
    assert "Loket 1" not in page
    table = b"".join(Client().get("/antrean/angka/kecamatan/angka.csv")).decode()
    assert "tunggu;Didahulukan;1;10.0;10.0;" in table or "tunggu,Didahulukan,1,10.0,10.0," in table
    desk, lead = Client(), Client()
    desk_login(desk, joko)
    desk_login(lead, hadi)
    assert "Layanan Anda" in desk.get("/petugas/antrean/angka/kecamatan/").content.decode()
    assert desk.get("/petugas/antrean/coba/kecamatan/").status_code == 403
    asked = {"number": 3, "opens": "08:00", "closes": "10:30"}
    assert "Buka loket 3 pukul 08.00–10.30" in lead.get("/petugas/antrean/coba/kecamatan/", asked).content.decode()
    wrong = lead.get("/petugas/antrean/coba/kecamatan/", asked | {"closes": "07:00"}).content.decode()
    assert "Jam selesai harus sesudah jam mulai" in wrong


def test_an_office_without_days(places: None) -> None:
    make_office("sepi")
    assert "Belum ada hari yang dihitung" in Client().get("/antrean/angka/sepi/").content.decode()
