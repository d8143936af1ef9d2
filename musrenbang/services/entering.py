"""A proposal that an officer writes down for people without a signal: by the verbs and table of every other one."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.search.index import insert_or_update_object

from core.sheets import Row
from musrenbang.models import CatalogueItem, Category, Proposal, ProposalSheet, SheetEntry, Unit
from musrenbang.services.drafts import place_words, reckon, replace_places
from musrenbang.services.proposals import check_complete, citizen_figures, number_text, take_number
from musrenbang.services.steps import check_quantity, step
from musrenbang.sheets.judging import pairs
from notifications.services import create_topic

PLAIN: tuple[str, ...] = (
    "title",
    "problem",
    "kind",
    "landmark",
    "quantity_detail",
    "cost_reason",
    "condition",
    "benefit",
    "land_status",
)
PLAIN += ("design", "self_help", "proposer_kind")
COUNTS = ("households", "people", "women", "disabled", "poor", "self_help_amount", "lat", "lng")


@transaction.atomic
def enter_proposal(*, by: Any, sheet: ProposalSheet, row: Row) -> Proposal:
    """Hand in what somebody gave on paper, in the name that stands there; the office keeps name and consent."""
    group = row["proposer_kind"] == Proposal.ProposerKind.GROUP
    proposal = Proposal(cycle=sheet.cycle, region=sheet.region, proposer=by, **values_of(row))
    proposal.group_name = row["on_behalf"] if group else ""
    proposal.proposer_position = row["position"] or ""
    if not by.has_perm("musrenbang.enter", proposal):
        raise PermissionDenied("Pengajuan usulan untuk kelurahan atau desa ini sedang tidak dibuka.")
    reckon(proposal)
    check_quantity(proposal.quantity, proposal.unit)
    proposal.place_text = place_words(pairs(row))
    proposal.save()
    replace_places(proposal, pairs(row))
    SheetEntry.objects.create(
        proposal=proposal,
        sheet=sheet,
        cycle=sheet.cycle,
        row=row.number,
        on_behalf=row["on_behalf"],
        consented=bool(row["consent"]),
    )
    check_complete(proposal)
    sequence = take_number(sheet.cycle)
    number = number_text(sheet.cycle, sequence)
    topic = create_topic(kind="usulan", title=proposal.title, url=f"/usulan/{number}/", region=sheet.region)
    numbered = {"sequence": sequence, "number": number, "topic": topic, "submitted_at": timezone.now()}
    numbered["assisted"] = True
    step(proposal, "enter", by=by, data=citizen_figures(proposal), also=numbered)
    insert_or_update_object(proposal)
    return proposal


def values_of(row: Row) -> dict[str, Any]:
    """The columns of a proposal from a row without mistakes."""
    values = {name: row[name] or "" for name in PLAIN} | {name: row[name] for name in COUNTS}
    return values | {
        "category": Category.objects.get(slug=row["category"]),
        "unit": Unit.objects.get(pk=row["unit"]),
        "quantity": row["quantity"],
        "estimated_cost": Decimal(row["cost"]) if row["cost"] else None,
        "catalogue_item": CatalogueItem.objects.filter(pk=row["catalogue_item"] or 0).select_related("unit").first(),
    }
