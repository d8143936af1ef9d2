"""Which rounds, which ballots may be seen by whom; results as people read them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from core.charts import Bars
from core.doors import doors
from musrenbang.models import Ballot, Cycle, Proposal, Round, RoundOption, RoundResult
from musrenbang.rules import rung_asked
from musrenbang.states import VOTABLE
from musrenbang.tally import Line, Option, Outcome, Reason, pabulib, sentences
from musrenbang.voting_rules import RUN_ROLES
from musrenbang.voting_states import RoundState
from wilayah.queries import within


def open_rounds(region: str) -> QuerySet[Any, Any]:
    """Rounds open now for the people of a region, as doors; `number`: how many one may choose, `amount`: the budget."""
    address = Concat(Value(reverse("pemungutan:list")), Cast("pk", CharField()), Value("/"))
    rows = Round.objects.open().around(region).filter(forum__isnull=True)  # a forum's ballot is opened in its hall
    return doors("pemungutan", rows, title="title", url=address, number="max_choices", amount="budget")


@dataclass(frozen=True)
class RoundLists:
    """The public list in its three parts."""

    now: list[Round]
    coming: list[Round]
    past: Any

    @property
    def nothing(self) -> bool:
        return not (self.now or self.coming or len(self.past))


def current_rounds() -> tuple[list[Round], list[Round]]:
    """Rounds open now and rounds to come; one query."""
    now = timezone.now()
    rows = list(
        Round.objects.filter(state=RoundState.ANNOUNCED, closes_at__gt=now)
        .select_related("region")
        .order_by("closes_at", "pk")[:60]
    )
    return [r for r in rows if r.opens_at <= now], [r for r in rows if r.opens_at > now]


def past_rounds() -> Any:
    """Rounds that are over: closed, counted, ratified or called off; newest first."""
    over = Q(state=RoundState.ANNOUNCED, closes_at__gt=timezone.now())
    return Round.objects.public().exclude(over).select_related("region").order_by("-closes_at", "-pk")


def options_of(round: Round, voter: Any = None) -> list[RoundOption]:
    """What stands on the ballot, with the addresses of the proposals; one query.

    A voter gets them in an order of her own, the same each time, so that no project is first for everybody.
    """
    rows = list(round.options.select_related("proposal").order_by("number"))
    if voter is None or not round.sealed:
        return rows
    mixed = f"{round.tie_seed}:{voter.pk}"
    return sorted(rows, key=lambda o: hashlib.sha256(f"{mixed}:{o.number}".encode()).digest())


def ballot_of(user: Any, round: Round) -> Ballot | None:
    """This person's own ballot; nobody else's is ever asked for."""
    if not user.is_authenticated:
        return None
    return Ballot.objects.filter(round=round, voter=user).first()


def is_counted(round: Round, receipt: str) -> bool:
    """Whether a ballot with this receipt is in the count of this round."""
    return round.has_result and Ballot.objects.filter(round=round, receipt=receipt).exists()


def eligible_count(round: Round) -> int:
    """People who can vote in this round, and those who did and since moved away or were erased."""
    if round.forum_id is not None:
        return round.electors.count()
    rung = rung_asked("vote", round.cycle_id)
    people = Q(within("home_id", round.region_id), rung__gte=rung, is_active=True, participates=True)
    voted = Q(pk__in=Ballot.objects.filter(round=round, voter__isnull=False).values("voter_id"))
    gone = Ballot.objects.filter(round=round, voter__isnull=True).count()
    return User.objects.filter(people | voted).count() + gone


def candidates(region: str, cycle_id: int | None = None) -> Any:
    """Proposals that may stand on a ballot of this region."""
    rows = Proposal.objects.shown().within(region).filter(state__in=VOTABLE, estimated_cost__gt=0)
    if cycle_id is not None:
        rows = rows.filter(cycle_id=cycle_id)
    return rows.select_related("region", "category").order_by("number")


# --- The result -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class ResultLine:
    """One option in the result: what it got, and why it was chosen or not, in a sentence."""

    option: RoundOption
    votes: int
    rank: int
    funded: bool
    why: str


@dataclass(frozen=True)
class Result:
    """The count of a round as its page shows it."""

    round: Round
    lines: Sequence[ResultLine]
    summary: str
    turnout: str
    spent: int

    @property
    def left(self) -> int:
        return self.round.budget - self.spent

    @property
    def funded(self) -> list[ResultLine]:
        return [line for line in self.lines if line.funded]

    @property
    def others(self) -> list[ResultLine]:
        return [line for line in self.lines if not line.funded]

    @property
    def chart(self) -> Bars:
        """Votes of every option, most first."""
        rows = [
            (str(line.option), line.votes, "" if line.funded else "lost", "Terpilih" if line.funded else "")
            for line in self.lines
        ]
        return Bars("Jumlah suara", leaders(self.lines), rows, "suara", "Kegiatan", 2)


def leaders(lines: Sequence[ResultLine]) -> str:
    """The sentence above the chart."""
    most = lines[0].votes
    if not most:
        return "Tidak ada kegiatan yang mendapat suara."
    first = [line.option.title for line in lines if line.votes == most]
    if len(first) == 1:
        return f"{first[0]} mendapat suara terbanyak, yaitu {sentences.dots(most)}. Tanda centang berarti terpilih."
    return f"Suara terbanyak, {sentences.dots(most)}, diraih {len(first)} kegiatan. Tanda centang berarti terpilih."


def result_of(round: Round) -> Result:
    """The stored count, read back and explained; one query. Call it only for a counted round."""
    rows = list(RoundResult.objects.filter(round=round).select_related("option__proposal").order_by("rank"))
    outcome = Outcome(round.budget, tuple(_line(row) for row in rows))
    return Result(
        round=round,
        lines=[
            ResultLine(row.option, row.votes, row.rank, row.funded, sentences.why(line))
            for row, line in zip(rows, outcome.lines, strict=True)
        ],
        summary=sentences.summary(outcome, round.ballot_count or 0),
        turnout=sentences.turnout(round.ballot_count or 0, round.eligible_count or 0),
        spent=outcome.spent,
    )


def _line(row: RoundResult) -> Line[int]:
    option = Option(row.option.number, row.option.cost, row.option.lot or 0)
    return Line(row.rank, option, row.votes, row.before, Reason(row.reason), row.tied)


PB_COLUMNS = ("project_id", "cost", "votes", "name", "selected", "tie_order")


def open_book(round: Round) -> str:
    """All ballots of a counted round as a .pb file: no names, no receipts, no times, no order of coming."""
    projects = [
        {
            "project_id": row.option.number,
            "cost": row.option.cost,
            "votes": row.votes,
            "name": row.option.title,
            "selected": int(row.funded),
            "tie_order": row.option.lot,
        }
        for row in RoundResult.objects.filter(round=round).select_related("option").order_by("rank")
    ]
    meta = {
        "description": round.title,
        "country": "Indonesia",
        "unit": round.region.name,
        "instance": str(round.pk),
        "budget": round.budget,
        "currency": "IDR",
        "vote_type": "approval",
        "rule": "greedy",
        "date_begin": timezone.localtime(round.opens_at).strftime("%d.%m.%Y"),
        "date_end": timezone.localtime(round.closes_at).strftime("%d.%m.%Y"),
        "min_length": round.min_choices,
        "max_length": round.max_choices,
        "language": "id",
    }
    return pabulib.write(
        meta, PB_COLUMNS, projects, Ballot.objects.filter(round=round).values_list("choices", flat=True)
    )


def cycles_of(user: Any, *, with_works: bool = False) -> Any:
    """Cycles for which this officer may prepare rounds, newest plan first; or only those with works to vote on."""
    places = Q(pk__in=[])
    for mandate in user.mandates_now:
        if mandate.role in RUN_ROLES:
            places |= within("region_id", mandate.region_id)
    rows = Cycle.objects.filter(places).select_related("region").order_by("-plan_year", "region_id")
    works = Proposal.objects.shown().filter(cycle=OuterRef("pk"), state__in=VOTABLE, estimated_cost__gt=0)
    return rows.filter(Exists(works)) if with_works else rows


def steps_of(round: Round) -> list[Entry]:
    """The steps of a round with the officers' words, oldest first; what voters did is not among them. One query."""
    names = {row.name for row in round.LIFECYCLE}
    mine = Entry.objects.filter(target_type=round._meta.label_lower, target_id=str(round.pk), verb__in=names)
    return list(mine.select_related("note").order_by("id"))
