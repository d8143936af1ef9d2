"""Eight weeks at the counters, drawn by the queue's own simulator and written in bulk: tickets with the promise each
was given, and the log. The same days have the same people whenever the demo is filled.
"""

import random
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from core.clock import is_working_day
from layanan import estimate as forward
from layanan.models import QueueCounter, QueueDay, QueueOffice, QueueService, ServiceEvent, Ticket
from layanan.queue.order import Waiting
from layanan.queue.scenario import Day, Person, draw, load
from layanan.queue.simulate import Called, Floor, run
from layanan.services.figures import rebuild
from layanan.services.tickets import token_of
from layanan.states import Channel, EventKind, Priority, TicketState
from partisipasi.demo.clock import at, moment
from wilayah.models import Holiday

WEEKS, VISITS, SEED = 8, 64, 8
PARKED_FOR, SOON = timedelta(minutes=30), timedelta(minutes=1)
CHANNELS = ([Channel.KIOSK, Channel.DESK, Channel.PASS], [7, 2, 1])
PRIORITIES = [Priority.ELDERLY, Priority.DISABLED, Priority.PREGNANT, Priority.CHILD]


@dataclass(frozen=True)
class Office:
    """An office with what works in it, in the order of the scenario."""

    office: QueueOffice
    services: Sequence[QueueService]
    counters: Sequence[QueueCounter]
    officers: Sequence[Any]


def seed_past(place: Office, today: date) -> None:
    """Every working day of the weeks before today."""
    scenario = replace(load(tickets=VISITS), steps=[(None, len(place.counters))])
    memory = Memory([service.minutes for service in place.services], scenario.no_show)
    holidays = set(Holiday.objects.filter(date__lt=today).values_list("date", flat=True))
    for back in range(7 * WEEKS, 0, -1):
        day = today - timedelta(days=back)
        if is_working_day(day, holidays):
            write_day(place, day, draw(scenario, "pooled", SEED, day.toordinal()), memory)


class Memory:
    """What the office had learned by each day, as it learns in life; asked for the promise to each who came."""

    def __init__(self, minutes: Sequence[int], no_show: float) -> None:
        self.minutes, self.no_show = minutes, no_show
        self.known: dict[int, list[float]] = defaultdict(list)
        self.promises: dict[int, tuple[int, float, float]] = {}

    def play(self, day: Day) -> Floor:
        """Let the day pass, keep what each was promised, learn from it."""
        known = {i: forward.learned(self.known[i], officer) for i, officer in enumerate(self.minutes)}
        experience = forward.Experience(known, self.no_show, day.no_show_minutes)
        self.promises = {}

        def promise(floor: Floor, person: Person) -> None:
            now = forward.Floor(
                floor.now,
                floor.waiting,
                [forward.Serving(place, call.person.service, call.at) for place, call in floor.serving.items()],
                day.counters,
                [(c.person.service, c.until - c.at) for c in floor.finished if c.person.comes][-forward.RECENT :],
            )
            told = forward.estimate(now, experience).get(person.number)
            if told is not None:
                self.promises[person.number] = (before(floor.waiting, person), told.p20, told.p80)

        floor = run(day, watch=promise)
        for call in floor.calls:
            if call.person.comes:
                self.known[call.person.service].append(call.until - call.at)
        return floor


def before(waiting: Sequence[Waiting], person: Person) -> int:
    """How many stood in line when this person came."""
    return sum(w.rank != person.number for w in waiting)


def write_day(place: Office, day: date, drawn: Day, memory: Memory) -> None:
    """One day's tickets and events, written when that day had ended."""
    calls = {call.person.number: call for call in memory.play(drawn).calls}
    opens, chance = moment(day, 8), random.Random(day.toordinal())  # noqa: S311  the same day every time
    ends = max([opens + timedelta(hours=8), *(opens + minutes(call.until) for call in calls.values())])
    with at(ends + timedelta(hours=1)) as closed:
        held = QueueDay.objects.create(office=place.office, day=day, calls=len(calls), closed_at=closed)
        rows = list(tickets(place, held, drawn.people, calls, memory.promises, opens, chance))
        Ticket.objects.bulk_create(rows)
        log = sorted(events(place, held, rows, closed), key=lambda event: event.at)
        for event in log:
            event.uuid = uuid.UUID(int=chance.getrandbits(128), version=4)
        ServiceEvent.objects.bulk_create(log)
        QueueDay.objects.filter(pk=held.pk).update(version=len(log))
        rebuild(held)


def minutes(count: float) -> timedelta:
    return timedelta(seconds=round(count * 60))


def tickets(
    place: Office,
    held: QueueDay,
    people: Sequence[Person],
    calls: dict[int, Called],
    promises: dict[int, tuple[int, float, float]],
    opens: datetime,
    chance: random.Random,
) -> Iterator[Ticket]:
    """The day's numbers, one after another for each prefix."""
    drawn: dict[str, int] = defaultdict(int)
    for person in people:
        service, came = place.services[person.service], opens + minutes(person.arrival)
        drawn[service.prefix] += 1
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"antrean/{held.day}/{person.number}")
        ahead, low, high = promises.get(person.number, (0, 0.0, 0.0))
        yield Ticket(
            queue_day=held,
            service=service,
            prefix=service.prefix,
            number=drawn[service.prefix],
            key=key,
            token=token_of(key),
            channel=chance.choices(*CHANNELS)[0],
            priority=chance.choice(PRIORITIES) if person.priority else Priority.NONE,
            issued_at=came,
            arrived_at=came,
            clock_at=came,
            ahead=ahead,
            promise_low=low,
            promise_high=high,
            **outcome(place, calls[person.number], opens),
        )


def outcome(place: Office, call: Called, opens: datetime) -> dict[str, Any]:
    """What became of a number: served, or set aside and never seen again."""
    called, until = opens + minutes(call.at), opens + minutes(call.until)
    common = {"times_called": 1, "first_called_at": called, "called_at": called}
    if not call.person.comes:
        return common | {"state": TicketState.ABSENT, "parked_at": until, "ended_at": until + PARKED_FOR}
    counter = place.counters[call.counter]
    return common | {"state": TicketState.DONE, "counter": counter, "served_at": called, "ended_at": until}


def events(place: Office, held: QueueDay, rows: Sequence[Ticket], closed: datetime) -> Iterator[ServiceEvent]:
    """The log of the day."""

    def told(kind: str, when: datetime | None, **more: Any) -> ServiceEvent:
        return ServiceEvent(kind=kind, office=held.office, day=held.day, at=when, **more)

    by = {counter.pk: officer.pk for counter, officer in zip(place.counters, place.officers, strict=True)}
    opens = moment(held.day, 7, 55)
    for counter in place.counters:
        yield told(EventKind.COUNTER_OPEN, opens, counter=counter, actor_id=by[counter.pk])
        yield told(EventKind.COUNTER_CLOSE, closed - SOON, counter=counter, actor_id=by[counter.pk])
    for ticket in rows:
        facts = {"service": ticket.service_id, "channel": ticket.channel, "priority": ticket.priority}
        yield told(EventKind.ISSUE, ticket.issued_at, ticket=ticket, payload=facts)
        promise = {"ahead": ticket.ahead, "low": ticket.promise_low, "high": ticket.promise_high}
        yield told(EventKind.PROMISE, ticket.issued_at, ticket=ticket, payload=promise)
        where = {"ticket": ticket, "counter": ticket.counter, "actor_id": by.get(ticket.counter_id or 0)}
        yield told(EventKind.CALL, ticket.called_at, **where)
        if ticket.state == TicketState.ABSENT:
            yield told(EventKind.SKIP, ticket.parked_at, ticket=ticket)
            yield told(EventKind.LAPSE, ticket.ended_at, ticket=ticket)
        else:
            yield told(EventKind.SERVE, ticket.served_at, **where)
            yield told(EventKind.FINISH, ticket.ended_at, **where)
    yield told(EventKind.DAY_CLOSE, closed)
