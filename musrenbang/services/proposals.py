"""The proposer's steps: submit, submit again after correction, withdraw."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.search.index import insert_or_update_object

from core.states import StateError
from musrenbang.models import Cycle, Proposal
from musrenbang.services.drafts import publish_photos
from musrenbang.services.steps import figures, step
from notifications.services import create_topic, update_topic

# What a proposal needs before it is submitted: field, what to do about it.
NEEDED = {
    "title": "Isi judul usulan.",
    "problem": "Ceritakan masalah yang Anda lihat.",
    "category_id": "Pilih bidang.",
    "region_id": "Pilih kelurahan atau desa.",
    "quantity": "Isi volume, misalnya 120.",
    "unit_id": "Pilih satuan.",
}


def missing(proposal: Proposal) -> dict[str, str]:
    """Fields still to be filled before submission, with words; empty when complete."""
    lacks = {name: words for name, words in NEEDED.items() if not getattr(proposal, name)}
    if not proposal.landmark and not proposal.places.exists():
        lacks["landmark"] = "Isi RT dan RW, atau patokan lokasi."
    if proposal.proposer_kind == Proposal.ProposerKind.GROUP and not proposal.group_name:
        lacks["group_name"] = "Isi nama kelompok atau lembaga."
    reckoned = proposal.reckoned_cost
    if reckoned is not None and proposal.estimated_cost != reckoned and not proposal.cost_reason:
        lacks["cost_reason"] = "Tulis alasan mengapa biaya berbeda dari kamus."
    return lacks


def check_complete(proposal: Proposal) -> None:
    """Refuse an unfinished sheet in words."""
    if lacks := missing(proposal):
        raise ValidationError(list(lacks.values()))


def fresh_copy(proposal: Proposal) -> Proposal:
    """The proposal as it stands now, locked; StateError where it is no longer what the person saw."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("topic", "cycle", "region", "proposer")
    fresh = rows.filter(pk=proposal.pk).first()
    if fresh is None or fresh.state != proposal.state:
        raise StateError("Keadaan usulan ini baru saja diubah orang lain. Muat ulang halaman untuk melihatnya.")
    return fresh


def take_number(cycle: Cycle) -> int:
    """The next number of a cycle; its row stays locked until the transaction ends, so none is lost or given twice."""
    Cycle.objects.filter(pk=cycle.pk).update(last_number=F("last_number") + 1)
    return Cycle.objects.values_list("last_number", flat=True).get(pk=cycle.pk)


def number_text(cycle: Cycle, sequence: int) -> str:
    """Plan year, kecamatan, running number: 2027/33.23.03/0123."""
    return f"{cycle.plan_year}/{cycle.region_id}/{sequence:04d}"


@transaction.atomic
def submit_proposal(*, by: Any, proposal: Proposal) -> Proposal:
    """Hand a draft in: it gets its number and becomes public.

    Raises PermissionDenied (not the proposer, rung, place or stage), ValidationError (unfinished), StateError.
    """
    fresh = fresh_copy(proposal)
    fresh.LIFECYCLE.row("submit", fresh.state)
    if not by.has_perm("musrenbang.submit", fresh):
        raise PermissionDenied("Pengajuan usulan sedang tidak dibuka untuk Anda.")
    check_complete(fresh)
    sequence = take_number(fresh.cycle)
    number = number_text(fresh.cycle, sequence)
    topic = create_topic(kind="usulan", title=fresh.title, url=f"/usulan/{number}/", region=fresh.region_id)
    numbered = {"sequence": sequence, "number": number, "topic": topic, "submitted_at": timezone.now()}
    numbered["assisted"] = by.assist is not None
    step(fresh, "submit", by=by, data=citizen_figures(fresh), also=numbered)
    publish_photos(fresh)
    insert_or_update_object(fresh)
    return fresh


@transaction.atomic
def resubmit_proposal(*, by: Any, proposal: Proposal) -> Proposal:
    """Hand a corrected proposal in again; the number stays, the revision counts up."""
    fresh = fresh_copy(proposal)
    fresh.LIFECYCLE.row("resubmit", fresh.state)
    if not by.has_perm("musrenbang.resubmit", fresh):
        raise PermissionDenied("Masa perbaikan usulan sudah ditutup.")
    check_complete(fresh)
    step(fresh, "resubmit", by=by, data=citizen_figures(fresh), also={"revision": fresh.revision + 1})
    renamed = {} if fresh.hidden_reason else {"title": fresh.title}
    update_topic(fresh.public_topic, region_id=fresh.region_id, **renamed)
    insert_or_update_object(fresh)
    return fresh


@transaction.atomic
def withdraw_proposal(*, by: Any, proposal: Proposal) -> Proposal:
    """Take a proposal back before the kecamatan has verified it; the record stays in public."""
    fresh = fresh_copy(proposal)
    step(fresh, "withdraw", by=by)
    return fresh


def citizen_figures(proposal: Proposal) -> dict[str, Any]:
    """The citizen's own figures, kept beside those of every later level."""
    return figures(quantity=proposal.quantity, unit=proposal.unit_id, cost=proposal.estimated_cost)
