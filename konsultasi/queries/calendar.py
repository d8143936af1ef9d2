"""When drafts open, close and are answered: a month at a time, one row for each consultation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, Min
from django.utils import timezone

from konsultasi.models import Closing, Consultation, ConsultationQuerySet
from wilayah.models import Region
from wilayah.services import due

MOST = 100  # rows of one month
FEED_BACK = timedelta(days=180)  # how long ago a consultation may have closed to stand in the calendar file


@dataclass(frozen=True)
class Row:
    """One consultation with its dates: opened, closed, answered until, done."""

    consultation: Consultation
    opens_on: date
    closes_on: date
    answered_by: date
    done_at: datetime | None

    @property
    def waiting(self) -> int:
        """Inputs without an answer."""
        return max(0, self.consultation.input_count - self.consultation.answered_count)

    @property
    def state(self) -> tuple[str, str, str]:
        """How it stands now: voice, words, icon."""
        if self.consultation.is_coming:
            return "off", "Segera dibuka", "calendar"
        if self.consultation.is_open:
            return "info", "Dibuka untuk masukan", "chat"
        if self.done_at:
            return "ok", "Konsultasi selesai", "check"
        if not self.waiting:
            return "ok", "Semua masukan dijawab", "check"
        late = self.answered_by < timezone.localdate()
        return ("bad", "Jawaban lewat tenggat", "warning") if late else ("warn", "Menunggu jawaban", "clock")

    @property
    def last_day(self) -> date:
        """The last of its dates."""
        return timezone.localdate(self.done_at) if self.done_at else self.answered_by


def row_of(consultation: Consultation) -> Row:
    """Its dates; a closing before a later reopening counts no more."""
    closing: Closing | None = getattr(consultation, "closing", None)
    closes_on = timezone.localdate(consultation.closes_at)
    return Row(
        consultation=consultation,
        opens_on=timezone.localdate(consultation.opens_at),
        closes_on=closes_on,
        answered_by=due(consultation.answer_days, closes_on),
        done_at=closing.at if closing and closing.at >= consultation.closes_at else None,
    )


def in_calendar(region: str) -> ConsultationQuerySet:
    """Public consultations of a region and of places within ("" = all), with what a row prints."""
    rows = Consultation.objects.visible().select_related("topic", "region", "closing").order_by("closes_at", "pk")
    return rows.within(region) if region else rows


def month_of(params: Mapping[str, str], first: date, last: date) -> date:
    """First day of the month the address asks for ("2026-11"), this month else; never outside what there is."""
    found = re.fullmatch(r"([1-9][0-9]{3})-(0[1-9]|1[0-2])", params.get("bulan", ""))
    day = date(int(found[1]), int(found[2]), 1) if found else timezone.localdate().replace(day=1)
    return min(max(day, first), last)


def next_month(day: date, step: int = 1) -> date:
    """First day of the month `step` months away."""
    months = day.year * 12 + day.month - 1 + step
    return date(months // 12, months % 12 + 1, 1)


@dataclass(frozen=True)
class Month:
    """One month of the calendar; `before` and `after` are the months that may be turned to."""

    day: date
    rows: list[Row]
    before: date | None
    after: date | None

    @property
    def cut(self) -> bool:
        """There are more than are shown."""
        return len(self.rows) == MOST


def month(params: Mapping[str, str], region: str) -> Month:
    """The month the address asks for: what was open in it, or has its answers due in it; two queries."""
    ends = Consultation.objects.visible().aggregate(Min("opens_at"), Max("closes_at"), Max("answer_days"))
    today, days = timezone.localdate(), ends["answer_days__max"] or 0
    first = min(today, timezone.localdate(ends["opens_at__min"]) if ends["opens_at__min"] else today)
    last = max(today, due(days, timezone.localdate(ends["closes_at__max"])) if ends["closes_at__max"] else today)
    first, last = first.replace(day=1), last.replace(day=1)
    day = month_of(params, first, last)
    return Month(
        day=day,
        rows=rows_between(region, day, next_month(day), days),
        before=next_month(day, -1) if day > first else None,
        after=next_month(day) if day < last else None,
    )


def rows_between(region: str, start: date, end: date, answer_days: int) -> list[Row]:
    """Rows with something between two days, the second left out. `answer_days`: the longest time for answers."""
    slack = timedelta(days=answer_days * 2 + 60)  # five working days a week, and long rows of holidays
    found = in_calendar(region).filter(opens_at__lt=midnight(end), closes_at__gte=midnight(start) - slack)
    return [row for row in map(row_of, found) if row.last_day >= start][:MOST]


def midnight(day: date) -> datetime:
    """The first moment of a day here."""
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def regions() -> list[Region]:
    """Places that have a public consultation, to choose from."""
    rows = Consultation.objects.visible().order_by().values("region_id")
    return list(Region.objects.filter(pk__in=rows).order_by("code"))


def region_chosen(params: Mapping[str, str], places: list[Region]) -> str:
    """The code of the chosen place; "" for all and for what is not to choose from."""
    code = params.get("wilayah", "")
    return code if code in {place.pk for place in places} else ""


def feed_rows(region: str) -> list[Row]:
    """What goes into the calendar file: everything to come and what closed in the last half year."""
    found = in_calendar(region).filter(closes_at__gte=timezone.now() - FEED_BACK)
    return [row_of(consultation) for consultation in found.order_by("-closes_at", "-pk")[:500]]


def happened(region: str, n: int = 30) -> list[tuple[datetime, str, Row]]:
    """The newest dates that came true (moment, what, row), newest first, for readers of feeds."""
    now, dates = timezone.now(), []
    for row in feed_rows(region):
        moments: list[tuple[Any, str]] = [
            (row.consultation.opens_at, "Masukan dibuka"),
            (row.consultation.closes_at, "Masukan ditutup"),
            (row.done_at, "Konsultasi selesai"),
        ]
        dates += [(at, what, row) for at, what in moments if at and at <= now]
    return sorted(dates, key=lambda item: (item[0], item[2].consultation.pk), reverse=True)[:n]
