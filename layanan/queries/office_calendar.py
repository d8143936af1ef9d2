"""When the office works: hours by weekday, seasons with other hours, holidays; one calendar for all clocks."""

import hashlib
import json
from collections import defaultdict
from datetime import date, datetime, time

from django.utils import timezone

from core.worktime import Calendar, Season, Span, WeekHours
from layanan.models.cases import OfficeHours, OfficeSeason
from wilayah.queries import around, holidays

NOON, ONE = time(12), time(13)
USUAL: WeekHours = {
    **{day: [(time(8), NOON), (ONE, time(15, 30))] for day in (1, 2, 3, 4)},
    5: [(time(8), time(11, 30))],
}  # until the administrator types the office's own


def office_calendar(region_id: str) -> Calendar:
    """The calendar of an office; that of the nearest region around it where it has none of its own."""
    codes = [region_id, *around(region_id)]
    hours = list(OfficeHours.objects.filter(region_id__in=codes).order_by("weekday", "opens"))
    seasons = list(OfficeSeason.objects.filter(region_id__in=codes).order_by("first"))
    own = max((row.region_id for row in hours if row.season_id is None), key=len, default="")
    usual = week_of([row for row in hours if row.season_id is None and row.region_id == own])
    found = [Season(row.first, row.last, week_of([h for h in hours if h.season_id == row.pk])) for row in seasons]
    return Calendar(usual or USUAL, holidays(), found)


def week_of(rows: list[OfficeHours]) -> WeekHours:
    """Rows as spans by weekday."""
    week: dict[int, list[tuple[time, time]]] = defaultdict(list)
    for row in rows:
        week[row.weekday].append((row.opens, row.closes))
    return dict(week)


def fingerprint(region_id: str) -> str:
    """Another one as soon as hours, seasons or holidays are changed."""
    calendar = office_calendar(region_id)
    seasons = [[str(one.first), str(one.last), _plain(one.hours)] for one in calendar.seasons]
    parts = [_plain(calendar.hours), sorted(str(day) for day in calendar.holidays), seasons]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _plain(week: WeekHours) -> dict[str, list[list[str]]]:
    return {str(day): [[str(begin), str(end)] for begin, end in spans] for day, spans in week.items()}


def local(moment: datetime) -> datetime:
    """A moment as the clock on the office's wall shows it."""
    return timezone.localtime(moment).replace(tzinfo=None)


def aware(moment: datetime) -> datetime:
    """A moment of the office's wall clock as it is stored."""
    return timezone.make_aware(moment)


def spans_of(pauses: list[tuple[datetime, datetime | None]]) -> list[Span]:
    """Stored pauses as the clock wants them; one that lasts ends never."""
    return [(local(since), local(until) if until else datetime.max) for since, until in pauses]


def working_days_between(calendar: Calendar, first: date, last: date) -> int:
    """Working days after the first day up to and with the last."""
    days = range(first.toordinal() + 1, last.toordinal() + 1)
    return sum(calendar.closing(date.fromordinal(day)) is not None for day in days)
