"""What a survey says: the index, who answered, the trend. Small cells are hidden, weak figures are called weak."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from core.charts import Bars
from layanan.models.survey import PROFILE, Channel, SurveyPeriod, SurveyResponse
from layanan.skm.index import COMMON, ENOUGH, EXACT, LEAST_CELL, Index, half_up, index
from layanan.skm.sample import krejcie_morgan, slovin
from layanan.skm.unsur import FACES, SLUGS
from wilayah.queries import within

WHOLE = Q(persyaratan__isnull=False)  # all nine stand (a constraint holds it)
HIDDEN = f"kurang dari {LEAST_CELL}"


@dataclass(frozen=True)
class Cell:
    """One line of a breakdown; `n` is None where it is too small to be told."""

    label: str
    n: int | None

    @property
    def words(self) -> str:
        """The number, or that it is small."""
        return HIDDEN if self.n is None else str(self.n)


@dataclass(frozen=True)
class Breakdown:
    """Respondents by one side of the profile."""

    title: str
    cells: list[Cell]


@dataclass(frozen=True)
class Line:
    """One element in a table: U-number, words, mean."""

    number: int
    slug: str
    label: str
    nrr: Fraction | None

    @property
    def mean(self) -> str:
        """The mean with three decimals, as reports print it."""
        return comma(None if self.nrr is None else half_up(self.nrr, 3))

    @property
    def weighted(self) -> str:
        """Mean times 1/9."""
        return comma(None if self.nrr is None else half_up(self.nrr * EXACT, 3))


@dataclass(frozen=True)
class Point:
    """One period in the trend."""

    period: SurveyPeriod
    index: Index

    @property
    def ikm_words(self) -> str:
        """The index as people here write it."""
        return comma(self.index.ikm)


@dataclass(frozen=True)
class Figures:
    """Everything a page or report says about one period."""

    period: SurveyPeriod
    index: Index
    common: Index  # the same with the weight 0.11
    lines: list[Line]
    faces: list[Cell]
    answered: int  # forms at all, also those with a face only
    channels: list[tuple[str, int, Index]]
    breakdowns: list[Breakdown]
    needs: dict[str, int]  # disability and help, as shown

    @property
    def told(self) -> bool:
        """Whether figures may be shown at all: fewer forms would tell what single people said."""
        return self.index.n >= LEAST_CELL

    @property
    def weak(self) -> bool:
        """Whether the number of respondents is too small to be quoted without a warning."""
        return self.index.n < ENOUGH

    @property
    def ikm_words(self) -> str:
        """The index as people here write it."""
        return comma(self.index.ikm)

    @property
    def common_words(self) -> str:
        """The index with the weight 0.11, for comparison."""
        return comma(self.common.ikm)

    @property
    def lowest(self) -> list[Line]:
        """The three elements with the lowest means, lowest first."""
        by_slug = {line.slug: line for line in self.lines}
        return [by_slug[slug] for slug in self.index.lowest()]

    @property
    def highest(self) -> Line | None:
        """The element with the highest mean."""
        return next((line for line in self.lines if line.slug == self.index.highest()), None)

    @property
    def sentence(self) -> str:
        """What the figure says in one sentence."""
        if self.index.ikm is None:
            return "Belum ada jawaban lengkap."
        low = self.lowest[0]
        return (
            f"Indeks kepuasan {comma(self.index.ikm)} dari 100, mutu {self.index.mutu} "
            f"({self.index.performance.lower()}), dari {self.index.n} responden. Nilai terendah: {low.label}."
        )

    @property
    def chart(self) -> Bars:
        """The means as bars; the lowest three are marked by colour and in the sentence."""
        low = {line.slug for line in self.lowest}
        rows = [
            (f"U{line.number} {line.label}", half_up(line.nrr, 2), "lost" if line.slug in low else "")
            for line in self.lines
            if line.nrr is not None
        ]
        names = ", ".join(line.label for line in self.lowest)
        return Bars(
            "Nilai rata-rata tiap unsur",
            f"Skala 1 sampai 4. Tiga nilai terendah: {names}.",
            rows,
            label="Unsur",
            level=2,
            places=2,
            full=4,
        )


def comma(value: Decimal | None) -> str:
    """A decimal as people here write it; a dash for none."""
    return "–" if value is None else str(value).replace(".", ",")


def current(region: str) -> SurveyPeriod | None:
    """The period of this place that takes answers today."""
    return SurveyPeriod.objects.asking().filter(region_id=region).order_by("-first_day", "-id").first()


def shown_period(region: str) -> SurveyPeriod | None:
    """The period whose figures the public page shows: the latest published one, else the one that runs."""
    return SurveyPeriod.objects.filter(region_id=region).published().first() or current(region)


def visible_to(user: Any) -> QuerySet[SurveyPeriod]:
    """Periods whose report this person may read."""
    published = Q(published_at__isnull=False)
    regions = user.mandates_now if user.is_authenticated and user.is_staff else []
    for mandate in regions:
        published |= within("region_id", mandate.region_id)
    return SurveyPeriod.objects.filter(published).select_related("region")


def figures(period: SurveyPeriod) -> Figures:
    """All figures of a period, by two questions."""
    rows = period.responses.all()
    found = rows.aggregate(answered=Count("pk"), n=Count("pk", filter=WHOLE), **_sums(), **_profile_counts())
    main = _index(found, EXACT)
    lines = [Line(place, one.slug, one.label, main.nrr[one.slug]) for place, one in enumerate(period.unsur, start=1)]
    return Figures(
        period=period,
        index=main,
        common=_index(found, COMMON),
        lines=lines,
        faces=hidden((label, found[f"face_{place}"]) for place, label in enumerate(FACES, start=1)),
        answered=found["answered"],
        channels=_by_channel(rows),
        breakdowns=[
            Breakdown(
                title, hidden([(str(c.label), found[f"{name}_{c.name}"]) for c in words] + _silent(found, name, words))
            )
            for name, (title, words) in PROFILE.items()
        ],
        needs={name: found[name] for name in ("disability", "assisted")},
    )


def hidden(cells: Iterable[tuple[str, int]]) -> list[Cell]:
    """Cells with the small ones hidden; where that would leave one alone, the next smallest is hidden beside it."""
    rows = list(cells)
    small = {label for label, n in rows if 0 < n < LEAST_CELL}
    if len(small) == 1:
        rest = sorted((n, label) for label, n in rows if n >= LEAST_CELL)
        small |= {rest[0][1]} if rest else set()
    return [Cell(label, None if label in small else n) for label, n in rows]


def trend(region: str, also: SurveyPeriod | None = None) -> list[Point]:
    """The published periods of a place (and one more), the earliest first, by one question."""
    wanted = Q(region_id=region, published_at__isnull=False) | (Q(pk=also.pk) if also else Q())
    rows = SurveyPeriod.objects.filter(wanted).annotate(
        n=Count("responses", filter=Q(responses__persyaratan__isnull=False)),
        **{f"sum_{slug}": Sum(f"responses__{slug}") for slug in SLUGS},
    )
    points = [Point(row, _index(vars(row), EXACT)) for row in rows.order_by("-last_day", "-id")[:12]]
    return [point for point in reversed(points) if point.index.n >= LEAST_CELL]


def trend_chart(points: Sequence[Point]) -> Bars | None:
    """The trend as bars with its sentence; None where there is nothing to compare."""
    if len(points) < 2:
        return None
    before, last = points[-2].index.ikm or Decimal(0), points[-1].index.ikm or Decimal(0)
    word = "naik" if last > before else "turun" if last < before else "tetap"
    sentence = f"Indeks {word} dari {comma(before)} menjadi {comma(last)}."
    rows = [(point.period.title, point.index.ikm) for point in points]
    return Bars("Perkembangan indeks", sentence, rows, label="Periode", level=2, places=2, full=100)


def plan(period: SurveyPeriod) -> dict[str, int] | None:
    """How many people should answer, by both formulas; None where the number of people served is not known."""
    if not period.population:
        return None
    return {"krejcie": krejcie_morgan(period.population), "slovin": slovin(period.population)}


def doubts(period: SurveyPeriod, found: Figures) -> list[str]:
    """What looks like answers made up inside the office, in words for those who read the figures."""
    rows = period.responses.filter(WHOLE)
    same = rows.filter(**dict.fromkeys(SLUGS, 4)).count()
    told = []
    n = found.index.n
    if n >= ENOUGH and same * 2 > n:
        told.append(f"{same} dari {n} jawaban memberi nilai 4 pada semua unsur.")
    peak = rows.values("day").annotate(n=Count("pk")).order_by("-n").first()
    if peak and n >= ENOUGH and peak["n"] * 3 > n and (timezone.localdate() - period.first_day).days > 7:
        told.append(f"{peak['n']} dari {n} jawaban masuk pada satu hari, {peak['day']:%d/%m/%Y}.")
    by = {name: one for name, _, one in found.channels if one.n >= ENOUGH and one.ikm is not None}
    codes, others = by.get(Channel.CODE), [one.ikm for name, one in by.items() if name != Channel.CODE and one.ikm]
    if codes and codes.ikm and any(abs(ikm - codes.ikm) > 5 for ikm in others):
        told.append("Indeks jawaban dengan kode berbeda lebih dari 5 dari jawaban cara lain.")
    return told


def export(points: Iterable[Point]) -> Iterable[list[Any]]:
    """Open figures: a line for each period and element."""
    for point in points:
        period, found = point.period, point.index
        for place, one in enumerate(period.unsur, start=1):
            mean = found.nrr[one.slug]
            if mean is not None:
                row = [period.title, period.first_day, period.last_day, found.n, f"U{place}", one.slug]
                yield [*row, half_up(mean, 3), found.ikm, found.mutu]


EXPORT = ["Periode", "Mulai", "Selesai", "Responden", "Unsur", "Nama", "NRR", "IKM", "Mutu"]


def _sums() -> dict[str, Any]:
    return {f"sum_{slug}": Sum(slug) for slug in SLUGS}


def _index(row: dict[str, Any], weight: Fraction) -> Index:
    return index(row["n"], {slug: row[f"sum_{slug}"] or 0 for slug in SLUGS}, weight)


def _profile_counts() -> dict[str, Any]:
    """Who gave whole forms by the profile's sides; faces of everybody."""
    counts: dict[str, Any] = {
        f"{name}_{choice.name}": Count("pk", filter=WHOLE & Q(**{name: choice.value}))
        for name, (_, words) in PROFILE.items()
        for choice in words
    }
    counts |= {f"face_{place}": Count("pk", filter=Q(face=place)) for place in (1, 2, 3, 4)}
    return counts | {name: Count("pk", filter=WHOLE & Q(**{name: True})) for name in ("disability", "assisted")}


def _silent(found: dict[str, Any], name: str, words: Any) -> list[tuple[str, int]]:
    left = found["n"] - sum(found[f"{name}_{choice.name}"] for choice in words)
    return [("Tidak dijawab", left)] if left else []


def _by_channel(rows: QuerySet[SurveyResponse]) -> list[tuple[str, int, Index]]:
    counted = rows.values("channel").annotate(all=Count("pk"), n=Count("pk", filter=WHOLE), **_sums())
    found: dict[str, dict[str, Any]] = {row["channel"]: dict(row) for row in counted}
    return [(str(c.value), found[c.value]["all"], _index(found[c.value], EXACT)) for c in Channel if c.value in found]
