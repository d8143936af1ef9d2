"""Verification: accept, return, merge, send elsewhere."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from musrenbang.models import Agency, Proposal
from musrenbang.services.proposals import fresh_copy
from musrenbang.services.steps import check_quantity, figures, step
from musrenbang.states import CLOSED, TransferTarget


@transaction.atomic
def return_proposal(*, by: Any, proposal: Proposal, reason: str, note: str, due_on: date | None = None) -> Proposal:
    """Send a proposal back to its proposer, saying what to mend and until when."""
    if due_on is not None and due_on <= timezone.localdate():
        raise ValidationError({"due_on": "Pilih tanggal sesudah hari ini."})
    fresh = fresh_copy(proposal)
    also = {"due_on": due_on} if due_on else {}
    data = figures(due_on=due_on)
    step(fresh, "return", by=by, reason=reason, note=note, data=data, also=also)
    return fresh


@transaction.atomic
def verify_village(
    *, by: Any, proposal: Proposal, note: str = "", quantity: Decimal | None = None, cost: Decimal | None = None
) -> Proposal:
    """The kelurahan or desa confirms a proposal, perhaps recommending other figures; the citizen's stay as they are."""
    fresh = fresh_copy(proposal)
    check_quantity(quantity, fresh.unit)
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
) -> Proposal:
    """The kecamatan confirms a proposal for the forum, perhaps with other figures and the agency it is meant for."""
    fresh = fresh_copy(proposal)
    check_quantity(quantity, fresh.unit)
    also = named(fresh, agency) if agency else {}
    step(fresh, "verify_district", by=by, note=note, data=figures(quantity=quantity, cost=cost), also=also)
    return fresh


def named(proposal: Proposal, agency: Agency) -> dict[str, Agency]:
    """The columns that name a body: the first one named is kept beside the one that carries the work out."""
    return {"agency_final": agency, "agency_first": proposal.agency_first or agency}


@transaction.atomic
def merge_proposal(*, by: Any, proposal: Proposal, into: Proposal, note: str = "") -> Proposal:
    """Join a proposal to another that asks for the same; both stay readable and the road leads on."""
    # Both rows are held, always in one order: two that are joined to each other at once would make a circle.
    list(Proposal.objects.select_for_update().filter(pk__in=[proposal.pk, into.pk]).order_by("pk"))
    fresh = fresh_copy(proposal)
    target = Proposal.objects.filter(pk=into.pk).public().exclude(state__in=CLOSED).first()
    if target is None or target.pk == fresh.pk or target.cycle.region_id != fresh.cycle.region_id:
        raise ValidationError({"into": "Pilih usulan lain yang masih berjalan di kecamatan ini."})
    step(fresh, "merge", by=by, note=note, data=figures(into=target.number), also={"merged_into": target})
    return fresh


@transaction.atomic
def transfer_proposal(*, by: Any, proposal: Proposal, target: str, reason: str, note: str) -> Proposal:
    """Hand a proposal to the body that can do it (village, province, state, council, company)."""
    if target not in TransferTarget.values:
        raise ValidationError({"target": "Pilih tujuan pengalihan."})
    fresh = fresh_copy(proposal)
    step(fresh, "transfer", by=by, reason=reason, note=note, data=figures(target=target))
    return fresh
