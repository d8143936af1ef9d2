"""Which proposals a forum discusses, in which order, with what money; who may see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, Sum

from musrenbang import scoring
from musrenbang.forum_rules import RUN_ROLES
from musrenbang.forum_states import TAKES, Decision
from musrenbang.models import Category, Cycle, Forum, ForumItem, MinutesLine, Proposal, Recommendation, Score
from musrenbang.models.scoring import order_of_forum
from musrenbang.scoring import sentences
from musrenbang.states import PlanLevel
from wilayah.queries import within


def candidates(forum: Forum) -> Any:
    """Proposals the forum may still take in."""
    rows = Proposal.objects.public().within(forum.region_id).filter(cycle_id=forum.cycle_id)
    rows = rows.filter(state__in=sorted(TAKES[forum.kind])).exclude(forum_items__forum=forum)
    return rows.select_related("region", "category").order_by("submitted_at", "pk")


def advised_costs(proposals: Iterable[Proposal]) -> dict[int, int]:
    """The cost village or kecamatan recommended last, where they named one; one query."""
    levels = (PlanLevel.VILLAGE, PlanLevel.DISTRICT)
    rows = Recommendation.objects.filter(proposal__in=list(proposals), level__in=levels, budget__isnull=False)
    return {row.proposal_id: int(row.budget or 0) for row in rows.order_by("pk")}


def items_of(forum: Forum, category: str = "") -> Any:
    """The forum's proposals in the order of the forum, or those of one field of works (its slug)."""
    rows = forum.items.select_related("proposal__topic", "village", "category").order_by(*order_of_forum())
    return rows.filter(category__slug=category) if category else rows


def ceiling_of(forum: Forum) -> scoring.Ceiling | None:
    """The money of the forum; None where none was set."""
    if forum.split:
        purses = {str(purse.category_id): purse.amount for purse in forum.purses.all()}
        return scoring.Ceiling(purses, split=True) if purses else None
    return None if forum.ceiling is None else scoring.Ceiling({scoring.filling.WHOLE: forum.ceiling})


def group_of(item: ForumItem) -> str:
    """From which purse an item is paid where the ceiling is split."""
    return str(item.category_id)


def filling_of(item: ForumItem) -> scoring.Filling[int] | None:
    """The stored line of the filling; None while the item has none."""
    if item.rank is None or not item.outcome:
        return None
    candidate = scoring.Candidate(item.pk, item.rank, item.cost, group_of(item))
    return scoring.Filling(
        candidate, scoring.Slot(item.slot), scoring.Outcome(item.outcome), item.before or 0, item.put_note
    )


def why(item: ForumItem, gates: dict[str, str]) -> str:
    """Why the item stands where it stands, in a sentence; "" while nothing was worked out."""
    line = filling_of(item)
    if line is not None:
        return sentences.why(line, scoring.Tie(item.tie))
    if item.failed_gates:
        return sentences.barred([gates.get(key, key) for key in item.failed_gates])
    if item.score is None:
        return sentences.NOT_SCORED
    return " ".join(filter(None, [f"Urutan {item.rank}." if item.rank else "", sentences.TIES[scoring.Tie(item.tie)]]))


@dataclass(frozen=True)
class Line:
    """One proposal of a forum as its pages print it."""

    item: ForumItem
    why: str

    @property
    def word(self) -> str:
        """The decision, else where the filling would put it."""
        if self.item.decision:
            return str(self.item.get_decision_display())
        if self.item.outcome == scoring.Outcome.OVER:
            return "Melebihi sisa pagu"
        return {"prioritas": "Masuk pagu", "cadangan": "Cadangan"}.get(self.item.slot, "Menunggu")


@dataclass(frozen=True)
class Purse:
    """What one purse holds, what the decisions so far took of it."""

    label: str
    amount: int
    used: int
    category_id: int | None = None

    @property
    def left(self) -> int:
        return self.amount - self.used

    @property
    def percent(self) -> int:
        return min(100, self.used * 100 // self.amount) if self.amount else 0

    @property
    def width(self) -> str:
        """Width of its bar."""
        return f"{self.percent}%"


@dataclass(frozen=True)
class Standing:
    """How far a forum is: counts by decision, money by purse."""

    total: int
    scored: int
    decided: dict[str, int]
    purses: list[Purse] = field(default_factory=list)

    @property
    def undecided(self) -> int:
        return self.total - sum(self.decided.values())

    @property
    def left(self) -> int:
        return sum(purse.left for purse in self.purses)

    @property
    def amount(self) -> int:
        return sum(purse.amount for purse in self.purses)

    @property
    def used(self) -> int:
        return sum(purse.used for purse in self.purses)

    @property
    def whole(self) -> Purse | None:
        """All purses in one."""
        return Purse("Seluruh pagu", self.amount, self.used) if self.purses else None


def standing_of(forum: Forum) -> Standing:
    """Counts and money of a forum; two queries, whatever the number of proposals."""
    groups = forum.items.values("category_id", "decision").annotate(
        n=Count("pk"), money=Sum("cost"), scored=Count("pk", filter=Q(score__isnull=False))
    )
    rows = list(groups.order_by("category_id", "decision"))
    decided = {choice.value: 0 for choice in Decision}
    for row in rows:
        if row["decision"]:
            decided[row["decision"]] += row["n"]
    used: dict[int, int] = {}
    for row in rows:
        if row["decision"] == Decision.PRIORITY:
            used[row["category_id"]] = used.get(row["category_id"], 0) + int(row["money"] or 0)
    return Standing(
        total=sum(row["n"] for row in rows),
        scored=sum(row["scored"] for row in rows),
        decided=decided,
        purses=_purses(forum, used),
    )


def _purses(forum: Forum, used: dict[int, int]) -> list[Purse]:
    if forum.split:
        rows = forum.purses.select_related("category")
        return [Purse(row.category.name, row.amount, used.get(row.category_id, 0), row.category_id) for row in rows]
    return [] if forum.ceiling is None else [Purse("Pagu indikatif", forum.ceiling, sum(used.values()))]


def categories_of(forum: Forum) -> list[Category]:
    """Fields of works that have proposals in the forum."""
    return list(Category.objects.filter(pk__in=forum.items.values("category_id")).order_by("order", "name"))


def gates_of(forum: Forum) -> dict[str, str]:
    """The forum's gates: key to words."""
    return dict(forum.criteria.gates)


def lines_of(forum: Forum, items: Sequence[ForumItem]) -> list[Line]:
    """The items with their explanations; no query."""
    gates = gates_of(forum)
    return [Line(item, why(item, gates)) for item in items]


def minutes_of(forum: Forum) -> Any:
    """Running minutes that stand, newest first."""
    return MinutesLine.objects.filter(forum=forum, struck_at__isnull=True).order_by("-id")


def sheets_of(items: Sequence[ForumItem], chosen: scoring.CriteriaSet) -> dict[int, list[scoring.Sheet]]:
    """Every scorer's standing answers with the points that follow from figures, by item; one query."""
    rows = Score.objects.standing().filter(item__in=[item.pk for item in items])
    answers: dict[int, dict[tuple[int, str], dict[str, int]]] = {item.pk: {} for item in items}
    for item_id, scorer, home, key, points in rows.values_list(
        "item_id", "scorer_id", "scorer__region_id", "criterion__key", "points"
    ):
        answers[item_id].setdefault((scorer, home or ""), {})[key] = points
    known = {item.pk: chosen.measured(item.kind, item.figures) for item in items}
    return {
        pk: [scoring.Sheet(str(scorer), points | known[pk], home) for (scorer, home), points in said.items()]
        for pk, said in answers.items()
    }


def counted_sheets(item: ForumItem, sheets: list[scoring.Sheet], chosen: scoring.CriteriaSet) -> list[scoring.Sheet]:
    """The sheets that make the item's score: complete ones, own villages left out where the forum wants it."""
    keys = {one.key for one in chosen.of(item.kind)}
    fair = scoring.fair(sheets, item.village_id, leave_out_own=item.forum.leave_out_own)
    return [sheet for sheet in fair if keys <= sheet.points.keys()]


def score_parts(item: ForumItem) -> list[tuple[str, str, str]]:
    """How the score came about: a row a criterion, with its share of the weight and the mean points."""
    chosen = item.forum.criteria.rules
    counted = counted_sheets(item, sheets_of([item], chosen)[item.pk], chosen)
    means = {
        one.key: scoring.rounded(Fraction(sum(sheet.points[one.key] for sheet in counted), len(counted)))
        for one in chosen.of(item.kind)
        if counted
    }
    return sentences.parts(chosen, item.kind, means)


def cycles_for(user: Any) -> Any:
    """Cycles for which this officer may prepare forums, newest plan first."""
    from_here = Q(pk__in=[])
    for mandate in user.mandates_now:
        if mandate.role in RUN_ROLES:
            code = mandate.region_id
            from_here |= within("region_id", code) | Q(region_id=code.rpartition(".")[0])
    return Cycle.objects.filter(from_here).select_related("region").order_by("-plan_year", "region_id")
