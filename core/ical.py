"""Dates for people's calendars (RFC 5545)."""

from datetime import UTC, datetime

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
