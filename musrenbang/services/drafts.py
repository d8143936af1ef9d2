"""A proposer's own sheet: save it step by step, attach photos, throw a draft away."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import record
from core.files import PDF, discard, store_upload
from core.models import StoredFile
from core.ratelimit import demand
from core.states import StateError
from musrenbang.models import CommitmentPhoto, Cycle, FixAnswer, Proposal, ProposalPaper, ProposalPhoto, ProposalPlace
from musrenbang.services.figures import touch
from musrenbang.services.steps import check_quantity
from notifications.services import changed_in_public, shorten

MAX_PHOTOS, MAX_PAPERS = 3, 5
SHEETS_A_DAY, PHOTOS_AN_HOUR = 30, 40
# What a proposer writes; everything else belongs to the office.
WRITABLE = frozenset({"title", "problem", "benefit", "kind", "category", "proposer_kind", "group_name", "name_public"})
WRITABLE |= {"region", "landmark", "lat", "lng", "line", "quantity", "unit", "estimated_cost", "households", "people"}
WRITABLE |= {
    "catalogue_item",
    "cost_reason",
    "quantity_detail",
    "condition",
    "women",
    "disabled",
    "poor",
    "land_status",
}
WRITABLE |= {"land_certificate", "design", "self_help", "self_help_amount", "proposer_position"}


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
    before = proposal.region_id or ""
    for name, value in fields.items():
        setattr(proposal, name, value)
    if fields.keys() & {"catalogue_item", "quantity", "estimated_cost"}:
        reckon(proposal)
    check_quantity(proposal.quantity, proposal.unit)
    if places is not None:
        places = [pair for pair in dict.fromkeys(places) if any(pair)]
        proposal.place_text = place_words(places)
    proposal.save()
    if places is not None:
        replace_places(proposal, places)
    touched(proposal, by, "edit")
    if proposal.is_public:
        touch(proposal, before)  # what is counted by village, field and cost
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


def reckon(proposal: Proposal) -> None:
    """A work of the catalogue brings its unit and price; its cost is quantity times price where nothing else is said.

    Where the catalogue has nothing that fits, the proposal stands outside it: never a reason to refuse.
    """
    item = proposal.catalogue_item
    if item is None:
        proposal.unit_price = None
        return
    cycle = proposal.cycle
    if not item.active or item.year != cycle.plan_year or not item.region.contains(cycle.region_id):
        raise ValidationError({"catalogue_item": "Pilih pekerjaan dari kamus usulan tahun ini."})
    proposal.unit, proposal.unit_price = item.unit, item.unit_price
    proposal.agency_first = proposal.agency_first or item.agency
    if proposal.estimated_cost is None or item.locked:
        proposal.estimated_cost, proposal.cost_reason = proposal.reckoned_cost, ""


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
    forget_papers(list(fresh.papers.select_related("file")))
    fresh.delete()


def publish_photos(proposal: Proposal) -> None:
    """Submitted: everybody may see the pictures and papers."""
    show_files(proposal, True)


def show_files(proposal: Proposal, public: bool) -> None:
    """Open pictures and papers to everybody, or shut them; papers about land stay with the office."""
    open_papers = proposal.papers.exclude(kind=ProposalPaper.Kind.LAND)
    StoredFile.objects.filter(pk__in=proposal.photos.values("file_id")).update(public=public)
    StoredFile.objects.filter(pk__in=open_papers.values("file_id")).update(public=public)
    of_works = CommitmentPhoto.objects.filter(commitment__proposal=proposal)
    of_answers = FixAnswer.objects.filter(question__proposal=proposal, hidden_reason="", photo__isnull=False)
    StoredFile.objects.filter(pk__in=of_works.values("file_id")).update(public=public)
    StoredFile.objects.filter(pk__in=of_answers.values("photo_id")).update(public=public)


@transaction.atomic
def add_paper(*, by: Any, proposal: Proposal, upload: Any, kind: str) -> ProposalPaper:
    """Attach one of at most five papers (PDF); proof of land is read by the office alone."""
    fresh = locked_sheet(by, proposal)
    taken = set(fresh.papers.values_list("position", flat=True))
    free = [n for n in range(MAX_PAPERS) if n not in taken]
    demand("foto", by.pk, capacity=PHOTOS_AN_HOUR, per=3600)
    if not free:
        raise ValidationError({"paper": "Paling banyak 5 berkas. Hapus satu berkas dahulu."})
    public = fresh.is_public and not fresh.hidden_reason and kind != ProposalPaper.Kind.LAND
    stored = store_upload(upload, owner=by, kind="document", public=public)
    if stored.content_type != PDF:
        discard(stored)
        raise ValidationError({"paper": "Berkas ini bukan PDF. Simpan sebagai PDF, lalu unggah lagi."})
    paper = ProposalPaper.objects.create(proposal=fresh, file=stored, kind=kind, position=free[0])
    touched(fresh, by, "add_paper")
    return paper


@transaction.atomic
def remove_paper(*, by: Any, paper: ProposalPaper) -> None:
    """Take a paper off again, file included."""
    fresh = locked_sheet(by, paper.proposal)
    forget_papers([paper])
    touched(fresh, by, "remove_paper")


def forget_papers(papers: list[ProposalPaper]) -> None:
    """Delete paper rows and their files."""
    ProposalPaper.objects.filter(pk__in=[paper.pk for paper in papers]).delete()
    for paper in papers:
        discard(paper.file)
