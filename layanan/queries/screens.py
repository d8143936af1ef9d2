"""What the queue's screens show: the office at a glance, one number's way, the calls for the board."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from layanan import states
from layanan.estimate import Promise
from layanan.models import QueueCounter, QueueDay, QueueOffice, Ticket
from layanan.queries.waiting import line_of, promises_of
from layanan.states import TicketState

STEP = 5  # minutes a range is rounded to: a promise to the minute would be a lie
EARLY = 10  # who comes from elsewhere should be there so much before
LAST_CALLS = 6


@dataclass(frozen=True)
class Now:
    """An office at a glance: today's numbers against hoarding, and whether numbers are given."""

    office: QueueOffice
    issued: int
    arrived: int
    served: int
    waiting: int
    open: bool


@dataclass(frozen=True)
class Way:
    """One number's way: how many are before it, how long it takes, when to come."""

    ahead: int
    words: str
    come_at: datetime | None
    again: int  # seconds after which a screen may ask again


def range_words(promise: Promise | None) -> str:
    """ "sekitar 20-35 menit": from p20 down to p80 up, in steps of five minutes."""
    if promise is None or promise.p20 == float("inf"):
        return "belum dapat diperkirakan"
    if promise.p80 == float("inf"):
        return f"lebih dari {max(STEP, int(promise.p20 // STEP) * STEP)} menit"
    low, high = int(promise.p20 // STEP) * STEP, -int(-promise.p80 // STEP) * STEP
    if high <= STEP:
        return "kurang dari 5 menit"
    return f"sekitar {low}–{high} menit" if low else f"kurang dari {high} menit"


def promised_words(ticket: Ticket) -> str:
    """What a number was told when it was issued, as its slip prints it."""
    low, high = ticket.promise_low, ticket.promise_high
    return "" if low is None or high is None else range_words(Promise(low, low, low, high))


def is_open(office: QueueOffice, queue_day: QueueDay | None) -> bool:
    """Whether the office gives numbers now."""
    local = timezone.localtime()
    ended = queue_day is not None and queue_day.closed_at is not None
    hours = office.issues_from <= local.time() < office.closes
    return office.active and not ended and hours and str(local.isoweekday()) in office.weekdays


def today_of(office: QueueOffice) -> QueueDay | None:
    """The office's day, when somebody came already."""
    found = QueueDay.objects.filter(office=office, day=timezone.localdate()).first()
    if found is not None:
        found.office = office
    return found


def offices_now() -> list[Now]:
    """Every office in use with today's counts, by two questions."""
    offices = list(QueueOffice.objects.filter(active=True).order_by("name"))
    days = {d.office_id: d for d in QueueDay.objects.filter(office__in=offices, day=timezone.localdate())}
    counts: dict[int, Any] = {
        row["queue_day__office"]: row
        for row in Ticket.objects.filter(queue_day__day=timezone.localdate())
        .order_by()
        .values("queue_day__office")
        .annotate(
            issued=Count("pk"),
            arrived=Count("pk", filter=Q(arrived_at__isnull=False)),
            served=Count("pk", filter=Q(state=TicketState.DONE)),
            waiting=Count("pk", filter=Q(state=TicketState.WAITING)),
        )
    }
    nothing = {"issued": 0, "arrived": 0, "served": 0, "waiting": 0}
    return [
        Now(
            office,
            **{key: counts.get(office.pk, nothing)[key] for key in nothing},
            open=is_open(office, days.get(office.pk)),
        )
        for office in offices
    ]


def way_of(ticket: Ticket) -> Way | None:
    """How long this number still waits; None for one that does not wait."""
    if ticket.state not in {TicketState.WAITING, TicketState.BOOKED}:
        return None
    promise = promises_of(ticket.queue_day).get(ticket.pk)
    ahead = next((i for i, w in enumerate(line_of(ticket.queue_day)) if w.key == ticket.pk), 0)
    come_at = None
    if promise is not None and ticket.arrived_at is None and promise.p10 < float("inf"):
        come_at = timezone.now() + timedelta(minutes=max(0.0, promise.p10 - EARLY))
    return Way(ahead, range_words(promise), come_at, 3 if ahead < 3 else 10 if ahead < 10 else 20)


@dataclass(frozen=True)
class Board:
    """What hangs in the waiting room: each counter's number, the newest calls, how many wait."""

    office: QueueOffice
    rows: list[tuple[QueueCounter, Ticket | None]]
    newest: Ticket | None
    last: list[Ticket]
    waiting: int
    words: str


def board_of(office: QueueOffice) -> Board:
    """The board as it stands now."""
    queue_day = today_of(office)
    counters = list(office.counters.filter(active=True))
    if queue_day is None:
        return Board(office, [(counter, None) for counter in counters], None, [], 0, "")
    called = list(
        queue_day.tickets.filter(called_at__isnull=False).select_related("counter").order_by("-called_at")[:60]
    )
    here = {t.counter_id: t for t in called if t.state in states.AT_COUNTER}
    newest = next((t for t in called if t.state == TicketState.CALLED), None)
    promises = list(promises_of(queue_day).values())
    last_wait = max(promises, key=lambda p: p.p80, default=None)
    waiting = queue_day.tickets.waiting().count()
    rows = [(counter, here.get(counter.pk)) for counter in counters]
    return Board(office, rows, newest, called[:LAST_CALLS], waiting, range_words(last_wait) if promises else "")


def waiting_list(queue_day: QueueDay) -> list[Ticket]:
    """Who waits, in the order of calling, for the officers."""
    rows = {t.pk: t for t in queue_day.tickets.waiting().select_related("service")}
    return [rows[w.rank] for w in line_of(queue_day) if w.rank in rows]


def parked(queue_day: QueueDay) -> QuerySet[Ticket]:
    """Numbers set aside."""
    return queue_day.tickets.filter(state=TicketState.PARKED).select_related("service").order_by("parked_at")
