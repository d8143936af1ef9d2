"""Verification: accept, return, merge, send elsewhere."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from musrenbang.models import Agency, Proposal
from musrenbang.services.levels import add_recommendation, deadline, demand_no_problem
from musrenbang.services.proposals import fresh_copy
from musrenbang.services.steps import check_quantity, figures, step
from musrenbang.states import PlanLevel, TransferTarget


@transaction.atomic
def return_proposal(
    *,
    by: Any,
    proposal: Proposal,
    reason: str,
    note: str,
    days: int | None = None,
    due_on: date | None = None,
) -> Proposal:
    """Send a proposal back to its proposer, saying what to mend and until when: `days` are working days, or a day."""
    due_on = deadline(days) if days is not None else due_on
    if due_on is not None and due_on <= timezone.localdate():
        raise ValidationError({"due_on": "Pilih tanggal sesudah hari ini."})
    fresh = fresh_copy(proposal)
    also = {"due_on": due_on} if due_on else {}
    data = figures(due_on=due_on)
    step(fresh, "return", by=by, reason=reason, note=note, data=data, also=also, ruled=also)
    return fresh


@transaction.atomic
def lapse_proposal(*, by: Any, proposal: Proposal, reason: str, note: str) -> Proposal:
    """Close a returned proposal whose day has passed without a correction, saying why."""
    fresh = fresh_copy(proposal)
    step(fresh, "lapse", by=by, reason=reason, note=note)
    return fresh


@transaction.atomic
def verify_village(
    *,
    by: Any,
    proposal: Proposal,
    note: str = "",
    quantity: Decimal | None = None,
    cost: Decimal | None = None,
    wording: str = "",
) -> Proposal:
    """The kelurahan or desa confirms a proposal, perhaps recommending other figures; the citizen's stay as they are."""
    fresh = fresh_copy(proposal)
    advise(fresh, by, PlanLevel.VILLAGE, wording=wording, quantity=quantity, budget=cost)
    step(fresh, "verify_village", by=by, note=note, data=figures(quantity=quantity, cost=cost))
    return fresh


@transaction.atomic
def verify_district(
    *,
    by: Any,
    proposal: Proposal,
    note: str = "",
    quantity: Decimal | None = None,
    cost: Decimal | None = None,
    agency: Agency | None = None,
    wording: str = "",
) -> Proposal:
    """The kecamatan confirms a proposal for the forum, perhaps with other figures and the agency it is meant for."""
    fresh = fresh_copy(proposal)
    advise(fresh, by, PlanLevel.DISTRICT, wording=wording, quantity=quantity, budget=cost)
    also = named(fresh, agency) if agency else {}
    step(fresh, "verify_district", by=by, note=note, data=figures(quantity=quantity, cost=cost), also=also)
    return fresh


def advise(fresh: Proposal, by: Any, level: PlanLevel, *, quantity: Decimal | None, **words: Any) -> None:
    """What a level recommends as it verifies; not while a point of the checklist is a problem."""
    demand_no_problem(fresh)
    check_quantity(quantity, fresh.unit)
    add_recommendation(fresh, by, level, quantity=quantity, note="", **words)


def named(proposal: Proposal, agency: Agency) -> dict[str, Agency]:
    """The columns that name a body: the first one named is kept beside the one that carries the work out."""
    return {"agency_final": agency, "agency_first": proposal.agency_first or agency}


@transaction.atomic
def transfer_proposal(*, by: Any, proposal: Proposal, target: str, reason: str, note: str) -> Proposal:
    """Hand a proposal to the body that can do it (village, province, state, council, company)."""
    if target not in TransferTarget.values:
        raise ValidationError({"target": "Pilih tujuan pengalihan."})
    fresh = fresh_copy(proposal)
    ruled = {"target": target}
    step(fresh, "transfer", by=by, reason=reason, note=note, data=figures(target=target), ruled=ruled)
    return fresh
