"""Working-day clocks with the holidays of the place."""

from datetime import date

from django.utils import timezone

from core import clock
from wilayah.queries import holidays


def due(days: int, start: date | None = None) -> date:
    """The date `days` working days after `start` (today if none)."""
    return clock.add_working_days(start or timezone.localdate(), days, holidays())


def working_days_left(until: date) -> int:
    """Working days from today until this date; negative when it is past."""
    return clock.working_days_left(timezone.localdate(), until, holidays())
