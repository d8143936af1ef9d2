"""What the forum, the planning agency and the budget decide."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from musrenbang.models import Agency, Proposal
from musrenbang.services.checks import named
from musrenbang.services.commitments import from_budget
from musrenbang.services.proposals import fresh_copy
from musrenbang.services.steps import figures, step


@transaction.atomic
def prioritize_proposal(*, by: Any, proposal: Proposal, rank: int, note: str = "") -> Proposal:
    """The forum agrees on a proposal as number `rank` of the kecamatan."""
    if not 1 <= rank <= 9999:
        raise ValidationError({"rank": "Nomor prioritas antara 1 dan 9999."})
    fresh = fresh_copy(proposal)
    try:
        with transaction.atomic():
            step(fresh, "prioritize", by=by, note=note, data=figures(rank=rank), also={"rank": rank})
    except IntegrityError as error:
        raise ValidationError({"rank": f"Nomor prioritas {rank} sudah dipakai usulan lain."}) from error
    return fresh


@transaction.atomic
def reserve_proposal(*, by: Any, proposal: Proposal, note: str = "") -> Proposal:
    """The forum keeps a proposal in reserve."""
    fresh = fresh_copy(proposal)
    step(fresh, "reserve", by=by, note=note)
    return fresh


@transaction.atomic
def decline_proposal(*, by: Any, proposal: Proposal, reason: str, note: str) -> Proposal:
    """The forum cannot take a proposal up this year, and says why."""
    fresh = fresh_copy(proposal)
    step(fresh, "decline", by=by, reason=reason, note=note)
    return fresh


@transaction.atomic
def enter_rkpd(*, by: Any, proposal: Proposal, amount: Decimal, agency: Agency, note: str = "") -> Proposal:
    """The work stands in the regency's plan of the year, with a ceiling and an agency."""
    check_amount(amount)
    fresh = fresh_copy(proposal)
    also = {"rkpd_amount": amount, **named(fresh, agency)}
    step(fresh, "enter_rkpd", by=by, note=note, data=figures(amount=amount), also=also)
    return fresh


@transaction.atomic
def enter_apbd(*, by: Any, proposal: Proposal, amount: Decimal, note: str = "") -> Proposal:
    """The work has money in the budget."""
    check_amount(amount)
    fresh = fresh_copy(proposal)
    from_budget(fresh, by, amount)
    step(fresh, "enter_apbd", by=by, note=note, data=figures(amount=amount), also={"apbd_amount": amount})
    return fresh


@transaction.atomic
def refuse_proposal(*, by: Any, proposal: Proposal, reason: str, note: str) -> Proposal:
    """The agency does not take a prioritised proposal, and says why."""
    fresh = fresh_copy(proposal)
    step(fresh, "refuse", by=by, reason=reason, note=note)
    return fresh


def check_amount(amount: Decimal | None) -> None:
    """Money of a plan is more than nothing and fits the column."""
    if amount is None or not 0 < amount < 10**15:
        raise ValidationError({"amount": "Isi jumlah dalam rupiah, misalnya 230.000.000."})
