"""Working minutes: how long an office really worked on something, and when what it promised is due. Local times.

Hours are given by weekday (Monday = 1), with a break as a gap between two spans; in Ramadan other hours hold instead.
The clock stands still outside hours, on holidays and in pauses (the citizen has to act).
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Span = tuple[datetime, datetime]
DayHours = Sequence[tuple[time, time]]
WeekHours = Mapping[int, DayHours]

NEVER = datetime.max  # end of a pause that still lasts
HORIZON = 366 * 20  # days; what is not due until then is never due
MINUTE = timedelta(minutes=1)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Season:
    """Other hours from one day up to and with another (Ramadan)."""

    first: date
    last: date
    hours: WeekHours


@dataclass(frozen=True)
class Promise:
    """What a service promises: working days or working minutes."""

    days: int | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class Calendar:
    """When an office is open. `time.max` as the end of a span means midnight."""

    hours: WeekHours
    holidays: Collection[date] = frozenset()
    seasons: Sequence[Season] = ()
    _kept: dict[date, tuple[Span, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def spans(self, day: date) -> tuple[Span, ...]:
        """The spans in which the office is open on this day, in order, none touching another."""
        if day not in self._kept:
            self._kept[day] = tuple(self._spans(day))
        return self._kept[day]

    def closing(self, day: date) -> datetime | None:
        """When the office closes on this day; None where it is no working day."""
        spans = self.spans(day)
        return spans[-1][1] if spans else None

    def _spans(self, day: date) -> Iterable[Span]:
        if day in self.holidays:
            return []
        season = next((season for season in self.seasons if season.first <= day <= season.last), None)
        hours = (season.hours if season else self.hours).get(day.isoweekday(), ())
        return joined((datetime.combine(day, begin), _end(day, end)) for begin, end in hours)


def working_minutes(calendar: Calendar, start: datetime, end: datetime, pauses: Iterable[Span] = ()) -> int:
    """Whole working minutes between two moments, pauses left out; 0 where the end is not after the start."""
    total = timedelta()
    for begin, finish in running(calendar, start, end, pauses):
        total += finish - begin
    return total // MINUTE


def due_at(calendar: Calendar, start: datetime, promise: Promise, pauses: Iterable[Span] = ()) -> datetime | None:
    """When a promise given at `start` is due; None where it never is (an open pause, an office without hours).

    Days: closing time of the n-th working day after the day of receipt. A day counts when the clock runs at its
    closing time, so a pause that lies over a closing time moves the promise by that day. 0 days: today's closing time,
    or the next one. Minutes: the moment in which so many working minutes have passed.
    """
    stops = joined(pauses)
    if promise.days is not None:
        return _due_days(calendar, start, promise.days, stops)
    if promise.minutes is not None:
        return _due_minutes(calendar, start, timedelta(minutes=promise.minutes), stops)
    return None


def running(calendar: Calendar, start: datetime, end: datetime, pauses: Iterable[Span] = ()) -> Iterator[Span]:
    """The spans between two moments in which the clock runs."""
    stops = joined(pauses)
    day = start.date()
    while day <= end.date():
        for begin, finish in calendar.spans(day):
            yield from _without(max(begin, start), min(finish, end), stops)
        if day == date.max:
            return
        day += ONE_DAY


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap or touch made one, empty and turned ones left out."""
    found: list[Span] = []
    for begin, end in sorted(span for span in spans if span[0] < span[1]):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found


def _due_days(calendar: Calendar, start: datetime, days: int, stops: Sequence[Span]) -> datetime | None:
    if days < 0:
        raise ValueError("days must not be negative")
    left = max(days, 1)
    for day in _days_from(start.date() + (ONE_DAY if days else timedelta()), stops):
        closing = calendar.closing(day)
        if closing is not None and closing > start and not _stopped(closing, stops):
            left -= 1
        if not left:
            return closing
    return None


def _due_minutes(calendar: Calendar, start: datetime, wanted: timedelta, stops: Sequence[Span]) -> datetime | None:
    if wanted < timedelta():
        raise ValueError("minutes must not be negative")
    if not wanted:
        return start
    for day in _days_from(start.date(), stops):
        for begin, finish in calendar.spans(day):
            for left, right in _without(max(begin, start), finish, stops):
                if right - left >= wanted:
                    return left + wanted
                wanted -= right - left
    return None


def _stopped(moment: datetime, stops: Sequence[Span]) -> bool:
    """Whether the clock stood still just before this moment."""
    place = bisect_left(stops, (moment,)) - 1  # the last pause that began before
    return place >= 0 and stops[place][1] >= moment


def _without(begin: datetime, end: datetime, stops: Sequence[Span]) -> Iterator[Span]:
    """A span with the stops cut out."""
    for stop, go in stops:
        if begin >= end:
            return
        if go <= begin or stop >= end:
            continue
        if stop > begin:
            yield begin, stop
        begin = go
    if begin < end:
        yield begin, end


def _days_from(day: date, stops: Sequence[Span]) -> Iterator[date]:
    """Days from this one on, as long as the clock may still run on them."""
    last = stops[-1][0].date() if stops and stops[-1][1] == NEVER else date.max
    for _ in range(HORIZON):
        if day > last:
            return
        yield day
        if day == date.max:
            return
        day += ONE_DAY


def _end(day: date, end: time) -> datetime:
    midnight = end == time.max and day < date.max
    return datetime.combine(day + ONE_DAY, time.min) if midnight else datetime.combine(day, end)
