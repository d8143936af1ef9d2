"""How long it will take: what an office has learned, what its floor looks like now, and the promise to everybody."""

import time
from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from layanan import estimate as forward
from layanan.models import QueueCounter, QueueDay, QueueOffice, QueueService, Ticket, minute_of
from layanan.queue.order import GRACE, Waiting, in_order
from layanan.queue.plan import FOREVER, Counter
from layanan.states import AT_COUNTER, TicketState

LEARNED_FOR, PROMISED_FOR = 300.0, 15.0  # seconds that what was reckoned is good for, where nothing happens
LOOKED_BACK = timedelta(days=28)
HALF_HOUR = 30
NO_SHOW_MINUTES = 1.0

_learned: dict[int, tuple[float, forward.Experience]] = {}
_promised: dict[int, tuple[int, float, dict[int, forward.Promise]]] = {}


def forget() -> None:
    """Reckon everything anew (tests, a new day's start)."""
    _learned.clear()
    _promised.clear()


def experience_of(office: QueueOffice) -> forward.Experience:
    """What the office has learned from its finished services; good for five minutes."""
    kept = _learned.get(office.pk)
    if kept and time.monotonic() - kept[0] < LEARNED_FOR:
        return kept[1]
    known = _experience(office)
    _learned[office.pk] = (time.monotonic(), known)
    return known


def _experience(office: QueueOffice) -> forward.Experience:
    minutes = defaultdict(list)
    newest = Window(RowNumber(), partition_by=F("service"), order_by=F("ended_at").desc())
    done = Ticket.objects.filter(
        service__office=office, state=TicketState.DONE, voided=False, called_at__isnull=False, ended_at__isnull=False
    )
    rows = done.annotate(rank=newest).filter(rank__lte=forward.REMEMBERED).order_by("rank")
    for service, served, called, ended in rows.values_list("service", "served_at", "called_at", "ended_at"):
        if ended and (began := served or called):
            minutes[service].append((ended - began).total_seconds() / 60)
    durations = {
        service.pk: forward.learned(minutes[service.pk][::-1], service.minutes)
        for service in QueueService.objects.filter(office=office)
    }
    since = timezone.localdate() - LOOKED_BACK
    lately = Ticket.objects.filter(queue_day__office=office, queue_day__day__gte=since, times_called__gt=0)
    figures = lately.aggregate(called=Count("pk"), absent=Count("pk", filter=Q(state=TicketState.ABSENT)))
    shares = dict(lately.order_by().values_list("service").annotate(Count("pk")))
    no_show = (figures["absent"] + 2) / (figures["called"] + 20)
    return forward.Experience(durations, no_show, NO_SHOW_MINUTES, shares, _coming(office, since))


def _coming(office: QueueOffice, since: object) -> list[tuple[float, float]]:
    """People with priority who have come by each half hour of a usual day."""
    today = timezone.localdate()
    gone = Q(queue_day__office=office, queue_day__day__gte=since, queue_day__day__lt=today)
    days = QueueDay.objects.filter(office=office, day__gte=since, day__lt=today).count()
    came = sorted(
        minute_of(at) for at in Ticket.objects.filter(gone).exclude(priority="").values_list("clock_at", flat=True)
    )
    if not days or not came:
        return []
    edges = range(0, 24 * 60 + 1, HALF_HOUR)
    return [(float(edge), sum(minute <= edge for minute in came) / days) for edge in edges]


def counters_of(office: QueueOffice, day: date | None = None) -> tuple[list[QueueCounter], list[Counter]]:
    """The counters in use and their plan for a day (today); whoever holds a number is served after closing time too."""
    now = timezone.localtime()
    minute = minute_of(now) if day in {None, now.date()} else None
    weekday = (day or now.date()).isoweekday()
    rows = list(office.counters.filter(active=True).prefetch_related("shifts", "services").order_by("number"))
    return rows, [_planned(row, office, weekday, minute) for row in rows]


def _planned(row: QueueCounter, office: QueueOffice, weekday: int, now: float | None) -> Counter:
    def minute(at: object) -> float:
        return float(at.hour * 60 + at.minute)  # type: ignore[attr-defined]

    closes = minute(office.closes)
    shifts = list(row.shifts.all())
    spans = [(minute(s.opens), minute(s.closes)) for s in shifts if s.weekday == weekday]
    if not shifts:
        spans = [(minute(office.opens), closes)]
    if now is not None and row.officer_id is not None and not any(start <= now < end for start, end in spans):
        spans.append((now, max([start for start, _ in spans if start > now], default=closes)))
    spans = [(start, FOREVER if end >= closes else end) for start, end in sorted(spans)]
    return Counter(tuple(spans), frozenset(s.pk for s in row.services.all()) or None)


def floor_of(queue_day: QueueDay) -> forward.Floor:
    """The office as it stands now, in the terms of the pure estimate."""
    now = minute_of(timezone.now())
    rows, counters = counters_of(queue_day.office)
    place = {row.pk: index for index, row in enumerate(rows)}
    tickets = list(queue_day.tickets.filter(state__in=[TicketState.WAITING, TicketState.BOOKED, *AT_COUNTER]))
    done = queue_day.tickets.filter(state=TicketState.DONE, voided=False, called_at__isnull=False).order_by("-ended_at")
    return forward.Floor(
        now,
        [w for t in tickets if (w := _in_line(t, queue_day.calls, now))],
        [
            forward.Serving(place[t.counter_id], t.service_id, minute_of(began))
            for t in tickets
            if t.counter_id in place and t.state in AT_COUNTER and (began := t.served_at or t.called_at)
        ],
        counters,
        [(t.service_id, t.minutes or 0.0) for t in reversed(done[: forward.RECENT])],
    )


def _in_line(ticket: Ticket, calls: int, now: float) -> Waiting | None:
    """Somebody who waits, or whose slot is still to come."""
    seen = ticket.in_line(calls)
    if ticket.state == TicketState.WAITING:
        return seen
    if ticket.state == TicketState.BOOKED and seen.clock + GRACE >= now:
        return Waiting(seen.key, seen.clock, seen.rank, seen.service, seen.priority, max(seen.clock, now))
    return None


def promises_of(queue_day: QueueDay) -> dict[int, forward.Promise]:
    """The promise to everyone waiting, by ticket; reckoned once for each event, and again after 15 seconds."""
    kept = _promised.get(queue_day.pk)
    if kept and kept[0] == queue_day.version and time.monotonic() - kept[1] < PROMISED_FOR:
        return kept[2]
    floor = floor_of(queue_day)
    reckoned = forward.estimate(floor, experience_of(queue_day.office)) if floor.counters else {}
    found = {int(str(key)): promise for key, promise in reckoned.items()}
    _promised[queue_day.pk] = (queue_day.version, time.monotonic(), found)
    return found


def line_of(queue_day: QueueDay) -> list[Waiting]:
    """Who waits, in the order in which they would be called now."""
    return in_order((t.in_line(queue_day.calls) for t in queue_day.tickets.waiting()), minute_of(timezone.now()))


def promise_of(ticket: Ticket) -> tuple[forward.Promise | None, int]:
    """What this number can be told now, and how many are before it."""
    queue_day = QueueDay.objects.select_related("office").get(pk=ticket.queue_day_id)
    ahead = next((i for i, w in enumerate(line_of(queue_day)) if w.key == ticket.pk), 0)
    return promises_of(queue_day).get(ticket.pk), ahead
