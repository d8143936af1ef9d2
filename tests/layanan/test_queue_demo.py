"""The demo's queue: open at any hour, the same on the same day, with a past that counts right."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from audit import triggers
from layanan.models import QueueDay, QueueOffice, ServiceEvent, Ticket
from layanan.queries import waiting
from layanan.queries.screens import is_open, today_of
from layanan.services.days import run_queue_clock
from layanan.states import EventKind, TicketState
from partisipasi.demo import queue, queue_past
from partisipasi.demo.urls import addresses
from tests.layanan.queue_world import NINE

pytestmark = pytest.mark.django_db
LATE, EARLY = NINE.replace(hour=23, minute=57), NINE.replace(hour=0, minute=3)


@pytest.fixture(autouse=True)
def short(monkeypatch: Any) -> None:
    monkeypatch.setattr(queue_past, "WEEKS", 1)
    waiting.forget()


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NINE, tick=False) as traveller:
        yield traveller


def today() -> Counter[str]:
    return Counter(Ticket.objects.filter(queue_day__day=timezone.localdate()).values_list("state", flat=True))


@pytest.mark.parametrize("now", [NINE, LATE, EARLY])
def test_the_office_is_at_work_whenever_the_demo_is_filled(clock: Any, places: None, joko: Any, now: datetime) -> None:
    with time_machine.travel(now, tick=False):
        queue.seed_queue({"joko": joko})
        office = QueueOffice.objects.get()
        assert is_open(office, today_of(office))
        assert today() == {
            TicketState.WAITING: 12,
            TicketState.BOOKED: 1,
            TicketState.PARKED: 1,
            TicketState.CALLED: 1,
            TicketState.SERVED: 2,
            TicketState.DONE: 8,
        }
        held = QueueDay.objects.get(day=now.date())
        assert not held.tickets.filter(promise_high=None).exists()
        assert not held.tickets.filter(issued_at__gt=now).exists()
        seen = ServiceEvent.objects.filter(day=now.date()).exclude(kind=EventKind.PROMISE)
        assert seen.count() == held.version
        run_queue_clock()
        assert today()[TicketState.PARKED] == 1


def test_every_past_day_is_whole(clock: Any, places: None, joko: Any) -> None:
    queue.seed_queue({"joko": joko})
    past = QueueDay.objects.filter(day__lt=NINE.date())
    assert [day.day.isoweekday() for day in past.order_by("day")] == [2, 3, 4, 5, 1]
    for day in past:
        assert day.closed_at is not None
        states = Counter(day.tickets.values_list("state", flat=True))
        assert set(states) <= {TicketState.DONE, TicketState.ABSENT}
        assert sum(states.values()) == queue_past.VISITS == day.calls
        kinds = Counter(ServiceEvent.objects.filter(day=day.day).values_list("kind", flat=True))
        assert kinds[EventKind.ISSUE] == kinds[EventKind.CALL] == queue_past.VISITS
        assert (kinds[EventKind.FINISH], kinds[EventKind.LAPSE]) == (states["selesai"], states["tidak_hadir"])
        assert sum(kinds.values()) == day.version
        for prefix in "ABCDE":
            numbers = sorted(day.tickets.filter(prefix=prefix).values_list("number", flat=True))
            assert numbers == list(range(1, len(numbers) + 1))
        latest = ServiceEvent.objects.filter(day=day.day).order_by("-at")[0]
        assert latest.kind == EventKind.DAY_CLOSE
        assert latest.received_at == latest.at


def test_the_past_keeps_its_promises_about_as_often_as_it_says(clock: Any, places: None, joko: Any) -> None:
    queue.seed_queue({"joko": joko})
    judged = [
        ((t.first_called_at - t.issued_at).total_seconds() / 60, t.promise_low, t.promise_high)
        for t in Ticket.objects.filter(state=TicketState.DONE, queue_day__day__lt=NINE.date(), ahead__gte=3)
    ]
    inside = sum(low <= actual <= high for actual, low, high in judged) / len(judged)
    assert 0.45 <= inside <= 0.8
    assert all(low <= high for _, low, high in judged)


def test_the_same_day_has_the_same_numbers(clock: Any, places: None, joko: Any) -> None:
    def seen() -> list[Any]:
        return list(Ticket.objects.order_by("token").values_list("token", "issued_at", "state", "ended_at"))

    queue.seed_queue({"joko": joko})
    first, office = seen(), QueueOffice.objects.get()
    queue.keep_queue_alive()
    assert seen() == first
    triggers.remove(connection)  # the log is only ever added to
    ServiceEvent.objects.all().delete()
    Ticket.objects.all().delete()
    QueueDay.objects.all().delete()
    officers = [counter.officer for counter in office.counters.all()]
    queue_past.seed_past(queue.place_of(office, officers), NINE.date())
    queue.seed_today(queue.place_of(office, officers))
    assert seen() == first


def test_a_demo_started_again_tomorrow_has_people_waiting(clock: Any, places: None, joko: Any) -> None:
    queue.keep_queue_alive()  # nothing yet
    queue.seed_queue({"joko": joko})
    clock.shift(timedelta(days=1))
    queue.keep_queue_alive()
    assert today()[TicketState.WAITING] == 12
    yesterday = QueueDay.objects.get(day=NINE.date())
    assert yesterday.closed_at is not None
    assert not yesterday.tickets.active().exists()


def test_the_addresses_of_the_queue_work(clock: Any, places: None, joko: Any) -> None:
    assert "queue_ticket" not in addresses()
    queue.seed_queue({"joko": joko})
    found = addresses()
    assert found["queue_board"] == "/antrean/papan/kecamatan/"
    for kind in ("queue", "queue_ticket", "queue_board", "queue_kiosk"):
        assert Client().get(found[kind]).status_code == 200
    assert '<a href="/antrean/">Antrean</a>' in Client().get("/antrean/").content.decode()
