"""Dates for people's calendars (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone


def _escape(text: str) -> str:
    one_line = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return one_line.replace("\r", "").replace("\n", "\\n")


def _fold(line: str) -> str:
    """At most 75 bytes a line, continued with a blank; never inside a character."""
    parts, rest = [], line
    while len(rest.encode()) > 73:
        cut = 73
        while len(rest[:cut].encode()) > 73:
            cut -= 1
        parts.append(rest[:cut])
        rest = rest[cut:]
    return "\r\n ".join([*parts, rest])


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


@dataclass(frozen=True)
class Day:
    """Something that happens on a day, without an hour."""

    uid: str
    title: str
    on: date
    url: str
    text: str = ""

    def when(self) -> list[str]:
        return [f"DTSTART;VALUE=DATE:{self.on:%Y%m%d}", f"DTEND;VALUE=DATE:{self.on + timedelta(days=1):%Y%m%d}"]

    def about(self) -> list[str]:
        return [f"DESCRIPTION:{_escape(self.text)}", "TRANSP:TRANSPARENT"]


@dataclass(frozen=True)
class Hours:
    """Something that lasts from one moment to another."""

    uid: str
    title: str
    start: datetime
    end: datetime
    url: str

    def when(self) -> list[str]:
        return [f"DTSTART:{_moment(self.start)}", f"DTEND:{_moment(self.end)}"]

    def about(self) -> list[str]:
        return []


NAMED = ("CALSCALE:GREGORIAN", "METHOD:PUBLISH")
TWICE_A_DAY = ("REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H")


def calendar(entries: Iterable[Day | Hours], *, name: str = "") -> str:
    """A calendar file; with a name one that programs keep and ask for again twice a day."""
    stamp = _moment(timezone.now())
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Partisipasi//ID"]
    if name:
        lines += [*NAMED, f"X-WR-CALNAME:{_escape(name)}", *TWICE_A_DAY]
    for one in entries:
        lines += ["BEGIN:VEVENT", f"UID:{one.uid}@partisipasi", f"DTSTAMP:{stamp}", *one.when()]
        lines += [f"SUMMARY:{_escape(one.title)}", *one.about(), f"URL:{one.url}", "END:VEVENT"]
    return "\r\n".join(_fold(line) for line in [*lines, "END:VCALENDAR"]) + "\r\n"
