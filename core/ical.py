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


def _of_a_day(day: Day, stamp: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{day.uid}@partisipasi",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escape(day.title)}",
        f"DESCRIPTION:{_escape(day.text)}",
        "TRANSP:TRANSPARENT",
        f"URL:{day.url}",
        "END:VEVENT",
    ]


def calendar(*, name: str, days: Iterable[Day]) -> str:
    """Many days as one calendar that programs ask for again twice a day."""
    stamp = _moment(timezone.now())
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Partisipasi//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escape(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    ]
    for day in days:
        lines += _of_a_day(day, stamp)
    return "\r\n".join(_fold(line) for line in [*lines, "END:VCALENDAR"]) + "\r\n"


def event(*, uid: str, title: str, start: datetime, end: datetime, url: str) -> str:
    """One event as a whole calendar file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Partisipasi//ID",
        "BEGIN:VEVENT",
        f"UID:{uid}@partisipasi",
        f"DTSTAMP:{_moment(timezone.now())}",
        f"DTSTART:{_moment(start)}",
        f"DTEND:{_moment(end)}",
        f"SUMMARY:{_escape(title)}",
        f"URL:{url}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join(_fold(line) for line in lines) + "\r\n"
