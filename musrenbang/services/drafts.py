"""A proposer's own sheet: save it step by step, attach photos, throw a draft away."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import record
from core.files import discard, store_upload
from core.models import StoredFile
from core.ratelimit import demand
from core.states import StateError
from musrenbang.models import Cycle, Proposal, ProposalPhoto, ProposalPlace
from musrenbang.services.steps import check_quantity
from notifications.services import changed_in_public, shorten

MAX_PHOTOS = 3
SHEETS_A_DAY, PHOTOS_AN_HOUR = 30, 40
# What a proposer writes; everything else belongs to the office.
WRITABLE = frozenset({"title", "problem", "benefit", "kind", "category", "proposer_kind", "group_name", "name_public"})
WRITABLE |= {"region", "landmark", "lat", "lng", "quantity", "unit", "estimated_cost", "households", "people"}


@transaction.atomic
def save_draft(
    *,
    by: Any,
    proposal: Proposal | None = None,
    cycle: Cycle | None = None,
    places: list[tuple[int | None, int | None]] | None = None,
    **fields: Any,
) -> Proposal:
    """Keep what the proposer has written so far; the first time a `cycle` opens a new draft.

    `places` are (RT, RW) pairs and replace the former ones. Raises PermissionDenied, TypeError on foreign fields.
    """
    if unknown := set(fields) - WRITABLE:
        raise TypeError(f"A proposer may not set {sorted(unknown)}.")
    proposal = locked_sheet(by, proposal) if proposal is not None else new_sheet(by, cycle)
    region = fields.get("region", proposal.region)
    if region is not None and not proposal.cycle.region.contains(region.pk):
        raise ValidationError({"region": "Pilih kelurahan atau desa di kecamatan ini."})
    for name, value in fields.items():
        setattr(proposal, name, value)
    check_quantity(proposal.quantity, proposal.unit)
    if places is not None:
        places = [pair for pair in dict.fromkeys(places) if any(pair)]
        proposal.place_text = place_words(places)
    proposal.save()
    if places is not None:
        replace_places(proposal, places)
    touched(proposal, by, "edit")
    return proposal


def new_sheet(by: Any, cycle: Cycle | None) -> Proposal:
    """An empty draft, where the stage and the person's rung allow it."""
    if cycle is None or not by.has_perm("musrenbang.propose", cycle):
        raise PermissionDenied("Pengajuan usulan sedang tidak dibuka untuk Anda.")
    demand("usulan", by.pk, capacity=SHEETS_A_DAY, per=86_400)
    return Proposal(cycle=cycle, proposer=by)


def locked_sheet(by: Any, proposal: Proposal) -> Proposal:
    """The proposal as it is now, locked, if this person may change it."""
    now = Proposal.objects.select_for_update(of=("self",)).select_related("topic", "cycle__region", "region")
    fresh = now.filter(pk=proposal.pk).first()
    if fresh is None:
        raise StateError("Draf ini sudah dihapus.")
    if not by.has_perm("musrenbang.edit", fresh):
        raise PermissionDenied("Usulan ini tidak dapat diubah lagi.")
    return fresh


def touched(proposal: Proposal, by: Any, verb: str) -> None:
    """A change of a proposal that everybody can see leaves a trail and fresh pages; a draft is nobody's business."""
    if proposal.is_public:
        Proposal.objects.filter(pk=proposal.pk).update(updated_at=timezone.now())
        record(by=by, verb=verb, target=proposal, from_state=proposal.state, to_state=proposal.state)
        changed_in_public(proposal.public_topic)


def replace_places(proposal: Proposal, places: list[tuple[int | None, int | None]]) -> None:
    """Set the RT/RW the work touches."""
    proposal.places.all().delete()
    ProposalPlace.objects.bulk_create(ProposalPlace(proposal=proposal, rt=rt, rw=rw) for rt, rw in places)


def place_words(places: list[tuple[int | None, int | None]]) -> str:
    """The addresses in one line: "RT 02, 03 RW 04"."""
    by_rw: dict[int | None, list[int]] = {}
    for rt, rw in places:
        by_rw.setdefault(rw, []).extend([rt] if rt else [])
    lines = []
    for rw, rts in by_rw.items():
        numbers = ", ".join(f"{rt:02d}" for rt in sorted(rts))
        lines.append(" ".join(filter(None, [f"RT {numbers}" if numbers else "", f"RW {rw:02d}" if rw else ""])))
    return shorten("; ".join(lines), 200)


@transaction.atomic
def add_photo(*, by: Any, proposal: Proposal, upload: Any, caption: str = "") -> ProposalPhoto:
    """Attach one of at most three pictures; private until the proposal is submitted."""
    fresh = locked_sheet(by, proposal)
    before = fresh.photos.filter(phase=ProposalPhoto.Phase.BEFORE)
    taken = set(before.values_list("position", flat=True))
    free = [n for n in range(MAX_PHOTOS) if n not in taken]
    demand("foto", by.pk, capacity=PHOTOS_AN_HOUR, per=3600)
    if not free:
        raise ValidationError({"photos": "Paling banyak 3 foto. Hapus satu foto dahulu."})
    stored = store_upload(upload, owner=by, kind="image", public=fresh.is_public and not fresh.hidden_reason)
    photo = ProposalPhoto.objects.create(proposal=fresh, file=stored, caption=caption, position=free[0])
    touched(fresh, by, "add_photo")
    return photo


@transaction.atomic
def remove_photo(*, by: Any, photo: ProposalPhoto) -> None:
    """Take a picture off again, file included."""
    fresh = locked_sheet(by, photo.proposal)
    forget_photos([photo])
    touched(fresh, by, "remove_photo")


def forget_photos(photos: list[ProposalPhoto]) -> None:
    """Delete photo rows and their files."""
    ProposalPhoto.objects.filter(pk__in=[photo.pk for photo in photos]).delete()
    for photo in photos:
        discard(photo.file)


@transaction.atomic
def delete_draft(*, by: Any, proposal: Proposal) -> None:
    """Throw away a draft that was never submitted; nothing of it stays."""
    fresh = locked_sheet(by, proposal)
    if fresh.is_public:
        raise PermissionDenied("Usulan yang sudah diajukan tidak dapat dihapus.")
    forget_photos(list(fresh.photos.select_related("file")))
    fresh.delete()


def publish_photos(proposal: Proposal) -> None:
    """Submitted: everybody may see the pictures."""
    StoredFile.objects.filter(pk__in=proposal.photos.values("file_id")).update(public=True)
