"""The public list: what a reader may ask for, and the rows that answer."""

from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import caches
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict

from core.together import ask, counted
from musrenbang.models import Category, Cycle, Proposal
from musrenbang.models.proposals import ProposalQuerySet
from musrenbang.queries.search import has_words, supported_first
from musrenbang.states import GROUPS
from wilayah.queries import root_region, village_labels

SORTS = {"terbaru": "Terbaru", "dukungan": "Dukungan", "biaya": "Biaya"}
KINDS = dict(Proposal.Kind.choices)
MAX_SEARCH = 200


@dataclass(frozen=True)
class Choices:
    """What the filter offers; the same for everybody for a minute. Plain values, quick to take from the cache."""

    villages: dict[str, str]  # code: label
    categories: dict[str, tuple[int, str]]  # slug: key, name
    years: list[int]
    counts: dict[str, int]  # group of states: number


def choices() -> Choices:
    """Villages, fields of works, plan years and the number in each group of states."""
    kept = caches["pages"].get("usulan:saringan")
    if kept is None:
        years = Cycle.objects.order_by("-plan_year").values_list("plan_year", flat=True).distinct()
        kept = Choices(
            villages=village_labels(),
            categories={c.slug: (c.pk, c.name) for c in Category.objects.filter(active=True)},
            years=list(years),
            counts=in_groups(dict(ask([figures(root_region().pk)])["usulan"])),
        )
        caches["pages"].set("usulan:saringan", kept, 60)
    return kept


def figures(region: str) -> QuerySet[Any, Any]:
    """Public proposals of a region, counted by state under "usulan"."""
    return counted("usulan", Proposal.objects.public().within(region), F("state"))


def in_groups(by_state: dict[str, int]) -> dict[str, int]:
    """How many stand in each group of states: proses, rencana, selesai, tidak."""
    return {key: sum(by_state.get(state, 0) for state in states) for key, (_, states) in GROUPS.items()}


@dataclass(frozen=True)
class Asked:
    """A reader's question, already checked: unknown names and values are not in it."""

    q: str = ""
    year: int | None = None
    region: str = ""
    category: str = ""  # slug
    category_id: int | None = None
    kind: str = ""
    groups: tuple[str, ...] = ()
    sort: str = "terbaru"

    @property
    def active(self) -> int:
        """How many filters are set, search words not counted."""
        return sum(bool(value) for value in (self.year, self.region, self.category, self.kind, self.groups))

    def query(self, **changes: Any) -> str:
        """The question as a query string, `changes` applied; nothing for what is not asked."""
        asked = replace(self, **changes)
        data = QueryDict(mutable=True)
        pairs = [("q", asked.q), ("tahun", asked.year), ("wilayah", asked.region), ("bidang", asked.category)]
        pairs += [("jenis", asked.kind), ("urut", asked.sort if asked.sort != "terbaru" else "")]
        for name, value in pairs:
            if value:
                data[name] = str(value)
        if asked.groups:
            data.setlist("status", list(asked.groups))
        return data.urlencode()


def asked(get: QueryDict, offered: Choices) -> Asked:
    """Read the address; only names and values of the offered lists count."""
    year = get.get("tahun", "")
    region, category, kind, sort = (get.get(name, "") for name in ("wilayah", "bidang", "jenis", "urut"))
    return Asked(
        q=" ".join(get.get("q", "").replace("\x00", "").split())[:MAX_SEARCH],
        year=int(year) if year in {str(y) for y in offered.years} else None,
        region=region if region in offered.villages else "",
        category=category if category in offered.categories else "",
        category_id=offered.categories.get(category, (None,))[0],
        kind=kind if kind in KINDS else "",
        groups=tuple(key for key in GROUPS if key in get.getlist("status")),
        sort=sort if sort in SORTS else "terbaru",
    )


def found(question: Asked) -> ProposalQuerySet:
    """The public proposals that answer, in the order asked for."""
    rows = Proposal.objects.public()
    if question.q:
        known = Q(number=question.q) if is_number(question.q) else has_words(question.q) & Q(hidden_reason="")
        rows = rows.filter(known)
    if question.year:
        rows = rows.filter(cycle__in=list(Cycle.objects.filter(plan_year=question.year).values_list("pk", flat=True)))
    if question.region:
        rows = rows.filter(region_id=question.region)
    if question.category_id:
        rows = rows.filter(category_id=question.category_id)
    if question.kind:
        rows = rows.filter(kind=question.kind)
    if question.groups:
        rows = rows.filter(state__in=sorted(set().union(*(GROUPS[key][1] for key in question.groups))))
    return in_order(rows, question.sort)


def is_number(text: str) -> bool:
    """Whether somebody typed the number of a proposal: 2027/33.23.03/0123."""
    parts = text.split("/")
    return len(parts) == 3 and all(part.replace(".", "").isdigit() for part in parts)


def in_order(rows: ProposalQuerySet, sort: str) -> ProposalQuerySet:
    """Each order stops after a page because an index holds it."""
    if sort == "dukungan":
        return supported_first(rows)
    if sort == "biaya":
        return rows.order_by(Coalesce("estimated_cost", Value(0)).desc(), "-id")
    return rows.order_by("-submitted_at", "-id")
