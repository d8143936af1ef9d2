"""Cases of the working-minute clock as they are written in files (manage.py work_clock)."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from core.worktime import NEVER, Calendar, DayHours, Promise, Season, Span, WeekHours, due_at, working_minutes


class CaseError(ValueError):
    """A case cannot be understood. Its words name what is wrong."""


def answer(case: Any) -> dict[str, Any]:
    """One row of the answer: id, working minutes (None without an end), due moment (None: never or no promise)."""
    if not isinstance(case, dict):
        raise CaseError("kasus harus berupa objek")
    calendar = read_calendar(case)
    start, pauses = moment(case.get("start"), "start"), read_pauses(case.get("pauses"))
    end = case.get("end")
    minutes = None if end is None else working_minutes(calendar, start, moment(end, "end"), pauses)
    due = due_at(calendar, start, read_promise(case.get("promise")), pauses)
    return {"id": case.get("id"), "minutes": minutes, "due": due.isoformat() if due else None}


def read_calendar(case: dict[str, Any]) -> Calendar:
    """Office hours, seasons and holidays of a case."""
    seasons = case.get("ramadan") or []
    seasons = [seasons] if isinstance(seasons, dict) else seasons
    read = [Season(day(_of(one, "from")), day(_of(one, "to")), week(_of(one, "hours"))) for one in _list(seasons)]
    return Calendar(week(case.get("hours")), frozenset(map(day, _list(case.get("holidays")))), read)


def week(hours: Any) -> WeekHours:
    """Hours by weekday; 1 is Monday."""
    if not isinstance(hours, dict):
        raise CaseError("hours harus berupa objek hari: [[dari, sampai]]")
    found: dict[int, DayHours] = {}
    for name, spans in hours.items():
        if name.strip() not in set("1234567"):
            raise CaseError(f"hari {name!r} tidak dikenal; pakai 1 sampai 7, 1 = Senin")
        found[int(name)] = [(clock(begin), clock(end)) for begin, end in map(_pair, _list(spans))]
    return found


def read_pauses(pauses: Any) -> list[Span]:
    """Pauses; one without an end still lasts."""
    pairs = map(_pair, _list(pauses))
    return [(moment(begin, "pauses"), NEVER if end is None else moment(end, "pauses")) for begin, end in pairs]


def read_promise(promise: Any) -> Promise:
    """A promise in days or in minutes; an empty one where there is none."""
    if promise is None:
        return Promise()
    if not isinstance(promise, dict):
        raise CaseError("promise harus berupa objek dengan days atau minutes")
    for name in ("days", "minutes"):
        value = promise.get(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            raise CaseError(f"promise.{name} harus bilangan bulat, paling sedikit 0")
    return Promise(promise.get("days"), promise.get("minutes"))


def moment(text: Any, name: str) -> datetime:
    """A local time; a zone written behind it is the office's own and is left off."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except (TypeError, ValueError) as error:
        raise CaseError(f"{name} {text!r} bukan waktu ISO") from error


def day(text: Any) -> date:
    """A day, or the day of a moment."""
    return moment(text, "tanggal").date()


def clock(text: Any) -> time:
    """A time of day: 08:00, 8:00, 08.00 or 08:00:30; 24:00 is midnight at the day's end."""
    parts = str(text).strip().replace(".", ":").split(":")
    try:
        numbers = [int(part) for part in parts]
        if numbers[0] == 24 and not any(numbers[1:]):
            return time.max
        hour, minute, second = (*numbers, 0, 0)[:3]
        return time(hour, minute, second)
    except (TypeError, ValueError) as error:
        raise CaseError(f"jam {text!r} tidak dikenal") from error


def _list(value: Any) -> Iterable[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise CaseError(f"{value!r} harus berupa daftar")
    return value


def _pair(value: Any) -> tuple[Any, Any]:
    if not isinstance(value, list) or len(value) != 2:
        raise CaseError(f"{value!r} harus berupa [dari, sampai]")
    return value[0], value[1]


def _of(value: Any, name: str) -> Any:
    if not isinstance(value, dict):
        raise CaseError("ramadan harus berupa objek dengan from, to dan hours")
    return value.get(name)
