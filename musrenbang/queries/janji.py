"""The pages "Janji dan kenyataan": what is asked, and the figures counted beforehand that answer."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.core.cache import caches
from django.db.models import CharField, F, IntegerField, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils import timezone

from core.text import whole_number
from core.together import ask, labelled
from musrenbang.models import Agency, Category, Commitment, Cycle, CycleFigure, Proposal
from wilayah.queries import root_region, village_labels, within

FUNNEL = ("usulan", "prioritas", "rkpd", "apbd", "selesai")
LISTED = (*FUNNEL, "bayar", "kontrak", "pagu")
MOST_LATE = 20


@dataclass(frozen=True)
class Offered:
    """What the filter offers; the same for everybody for a minute."""

    years: dict[int, tuple[int, ...]]  # plan year: keys of its cycles
    villages: dict[str, str]
    categories: dict[str, tuple[int, str]]
    agencies: dict[int, str]


def offered() -> Offered:
    """Plan years, villages, fields of works and agencies; one query."""
    kept = caches["pages"].get("janji:saringan")
    if kept is None:
        cycles = Cycle.objects.filter(within("region_id", root_region().pk))
        year, order, none = Cast("plan_year", CharField()), Cast("order", IntegerField()), Value("", CharField())
        found = ask(
            [
                labelled("siklus", cycles, "pk", year, none, Value(0)),
                labelled("bidang", Category.objects.all(), "pk", "name", "slug", order),
                labelled("pd", Agency.objects.all(), "pk", "name", none, Value(0)),
            ]
        )
        years: dict[int, list[int]] = defaultdict(list)
        for pk, text, _, _ in sorted(found["siklus"], key=lambda row: (-int(row[1]), row[0])):
            years[int(text)].append(pk)
        fields = sorted(found["bidang"], key=lambda row: (row[3], row[1]))
        kept = Offered(
            {one: tuple(keys) for one, keys in years.items()},
            village_labels(),
            {slug: (pk, name) for pk, name, slug, _ in fields},
            {pk: name for pk, name, _, _ in sorted(found["pd"], key=lambda row: row[1])},
        )
        caches["pages"].set("janji:saringan", kept, 60)
    return kept


@dataclass(frozen=True)
class Asked:
    """A reader's question, already checked."""

    year: int | None = None
    region: str = ""
    category: str = ""
    agency: int | None = None

    def query(self, **changes: Any) -> str:
        """The question as a query string."""
        asked, data = replace(self, **changes), QueryDict(mutable=True)
        pairs = (("tahun", asked.year), ("wilayah", asked.region), ("bidang", asked.category), ("pd", asked.agency))
        for name, value in pairs:
            if value:
                data[name] = str(value)
        return data.urlencode()

    @property
    def active(self) -> int:
        """How many filters beside the year are set."""
        return sum(bool(value) for value in (self.region, self.category, self.agency))


def asked(get: QueryDict, known: Offered) -> Asked:
    """Read the address; only names and values of the offered lists count. Without a year: the last one budgeted."""
    year, agency = whole_number(get.get("tahun", "")), whole_number(get.get("pd", ""))
    region, category = get.get("wilayah", ""), get.get("bidang", "")
    return Asked(
        year=year if year in known.years else None,
        region=region if region in known.villages else "",
        category=category if category in known.categories else "",
        agency=agency if agency in known.agencies else None,
    )


@dataclass(frozen=True)
class Cell:
    """How many, and how much money."""

    number: int = 0
    amount: Decimal = Decimal(0)

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(self.number + other.number, self.amount + other.amount)


NONE = Cell()


@dataclass(frozen=True)
class Line:
    """One village, field, agency or year with its figures."""

    key: str
    label: str
    cells: dict[str, Cell]
    query: str = ""

    def of(self, measure: str) -> Cell:
        return self.cells.get(measure, NONE)

    @property
    def numbers(self) -> list[int]:
        """The funnel."""
        return [self.of(measure).number for measure in FUNNEL]

    @property
    def paid(self) -> Decimal:
        return self.of("bayar").amount

    @property
    def planned(self) -> Decimal:
        return self.of("rkpd").amount


@dataclass
class Board:
    """Everything the page shows of one question."""

    asked: Asked
    year: int | None
    totals: dict[str, Cell] = field(default_factory=dict)
    villages: list[Line] = field(default_factory=list)
    categories: list[Line] = field(default_factory=list)
    agencies: list[Line] = field(default_factory=list)
    years: list[Line] = field(default_factory=list)
    days: dict[str, dict[int, int]] = field(default_factory=dict)  # state: days: how many

    def of(self, measure: str) -> Cell:
        return self.totals.get(measure, NONE)

    def medians(self) -> dict[str, tuple[float, int]]:
        """State -> median of the days spent in it, and of how many."""
        return {state: (median(days), sum(days.values())) for state, days in self.days.items() if days}


def median(days: dict[int, int]) -> float:
    """The middle of counted values: 1, 2, 10 -> 2; 1, 2, 3, 10 -> 2,5."""
    total = sum(days.values())
    low, high, seen = (total - 1) // 2, total // 2, 0
    found: list[int] = []
    for value in sorted(days):
        seen += days[value]
        while len(found) < 2 and (low, high)[len(found)] < seen:
            found.append(value)
    return sum(found) / 2


def part(label: str, rows: QuerySet[Any, Any], key: Any) -> QuerySet[Any, Any]:
    """Figures added up by a key, as (label, key, measure, number, amount)."""
    named = rows.order_by().annotate(label_=Value(label, CharField()), key_=Cast(key, CharField()))
    grouped = named.values_list("label_", "key_", "measure")
    return grouped.annotate(n=Sum("number"), a=Sum("amount"))


def figures(question: Asked, known: Offered, year: int) -> Iterable[QuerySet[Any, Any]]:
    """The parts of the one question whose answers make a board."""
    rows = CycleFigure.objects.filter(cycle__in=known.years.get(year, ()))
    if question.region:
        rows = rows.filter(region=question.region)
    field_of = known.categories.get(question.category, (None,))[0]
    one_field = Q(category=field_of) if field_of else Q(category__isnull=True)
    one_body = Q(agency=question.agency) if question.agency else Q(agency__isnull=True)
    timed = Q(measure__startswith="hari:")
    yield part("wilayah", rows.filter(one_field, one_body).exclude(timed), F("region_id"))
    yield part("bidang", rows.filter(one_body, category__isnull=False, measure__in=LISTED), F("category_id"))
    yield part("pd", rows.filter(one_field, agency__isnull=False, measure__in=LISTED), F("agency_id"))
    yield part("hari", rows.filter(timed, category__isnull=True, agency__isnull=True), F("bucket"))


def years(question: Asked, known: Offered) -> QuerySet[Any, Any]:
    """The same for every plan year."""
    rows = CycleFigure.objects.filter(cycle__in=[key for keys in known.years.values() for key in keys])
    rows = rows.filter(region=question.region) if question.region else rows
    field_of = known.categories.get(question.category, (None,))[0]
    rows = rows.filter(category=field_of) if field_of else rows.filter(category__isnull=True)
    rows = rows.filter(agency=question.agency) if question.agency else rows.filter(agency__isnull=True)
    return part("tahun", rows.filter(measure__in=LISTED), F("cycle_id"))


def board(question: Asked, known: Offered) -> Board:
    """The figures that answer; two queries."""
    of_year = {str(key): year for year, keys in known.years.items() for key in keys}
    by_year: dict[str, dict[str, Cell]] = defaultdict(dict)
    for key, measure, number, amount in ask([years(question, known)])["tahun"]:
        cells = by_year[str(of_year[key])]
        cells[measure] = cells.get(measure, NONE) + Cell(number, Decimal(amount))
    year = question.year or newest_budgeted(by_year, known)
    made = Board(question, year)
    labels = {str(one): str(one) for one in known.years}
    made.years = lines(by_year, labels, lambda key: question.query(year=int(key)))
    if year is None:
        return made
    found = ask(figures(question, known, year))
    by_village = table(found["wilayah"])
    for cells in by_village.values():
        for measure, cell in cells.items():
            made.totals[measure] = made.of(measure) + cell
    made.villages = lines(by_village, known.villages, lambda key: question.query(year=year, region=key))
    slugs = {str(pk): (slug, name) for slug, (pk, name) in known.categories.items()}
    fields = {key: name for key, (_, name) in slugs.items()}
    made.categories = lines(
        table(found["bidang"]), fields, lambda key: question.query(year=year, category=slugs[key][0])
    )
    bodies = {str(pk): name for pk, name in known.agencies.items()}
    made.agencies = lines(table(found["pd"]), bodies, lambda key: question.query(year=year, agency=int(key)))
    for bucket, measure, number, _ in found["hari"]:
        made.days.setdefault(measure.removeprefix("hari:"), {})[int(bucket)] = number
    return made


def newest_budgeted(by_year: dict[str, dict[str, Cell]], known: Offered) -> int | None:
    """The last plan year with a budget; else the last one with proposals; else the last one."""
    for measure in ("apbd", "usulan"):
        with_it = [int(year) for year, cells in by_year.items() if cells.get(measure, NONE).number]
        if with_it:
            return max(with_it)
    return max(known.years, default=None)


def table(rows: Iterable[tuple[Any, ...]]) -> dict[str, dict[str, Cell]]:
    """Key -> measure -> figures."""
    found: dict[str, dict[str, Cell]] = defaultdict(dict)
    for key, measure, number, amount in rows:
        found[key][measure] = Cell(number, Decimal(amount))
    return found


def lines(found: dict[str, dict[str, Cell]], labels: dict[str, str], query: Any) -> list[Line]:
    """Lines in the order of the labels; what has no figures is left out."""
    return [Line(key, label, found[key], query(key)) for key, label in labels.items() if key in found]


def late_steps(question: Asked, known: Offered, year: int) -> QuerySet[Any, Any]:
    """Proposals whose next step is owed and late, the longest first."""
    rows = Proposal.objects.public().filter(due_on__lt=timezone.localdate(), cycle__in=known.years.get(year, ()))
    rows = narrowed(rows, question, known, "")
    return rows.select_related("region", "agency_final").order_by("due_on", "pk")


def late_works(question: Asked, known: Offered, year: int) -> QuerySet[Any, Any]:
    """Works that are not done on the day they were promised for, the longest first."""
    rows = Commitment.objects.running().filter(due_on__lt=timezone.localdate())
    rows = rows.filter(proposal__cycle__in=known.years.get(year, ()))
    rows = narrowed(rows, question, known, "proposal__")
    return rows.select_related("proposal__region", "proposal__topic", "agency").order_by("due_on", "pk")


def narrowed(rows: Any, question: Asked, known: Offered, way: str) -> Any:
    """Only what the question speaks of."""
    if question.region:
        rows = rows.filter(**{f"{way}region": question.region})
    if question.category:
        rows = rows.filter(**{f"{way}category": known.categories[question.category][0]})
    if question.agency:
        rows = rows.filter(**{f"{way}agency_final": question.agency})
    return rows
