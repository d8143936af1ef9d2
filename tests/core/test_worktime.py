"""The working-minute clock: cases computed by hand, and what holds for any of them."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from core.workcases import answer
from core.worktime import NEVER, Calendar, Promise, Season, Span, due_at, joined, working_minutes

WEEK = {
    **{day: [["08:00", "12:00"], ["13:00", "15:30"]] for day in "1234"},  # 390 minutes
    "5": [["08:00", "11:00"], ["13:00", "15:00"]],  # Friday prayer; 300 minutes
}
RAMADAN = {
    "from": "2027-02-08",
    "to": "2027-03-09",
    "hours": {**{day: [["08:00", "14:00"]] for day in "1234"}, "5": [["08:00", "11:00"]]},
}
HOLIDAYS = ["2026-12-24", "2026-12-25"]  # cuti bersama and Christmas, Thursday and Friday
TUE, WED, THU, FRI, MON = "2026-11-24T", "2026-11-25T", "2026-11-26T", "2026-11-27T", "2026-11-30T"

# what is tried, start, end, pauses, promise, minutes, due
CASES: list[tuple[str, str, str | None, list[list[str | None]], dict[str, int], int | None, str | None]] = [
    ("one morning", TUE + "09:00", TUE + "11:30", [], {"days": 1}, 150, WED + "15:30"),
    ("over the noon break", TUE + "11:00", TUE + "14:00", [], {"minutes": 120}, 120, TUE + "14:00"),
    ("into the next day", TUE + "14:00", WED + "10:00", [], {"minutes": 100}, 210, WED + "08:10"),
    ("Friday prayer; due when the break begins", FRI + "10:00", FRI + "14:00", [], {"minutes": 60}, 120, FRI + "11:00"),
    ("over a weekend", FRI + "14:30", MON + "08:45", [], {"days": 1}, 75, MON + "15:30"),
    ("begun before opening", TUE + "06:00", TUE + "09:00", [], {"minutes": 30}, 60, TUE + "08:30"),
    ("begun after closing", THU + "19:00", FRI + "09:00", [], {"days": 1}, 60, FRI + "15:00"),
    ("begun on a Sunday", "2026-11-29T10:00", MON + "12:30", [], {"days": 2}, 240, "2026-12-01T15:30"),
    ("cuti bersama", "2026-12-23T15:00", "2026-12-28T09:00", [], {"days": 2}, 90, "2026-12-29T15:30"),
    ("begun on a holiday", "2026-12-25T09:00", "2026-12-28T08:30", [], {"minutes": 30}, 30, "2026-12-28T08:30"),
    ("Ramadan", "2027-02-08T13:00", "2027-02-09T09:00", [], {"days": 1}, 120, "2027-02-09T14:00"),
    ("into Ramadan", "2027-02-05T14:00", "2027-02-08T12:30", [], {"minutes": 400}, 330, "2027-02-08T13:40"),
    ("Friday of Ramadan", "2027-02-12T10:00", "2027-02-15T08:10", [], {"days": 1}, 70, "2027-02-15T14:00"),
    ("out of Ramadan", "2027-03-09T13:30", "2027-03-10T14:00", [], {"minutes": 300}, 330, "2027-03-10T13:30"),
    (
        "a pause within a day",
        *(TUE + "08:00", TUE + "15:00", [[TUE + "09:00", TUE + "11:00"]], {"minutes": 120}, 240, TUE + "12:00"),
    ),
    (
        "a pause over a weekend: Friday does not count",
        *(THU + "09:00", MON + "14:00", [[FRI + "10:00", MON + "09:00"]], {"days": 2}, 690, "2026-12-01T15:30"),
    ),
    (
        "pauses that overlap",
        *(TUE + "08:00", WED + "12:00"),
        [[TUE + "13:00", TUE + "15:00"], [TUE + "10:00", TUE + "14:00"], [TUE + "14:30", TUE + "15:00"]],
        *({"minutes": 200}, 390, WED + "08:50"),
    ),
    (
        "a pause over cuti bersama",
        *("2026-12-23T08:00", "2026-12-29T10:00", [["2026-12-23T14:00", "2026-12-28T08:00"]]),
        *({"days": 3}, 810, "2026-12-30T15:30"),
    ),
    (
        "a pause outside hours",
        TUE + "14:00",
        WED + "09:00",
        [[TUE + "16:00", WED + "07:00"]],
        {"days": 1},
        150,
        WED + "15:30",
    ),
    (
        "a pause before the start",
        WED + "09:00",
        WED + "10:00",
        [[TUE + "08:00", TUE + "10:00"]],
        {"days": 1},
        60,
        THU + "15:30",
    ),
    ("a pause that still lasts", TUE + "08:00", THU + "12:00", [[TUE + "10:00", None]], {"days": 1}, 120, None),
    (
        "due before a pause that lasts",
        TUE + "08:00",
        THU + "12:00",
        [[TUE + "10:00", None]],
        {"minutes": 90},
        120,
        TUE + "09:30",
    ),
    (
        "a pause until the closing time",
        TUE + "09:00",
        WED + "16:00",
        [[WED + "13:00", WED + "15:30"]],
        {"days": 1},
        570,
        THU + "15:30",
    ),
    (
        "a pause from the closing time",
        TUE + "09:00",
        WED + "16:00",
        [[WED + "15:30", THU + "08:00"]],
        {"days": 1},
        720,
        WED + "15:30",
    ),
    (
        "a turned pause is none",
        TUE + "09:00",
        TUE + "10:00",
        [[TUE + "09:50", TUE + "09:10"]],
        {"minutes": 45},
        60,
        TUE + "09:45",
    ),
    ("an end before the start", TUE + "10:00", TUE + "09:00", [], {"days": 0}, 0, TUE + "15:30"),
    ("0 days after closing", FRI + "16:00", FRI + "17:00", [], {"days": 0}, 0, MON + "15:30"),
    (
        "seconds: begun minutes do not count",
        TUE + "09:00:30",
        TUE + "09:02:15",
        [],
        {"minutes": 1},
        1,
        TUE + "09:01:30",
    ),
    ("not finished yet", TUE + "09:00", None, [], {"days": 3}, None, FRI + "15:00"),
    ("no promise", TUE + "09:00", TUE + "10:00", [], {}, 60, None),
]


@pytest.mark.parametrize(
    ("name", "start", "end", "pauses", "promise", "minutes", "due"), CASES, ids=lambda x: str(x)[:40]
)
def test_by_hand(
    name: str, start: str, end: str | None, pauses: Any, promise: Any, minutes: int | None, due: str | None
) -> None:
    case = {"id": name, "hours": WEEK, "ramadan": RAMADAN, "holidays": HOLIDAYS}
    found = answer(case | {"start": start, "end": end, "pauses": pauses, "promise": promise})
    expected = datetime.fromisoformat(due).isoformat() if due else None
    assert found == {"id": name, "minutes": minutes, "due": expected}


def test_an_office_without_hours_never_works() -> None:
    case = {"id": 7, "hours": {}, "start": TUE + "09:00", "end": WED + "09:00", "promise": {"days": 1}}
    assert answer(case) == {"id": 7, "minutes": 0, "due": None}
    assert answer(case | {"promise": {"minutes": 1}, "hours": {"1": []}}) == {"id": 7, "minutes": 0, "due": None}


def test_the_command_answers_each_case_and_names_the_broken_ones(tmp_path: Path, capsys: Any) -> None:
    good = {
        "id": "a",
        "hours": {"2": [["08.00", "24:00"]]},
        "start": TUE + "23:00",
        "end": WED + "01:00",
        "promise": None,
    }
    rows = [good, good | {"id": "b", "start": "kemarin"}, 5, good | {"id": "c", "hours": {"8": []}}]
    rows += [good | {"id": "d", "promise": {"days": -1}}, good | {"id": "e", "pauses": [["x"]]}]
    rows += [good | {"id": "f", "hours": {"2": [["25:00", "26:00"]]}}]
    file = tmp_path / "kasus.json"
    file.write_text("\ufeff" + json.dumps(rows))
    with pytest.raises(SystemExit):
        call_command("work_clock", str(file), "--json")
    found = json.loads(capsys.readouterr().out)
    assert found[0] == {"id": "a", "minutes": 60, "due": None}
    assert [(row["id"], row["minutes"], row["due"]) for row in found[1:]] == [
        (name, None, None) for name in ("b", None, "c", "d", "e", "f")
    ]
    assert all(row["error"] for row in found[1:])
    file.write_text(json.dumps(rows[:1]))
    call_command("work_clock", str(file), "--json")
    assert json.loads(capsys.readouterr().out) == found[:1]


FIRST = datetime(2026, 11, 20)
moments = st.integers(0, 20 * 24 * 60).map(lambda minute: FIRST + timedelta(minutes=minute))
clocks = st.integers(0, 24 * 60 - 1).map(lambda minute: time(minute // 60, minute % 60))
weeks = st.dictionaries(st.integers(1, 7), st.lists(st.tuples(clocks, clocks), max_size=3), max_size=7)
some_days = st.integers(0, 20).map(lambda count: (FIRST + timedelta(days=count)).date())
seasons = st.builds(Season, some_days, some_days, weeks)
calendars = st.builds(Calendar, weeks, st.frozensets(some_days, max_size=4), st.lists(seasons, max_size=1))
pause_lists = st.lists(st.tuples(moments, moments | st.just(NEVER)), max_size=4)


def counted(calendar: Calendar, start: datetime, end: datetime, pauses: list[Span]) -> int:
    """The same by looking at every minute."""
    total, now = 0, start
    while now < end:
        day: date = now.date()
        season = next((one for one in calendar.seasons if one.first <= day <= one.last), None)
        spans = (season.hours if season else calendar.hours).get(day.isoweekday(), ())
        works = day not in calendar.holidays and any(begin <= now.time() < finish for begin, finish in spans)
        total += works and not any(stop <= now < go for stop, go in pauses)
        now += timedelta(minutes=1)
    return total


@settings(deadline=None)
@given(calendars, moments, st.integers(0, 3000), pause_lists)
def test_as_counted_minute_by_minute(calendar: Calendar, start: datetime, length: int, pauses: list[Span]) -> None:
    end = start + timedelta(minutes=length)
    assert working_minutes(calendar, start, end, pauses) == counted(calendar, start, end, pauses)


@settings(deadline=None)
@given(calendars, moments, st.integers(1, 2000), pause_lists)
def test_a_promise_in_minutes_is_due_when_they_have_passed(
    calendar: Calendar, start: datetime, minutes: int, pauses: list[Span]
) -> None:
    due = due_at(calendar, start, Promise(minutes=minutes), pauses)
    if due is not None:
        assert working_minutes(calendar, start, due, pauses) == minutes
        assert working_minutes(calendar, start, due - timedelta(minutes=1), pauses) == minutes - 1


@settings(deadline=None)
@given(calendars, moments, st.integers(0, 10), pause_lists, st.tuples(moments, moments))
def test_a_promise_in_days_ends_at_a_closing_time_and_pauses_only_move_it_on(
    calendar: Calendar, start: datetime, days: int, pauses: list[Span], more: Span
) -> None:
    due = due_at(calendar, start, Promise(days=days), pauses)
    later = due_at(calendar, start, Promise(days=days), [*pauses, more])
    if due is not None:
        assert due == calendar.closing((due - timedelta(microseconds=1)).date())
        assert due > start
    assert later is None or (due is not None and later >= due)


@settings(deadline=None)
@given(pause_lists)
def test_joined_spans_lie_apart_in_order(pauses: list[Span]) -> None:
    found = joined(pauses)
    assert all(begin < end for begin, end in found)
    assert all(one[1] < two[0] for one, two in zip(found, found[1:], strict=False))
