"""The officers' side of promises: those of their place, and the history of one."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from core.text import whole_number
from musrenbang.commitment_choices import PROMISABLE
from musrenbang.commitment_rules import WRITERS
from musrenbang.models import Commitment, CommitmentFigure, Proposal
from musrenbang.models.commitments import CommitmentQuerySet
from musrenbang.states import State
from wilayah.queries import within

STANDS = {"terlambat": "Terlambat", "berjalan": "Masih berjalan", "berakhir": "Berakhir"}


def places(user: Any, way: str) -> Q:
    """The regions in which this person writes down promises."""
    scope = Q(pk__in=[])
    for mandate in user.mandates_now:
        if mandate.role in WRITERS:
            scope |= within(f"{way}region_id", mandate.region_id)
    return scope


def writes(user: Any) -> bool:
    """Whether this person has an office that writes down promises."""
    return any(mandate.role in WRITERS for mandate in user.mandates_now)


def at_desk(user: Any) -> CommitmentQuerySet:
    """Promises of the officer's place, with what a line prints."""
    rows = Commitment.objects.filter(places(user, "proposal__"))
    return rows.select_related(
        "proposal__topic", "proposal__cycle", "proposal__region", "proposal__proposer", "agency", "carried_from"
    )


def proposals_at_desk(user: Any) -> QuerySet[Proposal]:
    """Proposals of the officer's place for which a promise may be written down."""
    rows = Proposal.objects.public().filter(places(user, ""), state__in=sorted(PROMISABLE))
    return rows.with_names().select_related("proposer")


@dataclass(frozen=True)
class DeskAsked:
    """An officer's question, already checked."""

    year: int | None = None
    agency: int | None = None
    stand: str = ""


def asked_at_desk(get: QueryDict) -> DeskAsked:
    """Read the address; unknown values do not count."""
    stand = get.get("keadaan", "")
    return DeskAsked(
        year=whole_number(get.get("tahun", ""), 4),
        agency=whole_number(get.get("pd", "")),
        stand=stand if stand in STANDS else "",
    )


def desk_rows(user: Any, question: DeskAsked) -> CommitmentQuerySet:
    """Promises of the place: late ones first, then the soonest, then those without a day, then what has ended."""
    rows = at_desk(user).order_by(F("ended_on").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk")
    if question.year:
        rows = rows.filter(year=question.year)
    if question.agency:
        rows = rows.filter(agency=question.agency)
    late = Q(ended_on__isnull=True, due_on__lt=timezone.localdate())
    which = {"terlambat": late, "berjalan": Q(ended_on__isnull=True), "berakhir": Q(ended_on__isnull=False)}
    return rows.filter(which[question.stand]) if question.stand else rows


def late_for(user: Any) -> CommitmentQuerySet:
    """Works of the officer's place that are late and say no new day."""
    roles = {mandate.role for mandate in user.mandates_now}
    rows = at_desk(user).running().filter(due_on__lt=timezone.localdate())
    planning = roles - {"village_officer"}
    rows = rows if planning & WRITERS else rows.filter(source="desa")
    return rows.exclude(proposal__state=State.DONE).order_by("due_on", "pk")


def history_of(promise: Commitment) -> QuerySet[CommitmentFigure]:
    """Every sum of a promise, the latest first."""
    return CommitmentFigure.objects.filter(commitment=promise).select_related("by").order_by("-id")
