"""Working days: what an office owes is counted without Saturdays, Sundays and holidays (given by the caller)."""

from collections.abc import Collection
from datetime import date, timedelta

SATURDAY = 5


def is_working_day(day: date, holidays: Collection[date] = frozenset()) -> bool:
    """Whether the office is open on this day."""
    return day.weekday() < SATURDAY and day not in holidays


def add_working_days(start: date, days: int, holidays: Collection[date] = frozenset()) -> date:
    """The day on which `days` working days have passed; the starting day itself is not counted.

    With 0 days it is the start itself, or the next working day where the start is none.
    """
    if days < 0:
        raise ValueError("days must not be negative")
    day = start
    while days == 0 and not is_working_day(day, holidays):
        day += timedelta(days=1)
    while days > 0:
        day += timedelta(days=1)
        if is_working_day(day, holidays):
            days -= 1
    return day


def working_days_left(today: date, until: date, holidays: Collection[date] = frozenset()) -> int:
    """Working days after `today` up to and with `until`; 0 on the last day, negative when late."""
    if until < today:
        return -working_days_left(until, today, holidays)
    span = (until - today).days
    return sum(is_working_day(today + timedelta(days=step), holidays) for step in range(1, span + 1))
