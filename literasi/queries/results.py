"""What people learned: paired marks of a session or of many, item by item; small cells are never told."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from core.cells import LEAST, hidden
from core.charts import words
from core.ngain import gain
from literasi.models import Feedback, Practice, Session, TestSheet
from literasi.models.learning import SKIPPED
from literasi.states import Pillar, Used, When
from wilayah.queries import village_labels

POORLY = 40  # percent: an item fewer than this got right afterwards was not understood
BANDS = ((0.3, "rendah"), (0.7, "sedang"))  # of Hake; above: tinggi


@dataclass(frozen=True)
class Gain:
    """Paired results of one group; figures are None where the group is too small to be told."""

    label: str
    n: int | None
    pre: float | None = None
    post: float | None = None
    gain: float | None = None
    spread: float | None = None
    g: float | None = None
    url: str = ""

    @property
    def told(self) -> bool:
        """Whether its figures may be shown."""
        return self.n is not None and self.pre is not None

    @property
    def band(self) -> str:
        """Hake's word for g."""
        if self.g is None:
            return ""
        return next((word for limit, word in BANDS if self.g < limit), "tinggi")

    def text(self, name: str, places: int = 1) -> str:
        """One figure as people here write it."""
        value = getattr(self, name)
        if value is None:
            return "–"
        half_up = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        return words(half_up, "", places)

    @property
    def cells(self) -> list[str]:
        """Means, gain, spread and g in the order of the tables."""
        return [self.text("pre"), self.text("post"), self.text("gain"), self.text("spread"), self.text("g", 2)]

    @property
    def sentence(self) -> str:
        """The result in words."""
        if not self.told:
            return f"Hasil tampil sesudah paling sedikit {LEAST} peserta mengisi tes sebelum dan sesudah."
        rise = "naik" if (self.gain or 0) > 0 else "turun" if (self.gain or 0) < 0 else "tetap"
        tail = f" N-gain {self.text('g', 2)}, {self.band}." if self.g is not None else ""
        return f"Nilai rata-rata {rise} dari {self.text('pre')} menjadi {self.text('post')}, {self.n} peserta.{tail}"


Pair = tuple[Fraction, Fraction]


def gain_of(label: str, pairs: Sequence[Pair], *, hide: bool = False, url: str = "") -> Gain:
    """The gain of a group; a small or hidden group keeps its label alone."""
    if hide or 0 < len(pairs) < LEAST:
        return Gain(label, None, url=url)
    figures = gain(pairs)
    return Gain(
        label,
        figures["n_paired"],
        figures["pre"],
        figures["post"],
        figures["gain"],
        figures["sd_gain"],
        figures["g"],
        url,
    )


def gains(groups: Iterable[tuple[str, Sequence[Pair]]]) -> list[Gain]:
    """Groups of one table: small ones hidden, and a second where the total would give the first away."""
    rows = [(label, pairs) for label, pairs in groups if pairs]
    secret = hidden((place, len(pairs)) for place, (_, pairs) in enumerate(rows))
    return [gain_of(label, pairs, hide=place in secret) for place, (label, pairs) in enumerate(rows)]


@dataclass(frozen=True)
class Paired:
    """One participant's two marks, and where they belong."""

    session: int
    village: str
    marks: Pair


def paired(sessions: Any) -> list[Paired]:
    """Everybody with both sheets in these sessions; one query."""
    rows = TestSheet.objects.filter(session__in=sessions).select_related("attendance", "session__event")
    both: dict[tuple[int, int], dict[str, TestSheet]] = defaultdict(dict)
    for row in rows.order_by("session_id", "attendance_id"):
        both[row.session_id, row.attendance_id][row.when] = row
    made = []
    for (session, _), sheets in both.items():
        if len(sheets) == 2:
            first, last = sheets[When.BEFORE], sheets[When.AFTER]
            made.append(Paired(session, first.attendance.region_id or "", (first.mark, last.mark)))
    return made


def by_group(sessions: Sequence[Session], pairs: Sequence[Paired]) -> dict[str, list[Gain]]:
    """The tables of a report: by pillar, village, facilitator and session; each with its small cells hidden."""
    known = {session.pk: session for session in sessions}
    tables: dict[str, dict[str, list[Pair]]] = {name: defaultdict(list) for name in ("pilar", "desa", "fasilitator")}
    villages = village_labels()
    for one in pairs:
        session = known[one.session]
        tables["pilar"][str(Pillar(session.pillar).label)].append(one.marks)
        tables["desa"][villages.get(one.village, "Desa tidak dicatat")].append(one.marks)
        for person in session.facilitators.all():
            tables["fasilitator"][person.full_name].append(one.marks)
    found = {name: gains(sorted(table.items())) for name, table in tables.items()}
    named: dict[int, list[Pair]] = defaultdict(list)
    for one in pairs:
        named[one.session].append(one.marks)
    found["sesi"] = gains((str(session), named[session.pk]) for session in sessions)
    return found


@dataclass(frozen=True)
class Item:
    """One question before and after: percent of those who answered it right."""

    number: int
    question: Any
    before: int | None
    after: int | None

    @property
    def poor(self) -> bool:
        """Whether it was not understood even afterwards."""
        return self.after is not None and self.after < POORLY


@dataclass(frozen=True)
class Results:
    """Everything the result page of a session says about its tests."""

    total: Gain
    before: int
    after: int
    items: list[Item]

    @property
    def unpaired(self) -> int:
        """Sheets whose other half is missing."""
        return self.before + self.after - 2 * self.pairs

    pairs: int = 0

    @property
    def poor(self) -> list[Item]:
        """Items nobody, or hardly anybody, understood."""
        return [item for item in self.items if item.poor]


def results(session: Session) -> Results:
    """What was learned in one session; two queries."""
    sheets = list(TestSheet.objects.filter(session=session).order_by("attendance_id"))
    pairs = [one.marks for one in pairs_of(sheets)]
    texts = {when: [row.answers for row in sheets if row.when == when] for when in When.values}
    items = []
    for item in session.quiz.items.select_related("question") if session.quiz else []:
        shares = [share(texts[when], item.number - 1, item.question.right_letter) for when in When.values]
        items.append(Item(item.number, item.question, *shares))
    counts = {when: len(rows) for when, rows in texts.items()}
    total = gain_of("Semua peserta", pairs)
    return Results(total, counts[When.BEFORE], counts[When.AFTER], items, len(pairs))


def pairs_of(sheets: Iterable[TestSheet]) -> list[Paired]:
    """Pairs of one session's sheets."""
    both: dict[int, dict[str, TestSheet]] = defaultdict(dict)
    for row in sheets:
        both[row.attendance_id][row.when] = row
    full = [one for one in both.values() if len(one) == 2]
    return [Paired(one[When.BEFORE].session_id, "", (one[When.BEFORE].mark, one[When.AFTER].mark)) for one in full]


def share(texts: Sequence[str], place: int, right: str) -> int | None:
    """Percent of the sheets on which an item was answered rightly; None for few sheets. A gap is no right answer."""
    if len(texts) < LEAST:
        return None
    return round(100 * sum(text[place : place + 1] == right != SKIPPED for text in texts) / len(texts))


@dataclass(frozen=True)
class Opinion:
    """What people said in three taps, and whether they use it: percent, None while few answered."""

    n: int
    clear: int | None
    useful: int | None
    welcome: int | None
    asked: int
    used: int | None


def opinions(sessions: Any) -> Opinion:
    """Feedback and the question after thirty days over these sessions; two queries."""
    marks = list(Feedback.objects.filter(session__in=sessions).values_list("clear", "useful", "welcome"))
    said = list(Practice.objects.filter(session__in=sessions).values_list("used", flat=True))

    def part(rows: Sequence[bool]) -> int | None:
        return round(100 * sum(rows) / len(rows)) if len(rows) >= LEAST else None

    good = [part([row[place] >= 3 for row in marks]) for place in range(3)]
    return Opinion(len(marks), good[0], good[1], good[2], len(said), part([used == Used.YES for used in said]))
