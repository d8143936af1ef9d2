"""Working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clock import add_working_days, is_working_day, working_days_left

HOLIDAYS = frozenset({date(2026, 12, 25), date(2027, 1, 1)})
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
holidays = st.frozensets(days, max_size=40)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 24), 1, date(2026, 11, 25)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # Friday
        (date(2026, 11, 28), 1, date(2026, 11, 30)),  # Saturday
        (date(2026, 11, 28), 0, date(2026, 11, 30)),
        (date(2026, 12, 24), 1, date(2026, 12, 28)),  # Christmas, then the weekend
        (date(2026, 12, 24), 10, date(2027, 1, 11)),
    ],
)
def test_add(start: date, count: int, end: date) -> None:
    assert add_working_days(start, count, HOLIDAYS) == end


def test_left() -> None:
    assert working_days_left(date(2026, 12, 24), date(2026, 12, 28), HOLIDAYS) == 1
    assert working_days_left(date(2026, 12, 28), date(2026, 12, 28), HOLIDAYS) == 0
    assert working_days_left(date(2026, 12, 28), date(2026, 12, 24), HOLIDAYS) == -1


def test_no_negative_count() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_working_days(date(2026, 1, 1), -1)


@given(days, st.integers(1, 60), holidays)
def test_due_day_is_a_working_day_exactly_so_far_away(start: date, count: int, off: frozenset[date]) -> None:
    due = add_working_days(start, count, off)
    assert is_working_day(due, off)
    assert working_days_left(start, due, off) == count
    assert add_working_days(start, count + 1, off) > due


@given(days, st.integers(-30, 30), holidays)
def test_left_counts_down_by_one_each_working_day(today: date, ahead: int, off: frozenset[date]) -> None:
    until = today + timedelta(days=ahead)
    assert working_days_left(today, until, off) == -working_days_left(until, today, off)
