"""What planning holds of a person, and what waits for an officer."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Role
from accounts.registry import DeskItem, MyThing
from core.pagecache import bump
from musrenbang.models import Proposal, ProposalPaper, ProposalPhoto
from musrenbang.queries.sheets import LOADS
from musrenbang.queries.sipd import SIPD_ROLES
from musrenbang.queries.work import SEES, STEP_WORDS, waiting_for
from musrenbang.services.drafts import forget_papers, forget_photos
from musrenbang.states import DRAFTS, State
from notifications.models import Topic

CATALOGUE_ROLES = frozenset({Role.PLANNER, Role.ADMINISTRATOR})


def collect(user: Any) -> dict[str, Any]:
    """Everything a person wrote as proposals, ready for her download."""
    rows = Proposal.objects.filter(proposer=user, entry=None).with_names().prefetch_related("photos", "papers")
    return {"usulan": [as_told(row) for row in rows.order_by("id")]}


def as_told(row: Proposal) -> dict[str, Any]:
    """One proposal in plain words."""
    return {
        "judul": row.title,
        "nomor": row.number or "",
        "masalah": row.problem,
        "keadaan_sekarang": row.condition,
        "manfaat": row.benefit,
        "wilayah": row.region.label if row.region else "",
        "alamat": ", ".join(filter(None, [row.place_text, row.landmark])),
        "titik": [str(row.lat), str(row.lng)] if row.lat is not None else [],
        "garis": row.line,
        "volume": f"{row.quantity} {row.unit}" if row.quantity and row.unit else "",
        "rincian_volume": row.quantity_detail,
        "perkiraan_biaya": str(row.estimated_cost or ""),
        "alasan_biaya": row.cost_reason,
        "lahan": ", ".join(filter(None, [row.get_land_status_display(), row.land_certificate])),
        "swadaya": row.self_help,
        "kelompok": row.group_name,
        "jabatan": row.proposer_position,
        "status": str(row.state_label),
        "foto": [f"/berkas/{photo.file_id}/" for photo in row.photos.all()],
        "berkas": [f"/berkas/{paper.file_id}/" for paper in row.papers.all()],
        "dibuat": row.created_at.isoformat(),
    }


@transaction.atomic
def erase(user: Any) -> None:
    """Drafts go with their photos; what was submitted stays as a record without the person's name."""
    drafts = Proposal.objects.filter(proposer=user, state__in=sorted(DRAFTS))
    forget_photos(list(ProposalPhoto.objects.filter(proposal__in=drafts).select_related("file")))
    forget_papers(list(ProposalPaper.objects.filter(proposal__in=drafts).select_related("file")))
    drafts.delete()
    kept = Proposal.objects.filter(proposer=user)
    kept.update(name_public=False, proposer_position="", land_certificate="", updated_at=timezone.now())
    topics = kept.filter(topic__isnull=False).values_list("topic_id", flat=True)
    bump("usulan", *(Topic.name_of(pk) for pk in topics))  # kept pages still show the name


def mine(user: Any) -> list[MyThing]:
    """The person's proposals for her account page, newest first."""
    rows = Proposal.objects.filter(proposer=user, entry=None)  # what an officer typed for others is not hers
    rows = rows.select_related("topic", "region").order_by("-updated_at")[:50]
    return [
        MyThing(
            title=row.title or "Usulan tanpa judul",
            url=row.get_absolute_url(),
            voice="off" if row.hidden_reason else row.voice,
            word="Disembunyikan moderator" if row.hidden_reason else str(row.state_label),
            meta=row.number or "Draf, belum diajukan",
            asks=row.state in (State.DRAFT, State.RETURNED),
        )
        for row in rows
    ]


def desk_queue(user: Any) -> list[DeskItem]:
    """Proposals whose next step this officer owes, the nearest due date first."""
    return [
        DeskItem(
            title=row.title,
            url=f"/petugas/usulan/{row.pk}/",
            kind="Usulan",
            step=STEP_WORDS.get(row.state, ""),
            detail=row.number or "",
            where=row.region.name if row.region else "",
            who=row.group_name,
            due=row.due_on,
        )
        for row in waiting_for(user).select_related("region")[:200]
    ]


def desk_tools(user: Any) -> list[tuple[str, str]]:
    """The list of proposals, for those who have an office in planning."""
    roles = {mandate.role for mandate in user.mandates_now}
    tools = [("Daftar usulan", "/petugas/usulan/")] if roles & SEES else []
    tools += [("Lembar usulan", "/petugas/lembar-usulan/")] if roles & LOADS else []
    tools += [("SIPD", "/petugas/sipd/")] if roles & SIPD_ROLES else []
    return tools + ([("Kamus usulan", "/petugas/kamus-usulan/")] if roles & CATALOGUE_ROLES else [])
