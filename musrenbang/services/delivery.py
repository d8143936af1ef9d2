"""The work itself: begun, how far, finished."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import record
from core.files import store_upload
from core.states import StateError
from musrenbang.commitment_choices import PhotoPhase
from musrenbang.models import Commitment, Progress, Proposal, ProposalPhoto
from musrenbang.services.commitments import add_work_photo, follow_work, held, noted, write
from musrenbang.services.figures import touch
from musrenbang.services.proposals import fresh_copy
from musrenbang.services.steps import figures, news, step
from musrenbang.states import State
from notifications.services import changed_in_public, tell


@transaction.atomic
def start_work(*, by: Any, proposal: Proposal, note: str = "") -> Proposal:
    """Work on the site has begun."""
    fresh = fresh_copy(proposal)
    step(fresh, "start_work", by=by, note=note)
    return fresh


@transaction.atomic
def post_progress(
    *, by: Any, proposal: Proposal, percent: int, spent: Decimal, note: str = "", photo: Any = None
) -> Progress:
    """Say how far the work is: percent done, money spent so far, words, a photo (an upload)."""
    if not 0 <= percent <= 100:
        raise ValidationError({"percent": "Isi angka antara 0 dan 100."})
    if not 0 <= spent < 10**15:
        raise ValidationError({"spent": "Isi dana terpakai dalam rupiah."})
    fresh = fresh_copy(proposal)
    if not by.has_perm("musrenbang.deliver", fresh):
        raise PermissionDenied("Anda tidak berwenang melakukan langkah ini.")
    if fresh.state != State.ONGOING:
        raise StateError("Kemajuan hanya dicatat selama pekerjaan berjalan. Muat ulang halaman.")
    progress = Progress.objects.create(proposal=fresh, percent=percent, spent=spent, note=note, by=by)
    if photo:
        attach(progress, photo, by)
    follow_work(fresh, by, percent, spent)
    touch(fresh)
    data = {"percent": percent, "spent": str(spent), "progress": progress.pk}
    record(by=by, verb="progress", target=fresh, from_state=fresh.state, to_state=fresh.state, note=note, data=data)
    Proposal.objects.filter(pk=fresh.pk).update(updated_at=timezone.now())
    tell(
        fresh.public_topic,
        kind="usulan_kemajuan",
        text=news(fresh, f"Pekerjaan mencapai {percent}%"),
        occasion=f"usulan:{fresh.pk}:progress:{progress.pk}",
        skip=by,
        also=[fresh.proposer],
    )
    changed_in_public(fresh.public_topic)
    return progress


def attach(progress: Progress, upload: Any, by: Any) -> ProposalPhoto:
    """Keep the picture that shows how far the work is."""
    phase = ProposalPhoto.Phase.AFTER if progress.percent == 100 else ProposalPhoto.Phase.PROGRESS
    stored = store_upload(upload, owner=by, kind="image", public=not progress.proposal.hidden_reason)
    caption = f"{phase.label} {progress.percent}%"
    return ProposalPhoto.objects.create(
        proposal=progress.proposal, file=stored, phase=phase, progress=progress, caption=caption
    )


@transaction.atomic
def report_work(*, by: Any, commitment: Commitment, percent: int, note: str = "", photo: Any = None) -> Commitment:
    """Say how far a promised work is; what was spent is the sum of its payments.

    Work that a village does with its own money ends here; other work ends when the proposal is said to be done.
    """
    promise = held(by, commitment)
    if promise.proposal.state == State.ONGOING:
        rows = Commitment.objects.filter(proposal=promise.proposal)
        spent = sum((one.paid for one in rows), Decimal(0))
        post_progress(by=by, proposal=promise.proposal, percent=percent, spent=spent, note=note, photo=photo)
        return promise
    if promise.proposal.state != State.TRANSFERRED:
        raise StateError("Kemajuan hanya dicatat selama pekerjaan berjalan. Muat ulang halaman.")
    if not 0 <= percent <= 100:
        raise ValidationError({"percent": "Isi angka antara 0 dan 100."})
    if photo:
        phase = PhotoPhase.AFTER if percent == 100 else PhotoPhase.DURING
        add_work_photo(by=by, commitment=promise, phase=phase, photo=photo)
    write(promise, percent=percent, ended_on=timezone.localdate() if percent == 100 else None)
    noted(promise, by, "work", data=figures(year=promise.year, percent=percent), note=note)
    return promise


@transaction.atomic
def finish_work(*, by: Any, proposal: Proposal, spent: Decimal | None = None, note: str = "") -> Proposal:
    """The work is done; `spent` is what it cost in the end."""
    fresh = fresh_copy(proposal)
    follow_work(fresh, by, 100, spent)
    step(fresh, "finish", by=by, note=note, data=figures(spent=spent))
    return fresh
