"""The officers' side: which proposals wait for this person, which deeds she may do now."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from accounts.models import Role
from musrenbang.models import Proposal
from musrenbang.models.proposals import ProposalQuerySet
from musrenbang.states import OPEN, State
from wilayah.queries import within

# Which states wait for which office.
WAITING: dict[str, frozenset[str]] = {
    Role.VILLAGE_OFFICER: frozenset({State.SUBMITTED}),
    Role.OFFICER: frozenset({State.VERIFIED_VILLAGE, State.VERIFIED_DISTRICT, State.ONGOING}),
    Role.CAMAT: frozenset({State.VERIFIED_VILLAGE, State.VERIFIED_DISTRICT}),
    Role.PLANNER: frozenset({State.PRIORITY, State.RESERVE, State.IN_RKPD, State.IN_APBD, State.ONGOING}),
}
SEES = frozenset(WAITING)
STEP_WORDS: dict[str, str] = {
    State.SUBMITTED: "Verifikasi",
    State.VERIFIED_VILLAGE: "Verifikasi",
    State.VERIFIED_DISTRICT: "Putuskan",
    State.PRIORITY: "RKPD",
    State.RESERVE: "RKPD",
    State.IN_RKPD: "APBD",
    State.IN_APBD: "Mulai pekerjaan",
    State.ONGOING: "Catat kemajuan",
}


def in_office(user: Any) -> ProposalQuerySet:
    """Public proposals of the regions in which this person holds an office of planning."""
    scope = Q(pk__in=[])
    for mandate in user.mandates_now:
        if mandate.role in SEES:
            scope |= within("region_id", mandate.region_id)
    return Proposal.objects.public().filter(scope)


def waiting_for(user: Any) -> ProposalQuerySet:
    """Proposals whose next step this person's offices owe, the nearest due date first."""
    scope = Q(pk__in=[])
    for mandate in user.mandates_now:
        if states := WAITING.get(mandate.role):
            scope |= within("region_id", mandate.region_id) & Q(state__in=sorted(states))
    return Proposal.objects.public().filter(scope).order_by(F("due_on").asc(nulls_last=True), "id")


@dataclass(frozen=True)
class Deed:
    """A deed open to an officer now: its name and the words on its button."""

    name: str
    label: str


OWN_DEEDS = frozenset({"submit", "resubmit", "withdraw"})  # the proposer's


def deeds_now(user: Any, proposal: Proposal) -> list[Deed]:
    """What this officer may do with the proposal in its present state, in the order of the table."""
    rows = [row for row in proposal.LIFECYCLE.next(proposal.state) if row.name not in OWN_DEEDS]
    deeds = [Deed(row.name, row.label) for row in rows if user.has_perm(row.rule, proposal)]
    if proposal.state == State.ONGOING and user.has_perm("musrenbang.deliver", proposal):
        deeds.insert(0, Deed("progress", "Catat kemajuan"))
    if proposal.state in OPEN and user.has_perm("musrenbang.record", proposal):
        deeds.append(Deed("record", "Lengkapi data"))
    return deeds
