"""The report of a period for the camat, donors and everybody: sessions, people, gains, what followed, who paid."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from acara.models import Attendance
from accounts.registry import FOLLOWED
from core.charts import Bars
from literasi.models import Contribution, Session
from literasi.queries.reach import Reach, reach
from literasi.queries.results import Gain, Opinion, by_group, gain_of, opinions, paired
from literasi.states import Audience, Pillar
from wilayah.queries import within

FOLLOWED_DAYS = 60
LEAST_FOLLOWED = 10


@dataclass(frozen=True)
class Period:
    """From a day to a day, both counted."""

    first: date
    last: date

    def query(self) -> str:
        return f"dari={self.first:%Y-%m-%d}&sampai={self.last:%Y-%m-%d}"

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The same as moments: from the first, before the second."""
        start, end = (datetime.combine(day, time.min) for day in (self.first, self.last + timedelta(days=1)))
        return timezone.make_aware(start), timezone.make_aware(end)


def period_asked(get: QueryDict) -> Period:
    """?dari= and ?sampai=, else the year that ends today; what is no day or the wrong way round does not count."""
    today = timezone.localdate()
    last = _day(get.get("sampai", "")) or today
    first = _day(get.get("dari", "")) or last - timedelta(days=364)
    return Period(first, last) if first <= last else Period(last - timedelta(days=364), last)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text[:10]) if len(text) == 10 else None
    except ValueError:
        return None
    return found if found is not None and 2000 <= found.year < 2100 else None


@dataclass(frozen=True)
class Followed:
    """How many participants did something within sixty days; None: fewer than ten, not told."""

    label: str
    n: int | None

    @property
    def words(self) -> str:
        return f"kurang dari {LEAST_FOLLOWED}" if self.n is None else str(self.n)


class Report:
    """A period's report; each part is asked for when it is read."""

    def __init__(self, period: Period, region: str, facilitator: Any = None) -> None:
        self.period = period
        start, end = period.moments
        rows = Session.objects.held().filter(within("event__region_id", region))
        rows = rows.filter(event__starts_at__gte=start, event__starts_at__lt=end)
        rows = rows.filter(facilitators=facilitator) if facilitator is not None else rows
        found = rows.told().prefetch_related("facilitators").order_by("event__starts_at", "pk")
        self.sessions: list[Session] = list(found)

    def count(self, audience: str) -> int:
        """Sessions for citizens or for staff."""
        return sum(session.audience == audience for session in self.sessions)

    @property
    def for_citizens(self) -> int:
        return self.count(Audience.CITIZENS)

    @property
    def for_staff(self) -> int:
        return self.count(Audience.STAFF)

    @property
    def lesson_hours(self) -> int:
        """Lesson hours given."""
        return sum(session.lesson_hours for session in self.sessions)

    @cached_property
    def reach(self) -> Reach:
        """People, villages, groups."""
        return reach(self.sessions)

    @cached_property
    def pairs(self) -> list[Any]:
        return paired([session.pk for session in self.sessions])

    @cached_property
    def total(self) -> Gain:
        """What everybody together learned."""
        return gain_of("Semua sesi", [one.marks for one in self.pairs])

    @cached_property
    def tables(self) -> dict[str, list[Gain]]:
        """Gains by pillar, village, facilitator and session."""
        return by_group(self.sessions, self.pairs)

    @cached_property
    def opinion(self) -> Opinion:
        return opinions([session.pk for session in self.sessions])

    @cached_property
    def pillars(self) -> list[tuple[str, int]]:
        """Sessions by pillar."""
        return [
            (str(label), sum(session.pillar == pillar for session in self.sessions)) for pillar, label in Pillar.choices
        ]

    @cached_property
    def cost(self) -> int:
        """What the office spent, in rupiah."""
        return sum(session.cost or 0 for session in self.sessions)

    @cached_property
    def partners(self) -> list[tuple[str, str, int, int]]:
        """Who helped: name, kind, in how many sessions, worth how much."""
        rows = Contribution.objects.filter(session__in=[session.pk for session in self.sessions])
        seen: dict[Any, tuple[set[int], int]] = defaultdict(lambda: (set(), 0))
        for row in rows.select_related("partner"):
            held, value = seen[row.partner]
            seen[row.partner] = (held | {row.session_id}, value + (row.value or 0))
        told = [(str(one), str(one.get_kind_display()), len(held), value) for one, (held, value) in seen.items()]
        return sorted(told, key=lambda line: (-line[2], line[0]))

    @cached_property
    def given(self) -> int:
        """What partners gave, in rupiah."""
        return sum(value for *_, value in self.partners)

    @cached_property
    def followed(self) -> list[Followed]:
        """What participants with an account did in the sixty days after their first session of the period."""
        return followed(self.sessions)

    @property
    def sentence(self) -> str:
        """The period in one sentence."""
        if not self.sessions:
            return "Belum ada sesi terlaksana pada masa ini."
        n = len(self.sessions)
        return f"{n} sesi terlaksana, {self.reach.visits} kehadiran, {self.lesson_hours} jam pelajaran."

    @property
    def chart(self) -> Bars:
        """Reached people by village, as far as they may be told."""
        rows = [(one.label, one.n) for one in self.reach.villages if one.n]
        most = max(rows, key=lambda row: row[1], default=("", 0))
        gap = len(self.reach.gaps)
        words = f"Paling banyak dari {most[0]}. " if most[0] else ""
        words += f"Dari {gap} kelurahan dan desa belum ada yang ikut." if gap else "Semua kelurahan dan desa ikut."
        return Bars(
            "Orang yang ikut menurut tempat tinggal", words, rows, unit="orang", label="Tempat tinggal", level=2
        )

    def rows(self) -> Iterator[list[Any]]:
        """All tables of the report, one line each."""
        yield ["Umum", "Sesi terlaksana", len(self.sessions), self.period.query()]
        yield ["Umum", "Sesi untuk warga", self.for_citizens, ""]
        yield ["Umum", "Pelatihan aparatur", self.for_staff, ""]
        yield ["Umum", "Kehadiran", self.reach.visits, ""]
        yield ["Umum", "Jam pelajaran", self.lesson_hours, ""]
        for label, n in self.pillars:
            yield ["Pilar", label, n, ""]
        for village in self.reach.villages:
            yield ["Tempat tinggal", village.label, village.words, ""]
        for title, lines in self.reach.groups.items():
            for cell in lines:
                yield [title, cell.label, cell.words, ""]
        for title, group in {"semua": [self.total], **self.tables}.items():
            if title not in ("fasilitator", "sesi"):
                for one in group:
                    yield [f"Hasil tes menurut {title}", one.label, one.text("g", 2), one.sentence if one.told else ""]
        for did in self.followed:
            yield ["Partisipasi dalam 60 hari", did.label, did.words, ""]
        for name, kind, n, value in self.partners:
            yield ["Mitra", name, n, f"{kind}, Rp{value}"]
        yield ["Biaya", "Dikeluarkan kecamatan (rupiah)", self.cost, ""]
        yield ["Biaya", "Sumbangan mitra (rupiah)", self.given, ""]


def followed(sessions: list[Session]) -> list[Followed]:
    """Each room's number of participants who did its deed; everybody is counted from the first session she came to."""
    ends = {session.event_id: session.event.ends_at for session in sessions}
    first: dict[int, datetime] = {}
    came = Attendance.objects.filter(event_id__in=ends, present=True, person__isnull=False)
    for person, event in came.values_list("person_id", "event_id"):
        first[person] = min(first.get(person, ends[event]), ends[event])
    windows = {person: (start, start + timedelta(days=FOLLOWED_DAYS)) for person, start in first.items()}
    counts = [(deed.label, deed.count(windows)) for deed in FOLLOWED]
    return [Followed(label, n if n >= LEAST_FOLLOWED else None) for label, n in counts]
