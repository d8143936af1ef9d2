"""The officers' side: which proposals wait for this person, which deeds she may do now."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Role
from musrenbang.models import Proposal
from musrenbang.models.proposals import ProposalQuerySet
from musrenbang.queries.merging import rejoinable, undoable
from musrenbang.states import OPEN, REROUTABLE, PlanLevel, State
from wilayah.queries import within

# Which states wait for which office.
WAITING: dict[str, frozenset[str]] = {
    Role.VILLAGE_OFFICER: frozenset({State.SUBMITTED}),
    Role.OFFICER: frozenset({State.VERIFIED_VILLAGE, State.VERIFIED_DISTRICT, State.ONGOING, State.REOPENED}),
    Role.CAMAT: frozenset({State.VERIFIED_VILLAGE, State.VERIFIED_DISTRICT}),
    Role.PLANNER: frozenset(
        {State.PRIORITY, State.RESERVE, State.IN_RKPD, State.IN_APBD, State.ONGOING, State.REOPENED}
    ),
}
SEES = frozenset(WAITING)
STEP_WORDS: dict[str, str] = {
    State.SUBMITTED: "Verifikasi",
    State.RETURNED: "Batas perbaikan lewat",
    State.VERIFIED_VILLAGE: "Verifikasi",
    State.VERIFIED_DISTRICT: "Putuskan",
    State.PRIORITY: "RKPD",
    State.RESERVE: "RKPD",
    State.IN_RKPD: "APBD",
    State.IN_APBD: "Mulai pekerjaan",
    State.ONGOING: "Catat kemajuan",
    State.REOPENED: "Perbaiki dan jawab",
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
            here = within("region_id", mandate.region_id)
            scope |= here & Q(state__in=sorted(states))
            if State.SUBMITTED in states or State.VERIFIED_VILLAGE in states:  # the correction did not come in time
                scope |= here & Q(state=State.RETURNED, due_on__lt=timezone.localdate())
    return Proposal.objects.public().filter(scope).order_by(F("due_on").asc(nulls_last=True), "id")


def levels_of(user: Any, proposal: Proposal) -> list[tuple[str, str]]:
    """Levels for which this officer may recommend."""
    return [(one.value, str(one.label)) for one in PlanLevel if user.has_perm(f"musrenbang.recommend_{one}", proposal)]


@dataclass(frozen=True)
class Deed:
    """A deed open to an officer now: its name and the words on its button."""

    name: str
    label: str


# Deeds that change no state: name, words, permission, states.
BESIDES: list[tuple[str, str, str, frozenset[str]]] = [
    ("checks", "Catat pemeriksaan", "check", frozenset({State.SUBMITTED, State.VERIFIED_VILLAGE})),
    ("extend", "Perpanjang batas perbaikan", "check", frozenset({State.RETURNED})),
    ("reroute", "Ganti perangkat daerah", "reroute", REROUTABLE),
    ("record", "Lengkapi data", "record", OPEN),
]
OWN_DEEDS = frozenset(
    {"submit", "resubmit", "withdraw", "split", "reopen"}
)  # the proposer's; splitting has a page of its own


def divisible(user: Any, proposal: Proposal) -> bool:
    """Whether this officer may split the proposal now."""
    rows = [row for row in proposal.LIFECYCLE.next(proposal.state) if row.name == "split"]
    return not proposal.hidden_reason and any(user.has_perm(row.rule, proposal) for row in rows)


def deeds_now(user: Any, proposal: Proposal) -> list[Deed]:
    """What this officer may do with the proposal in its present state, in the order of the table."""
    moves = proposal.LIFECYCLE.next(proposal.state)
    rows = [row for row in moves if row.name not in OWN_DEEDS and not row.name.startswith(("unmerge_", "unsplit_"))]
    deeds = [Deed(row.name, row.label) for row in rows if user.has_perm(row.rule, proposal)]
    if proposal.state == State.ONGOING and user.has_perm("musrenbang.deliver", proposal):
        deeds.insert(0, Deed("progress", "Catat kemajuan"))
    if proposal.state == State.MERGED and user.has_perm("musrenbang.merge", proposal) and undoable(proposal):
        deeds.append(Deed("unmerge", "Batalkan penggabungan"))
    if proposal.state == State.SPLIT and user.has_perm("musrenbang.split", proposal) and rejoinable(proposal):
        deeds.append(Deed("unsplit", "Batalkan pemecahan"))
    for name, label, rule, states in BESIDES:
        if proposal.state in states and user.has_perm(f"musrenbang.{rule}", proposal):
            deeds.append(Deed(name, label))
    if proposal.state in OPEN and levels_of(user, proposal):
        deeds.append(Deed("recommend", "Beri rekomendasi"))
    return deeds
