"""What promises and answers give to the officers' desk and to my data, and who may open their pictures."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.registry import DeskItem, MyThing
from core.files import discard
from core.pagecache import bump
from musrenbang.models import CommitmentPhoto, FixAnswer, FixQuestion, Proposal
from musrenbang.queries.commitments import late_for, writes
from musrenbang.states import State
from notifications.models import Topic


def collect(user: Any) -> dict[str, Any]:
    """Everything a person answered about finished works."""
    rows = FixAnswer.objects.filter(user=user).select_related("question__proposal").order_by("id")
    return {
        "jawaban_pekerjaan": [
            {
                "usulan": row.question.proposal.number or "",
                "jawaban": str(row.get_verdict_display()),
                "penjelasan": row.words,
                "foto": f"/berkas/{row.photo_id}/" if row.photo_id else "",
                "dijawab": row.created_at.isoformat(),
                "diubah": row.changed_at.isoformat(),
            }
            for row in rows
        ]
    }


@transaction.atomic
def erase(user: Any) -> None:
    """Words and pictures go; what was answered stays counted, without anything of the person."""
    rows = list(FixAnswer.objects.filter(user=user).select_related("photo", "question"))
    FixAnswer.objects.filter(user=user).update(words="", photo=None)
    for row in rows:
        if row.photo is not None:
            discard(row.photo)
    proposals = Proposal.objects.filter(pk__in={row.question.proposal_id for row in rows})
    proposals.update(updated_at=timezone.now())
    topics = proposals.filter(topic__isnull=False).values_list("topic_id", flat=True)
    bump(*(Topic.name_of(pk) for pk in topics))


def mine(user: Any) -> list[MyThing]:
    """Works about which this person is asked and did not answer yet."""
    asked = FixQuestion.objects.filter(asked_at__isnull=False, closed_at__isnull=True, proposal__state=State.DONE)
    own = asked.filter(proposal__proposer=user) | asked.filter(proposal__topic__supports__user=user)
    rows = own.exclude(answers__user=user).select_related("proposal").distinct().order_by("-asked_at")[:20]
    return [
        MyThing(
            title=f"Sudah selesai dan berfungsi? {row.proposal.public_title}",
            url=f"{row.proposal.get_absolute_url()}selesai/",
            voice="warn",
            word="Menunggu jawaban Anda",
            meta=row.proposal.number or "",
            asks=True,
        )
        for row in rows
        if row.is_open
    ]


def desk_queue(user: Any) -> list[DeskItem]:
    """Works that are late against their promise, for those who write promises down."""
    if not writes(user):
        return []
    return [
        DeskItem(
            title=row.proposal.title,
            url=f"/petugas/janji/{row.pk}/",
            kind="Janji",
            step="Catat kemajuan atau keterlambatan",
            detail=f"{row}, {row.proposal.number}",
            where=row.proposal.region.name if row.proposal.region else "",
            due=row.due_on,
        )
        for row in late_for(user).order_by(F("due_on").asc(nulls_last=True), "pk")[:50]
    ]


def desk_tools(user: Any) -> list[tuple[str, str]]:
    """The way to the promises."""
    return [("Janji pelaksanaan", "/petugas/janji/")] if writes(user) else []


def may_open(user: Any, stored: Any) -> bool:
    """Pictures of a hidden proposal's work, or of a hidden answer, stay open to officers of its place."""
    if not user.is_authenticated or not user.mandates_now:
        return False
    photo = CommitmentPhoto.objects.filter(file=stored).select_related("commitment__proposal").first()
    answer = FixAnswer.objects.filter(photo=stored).select_related("question__proposal").first()
    proposal = photo.commitment.proposal if photo else answer.question.proposal if answer else None
    return proposal is not None and any(user.has_perm(f"musrenbang.{deed}", proposal) for deed in ("work", "moderate"))
