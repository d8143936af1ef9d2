"""What people are told of their waiting, learned from the office's own times."""

from datetime import timedelta
from typing import Any

import pytest

from layanan.models import QueueDay, QueueOffice, Ticket
from layanan.queries import waiting
from layanan.services import calling
from tests.layanan.queue_world import NINE, call, counter, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_the_promise_is_kept_from_the_first_ticket(office: QueueOffice, joko: Any, clock: Any) -> None:
    first = take(office)
    assert (first.ahead, first.promise_low, first.promise_high) == (0, 0, 0)
    call(joko, office, 1)
    take(office)
    call(joko, office, 2)
    line = [take(office, "B") for _ in range(5)]
    assert [t.ahead for t in line] == [0, 1, 2, 3, 4]
    highs = [t.promise_high for t in line]
    assert all(high is not None and high > 0 for high in highs)
    assert highs == sorted(highs)
    kept = Ticket.objects.get(pk=line[4].pk)
    assert (kept.promise_low, kept.promise_high, kept.ahead) == (line[4].promise_low, highs[4], 4)


def test_the_office_learns_from_its_own_times(office: QueueOffice, joko: Any, clock: Any) -> None:
    for _ in range(20):
        ticket = take(office, "B")
        call(joko, office)
        clock.shift(timedelta(minutes=21))
        calling.finish(by=joko, ticket=ticket)
        clock.move_to(NINE)
    waiting.forget()
    known = waiting.experience_of(office)
    b = office.services.get(prefix="B").pk
    assert len(known.durations[b]) == 28
    assert known.durations[b].mean() == pytest.approx((20 * 21 + 8 * 9) / 28, rel=0.05)
    assert known.no_show == 2 / 40
    factor = waiting.forward.day_factor(waiting.floor_of(QueueDay.objects.get()).finished, known)[0]
    assert 1 < factor < 1.3


def test_the_shift_plan_of_a_counter(office: QueueOffice) -> None:
    counter(office, 2).shifts.create(weekday=2, opens="08:00", closes="10:30")
    counter(office, 2).shifts.create(weekday=3, opens="08:00", closes="12:00")
    _, plan = waiting.counters_of(office)
    assert plan[0].spans == ((480.0, float("inf")),)
    assert plan[1].spans == ((480.0, 630.0),)
