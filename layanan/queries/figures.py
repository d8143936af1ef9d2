"""What the queue's days tell: arrivals, waiting, promises, services; for everybody, and by counter for its leaders."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from core.charts import Bars
from layanan.models import QueueFigure, QueueOffice
from layanan.queue.visits import (
    ABSENT,
    DONE,
    UNSERVED,
    Kept,
    Visit,
    Work,
    by_hour,
    middle,
    ninth,
    promises,
    visit_of,
    work_of,
)

WEEKS = 8
FEW = 5  # fewer pieces of work of one counter or service say nothing


@dataclass(frozen=True)
class Line:
    """One line of a table: a name, how many, minutes in the middle and at p90."""

    name: str
    count: int
    p50: float | None
    p90: float | None


@dataclass(frozen=True)
class Week:
    """One week's promises."""

    monday: date
    kept: Kept


@dataclass(frozen=True)
class Figures:
    """An office over some weeks."""

    office: QueueOffice
    since: date
    until: date
    by_day: list[list[Visit]]
    works: list[Work]
    weeks: list[Week]

    @property
    def days(self) -> int:
        return len(self.by_day)

    @property
    def visits(self) -> list[Visit]:
        return [visit for day in self.by_day for visit in day]

    @property
    def waits(self) -> list[float]:
        return [v.wait for v in self.visits if v.outcome == DONE and v.wait is not None]

    @property
    def line(self) -> Line:
        return told("Semua", self.waits)

    @property
    def groups(self) -> list[Line]:
        """Waiting of those with priority beside all others."""
        return [
            told(name, [v.wait for v in self.visits if v.outcome == DONE and v.priority == flag and v.wait is not None])
            for name, flag in (("Didahulukan", True), ("Lainnya", False))
        ]

    @property
    def absent(self) -> int:
        return sum(v.outcome == ABSENT for v in self.visits)

    @property
    def absent_share(self) -> float:
        return 100 * self.absent / len(self.visits) if self.visits else 0.0

    @property
    def unserved(self) -> int:
        return sum(v.outcome == UNSERVED for v in self.visits)

    @property
    def kept(self) -> Kept:
        return promises(self.visits)

    @property
    def hours(self) -> dict[int, float]:
        """People who come in each hour of a usual day."""
        return {hour: count / max(1, self.days) for hour, count in by_hour(self.visits).items()}


def told(name: str, minutes: Sequence[float]) -> Line:
    return Line(name, len(minutes), middle(minutes), ninth(minutes))


def figures_of(office: QueueOffice, weeks: int = WEEKS) -> Figures:
    """The office's last weeks, from its counted days."""
    until = timezone.localdate()
    since = until - timedelta(days=7 * weeks)
    rows = list(QueueFigure.objects.filter(office=office, day__gte=since, day__lt=until).order_by("day"))
    by_week: dict[date, list[Visit]] = defaultdict(list)
    by_day, works = [], []
    for row in rows:
        mine = [visit_of(v) for v in row.visits]
        by_day.append(mine)
        works += [work_of(w) for w in row.works]
        by_week[row.day - timedelta(days=row.day.weekday())] += mine
    told_weeks = [Week(monday, promises(mine)) for monday, mine in sorted(by_week.items(), reverse=True)]
    return Figures(office, since, until, by_day, works, told_weeks)


def by_service(figures: Figures) -> list[Line]:
    """How long each service takes at the counters, whoever does it."""
    names = dict(figures.office.services.values_list("pk", "name"))
    return _grouped(figures.works, lambda work: names.get(work.service, ""))


def by_counter(figures: Figures, user: Any) -> list[Line]:
    """Each counter's times for who leads the office; an officer sees the own work beside everybody's together."""
    if user.has_perm("layanan.lead_queue", figures.office):
        numbers = dict(figures.office.counters.values_list("pk", "number"))
        return _grouped(figures.works, lambda work: f"Loket {numbers.get(work.counter or 0, '')}")
    mine = [work.minutes for work in figures.works if work.actor == user.pk]
    return [told("Layanan Anda", mine), told("Semua loket", [work.minutes for work in figures.works])]


def _grouped(works: Iterable[Work], name: Any) -> list[Line]:
    minutes: dict[str, list[float]] = defaultdict(list)
    for work in works:
        minutes[name(work)].append(work.minutes)
    return [told(key, rows) for key, rows in sorted(minutes.items()) if key and len(rows) >= FEW]


def hour_chart(figures: Figures) -> Bars:
    """People coming by the hour."""
    hours = figures.hours
    busy = max(hours, key=lambda hour: hours[hour], default=None)
    sentence = "Belum ada hari yang dihitung."
    if busy is not None:
        sentence = f"Paling ramai pukul {busy:02d}.00 sampai {busy + 1:02d}.00. Datang di luar jam itu lebih singkat."
    rows = [(f"{hour:02d}.00", round(count, 1)) for hour, count in hours.items()]
    return Bars("Kedatangan menurut jam, rata-rata sehari", sentence, rows, unit="orang", label="Jam")


def week_chart(figures: Figures) -> Bars:
    """Promises kept by week."""
    rows = [(f"{w.monday:%d/%m/%Y}", round(w.kept.share, 1)) for w in figures.weeks if w.kept.share is not None]
    kept = figures.kept
    sentence = "Belum ada janji yang dapat dinilai."
    if kept.share is not None and kept.error is not None:
        sentence = f"{kept.kept} dari {kept.judged} janji ditepati. Rata-rata meleset {kept.error:.0f} menit."
    title = "Janji waktu tunggu ditepati, menurut minggu"
    return Bars(title, sentence, rows, unit="%", label="Minggu mulai", full=100)
