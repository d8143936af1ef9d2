"""Many processes at once: no number twice, no gap, nobody called twice, and kill -9 in the middle of a call."""

import os
import random
import signal
import time
import uuid
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from core.states import StateError
from layanan.models import QueueDay, QueueOffice, ServiceEvent, Ticket
from layanan.services import calling
from layanan.services.log import day_of
from layanan.states import AT_COUNTER, EventKind, TicketState
from tests.layanan.processes import FORK, done, start
from tests.layanan.queue_world import counter, make_office, take

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_now(places: None) -> QueueOffice:
    """An office that is open at this very moment."""
    office = make_office()
    QueueOffice.objects.update(opens="00:00", issues_from="00:00", closes="23:59:59", weekdays="1234567")
    office.refresh_from_db()
    return office


def draw(office: QueueOffice, gate: Any, count: int) -> None:
    gate.wait()
    for turn in range(count):
        take(office, "AB"[turn % 2], key=uuid.uuid4())


@pytest.mark.parametrize(
    ("processes", "each"), [(6, 6), pytest.param(20, 30, marks=pytest.mark.slow)], ids=["36", "600"]
)
def test_many_processes_draw_without_gap_or_double(open_now: QueueOffice, processes: int, each: int) -> None:
    gate = FORK.Barrier(processes)
    done([start(draw, open_now, gate, each) for _ in range(processes)])
    for prefix in "AB":
        numbers = Ticket.objects.filter(prefix=prefix).order_by("number").values_list("number", flat=True)
        assert list(numbers) == list(range(1, processes * each // 2 + 1))
    issued = ServiceEvent.objects.filter(kind=EventKind.ISSUE).values_list("ticket", flat=True)
    assert sorted(issued) == sorted(Ticket.objects.values_list("pk", flat=True))
    assert not Ticket.objects.filter(promise_high=None).exists()


def fill(office: QueueOffice, count: int) -> QueueDay:
    """So many people waiting, without a promise each: these proofs are about calls."""
    held, service, now = day_of(office), office.services.get(prefix="A"), timezone.now()
    Ticket.objects.bulk_create(
        Ticket(
            queue_day=held,
            service=service,
            prefix="A",
            number=number,
            token=uuid.uuid4().hex,
            issued_at=now,
            arrived_at=now,
            clock_at=now + timedelta(milliseconds=number),
        )
        for number in range(1, count + 1)
    )
    return held


def press(by: Any, office: QueueOffice, number: int, gate: Any, count: int) -> None:
    place = counter(office, number)
    for _ in range(count):
        gate.wait()
        calling.call_next(by=by, counter=place)


@pytest.mark.parametrize("times", [25, pytest.param(200, marks=pytest.mark.slow)])
def test_two_counters_press_at_once(open_now: QueueOffice, joko: Any, times: int) -> None:
    fill(open_now, 2 * times)
    gate = FORK.Barrier(2)
    done([start(press, joko, open_now, number, gate, times) for number in (1, 2)])
    called = Counter(ServiceEvent.objects.filter(kind=EventKind.CALL).values_list("ticket", flat=True))
    assert (len(called), set(called.values())) == (2 * times, {1})
    by_counter = Counter(ServiceEvent.objects.filter(kind=EventKind.CALL).values_list("counter__number", flat=True))
    assert by_counter == {1: times, 2: times}
    assert QueueDay.objects.get().calls == 2 * times
    assert Ticket.objects.filter(state=TicketState.DONE).count() == 2 * times - 2


def work(by: Any, office: QueueOffice) -> None:
    """A counter that calls and serves without end, until somebody pulls the plug."""
    place = counter(office)
    while ticket := calling.call_next(by=by, counter=place):
        calling.serve(by=by, ticket=ticket)


LAST = {
    EventKind.CALL: TicketState.CALLED,
    EventKind.SERVE: TicketState.SERVED,
    EventKind.FINISH: TicketState.DONE,
}


def test_the_plug_is_pulled_during_a_call(open_now: QueueOffice, joko: Any) -> None:
    held, chance = fill(open_now, 3000), random.Random(8)
    for _ in range(4):
        before = ServiceEvent.objects.count()
        child = start(work, joko, open_now)
        while ServiceEvent.objects.count() < before + 3:
            time.sleep(0.02)
        time.sleep(0.2 * chance.random())
        os.kill(child.pid, signal.SIGKILL)
        child.join(30)
        assert child.exitcode == -signal.SIGKILL
        told: dict[int, str] = {}
        for pk, kind in ServiceEvent.objects.order_by("id").values_list("ticket", "kind"):
            told[pk] = LAST[EventKind(kind)]
        states = dict(Ticket.objects.exclude(state=TicketState.WAITING).values_list("pk", "state"))
        assert states == told  # what is written is whole: the state and its event, or neither
        assert Ticket.objects.filter(state__in=AT_COUNTER).count() <= 1
        held.refresh_from_db()
        assert held.calls == ServiceEvent.objects.filter(kind=EventKind.CALL).count()
        assert held.version == ServiceEvent.objects.count()
    here = calling.current_at(counter(open_now))
    called = calling.call_next(by=joko, counter=counter(open_now))
    assert called is not None
    assert called != here
    with pytest.raises(StateError):
        calling.serve(by=joko, ticket=Ticket.objects.filter(state=TicketState.DONE)[0])
