"""Asking four weeks after "done" whether a work is there and works; answers, and cases that are opened again."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import record
from core.files import discard, store_upload
from core.periodic import one_by_one
from core.ratelimit import demand
from core.rows import ensure
from core.states import StateError
from dialog.models import Support
from dialog.services import settle_thing, tell_author
from dialog.states import HideReason
from musrenbang.commitment_choices import Verdict
from musrenbang.models import FixAnswer, FixQuestion, Proposal, ProposalPhoto
from musrenbang.services.figures import touch
from musrenbang.services.levels import note_in_trail
from musrenbang.services.proposals import fresh_copy
from musrenbang.services.steps import news, step
from musrenbang.states import State
from notifications.services import changed_in_public, tell

PHOTOS_AN_HOUR = 20


def ask_about_works() -> int:
    """Ask about works that were done four weeks ago; each completion once, whenever this runs."""
    rows = FixQuestion.objects.filter(asked_at__isnull=True, closed_at__isnull=True, ask_on__lte=timezone.localdate())
    rows = rows.filter(proposal__state=State.DONE).select_related("proposal__topic")
    return one_by_one(rows.order_by("pk"), ask)


@transaction.atomic
def ask(question: FixQuestion) -> None:
    """Ask the proposer and everybody who stood behind the work."""
    now = timezone.now()
    if not FixQuestion.objects.filter(pk=question.pk, asked_at__isnull=True).update(asked_at=now):
        return
    proposal = question.proposal
    Proposal.objects.filter(pk=proposal.pk).update(updated_at=now)
    tell(
        proposal.public_topic,
        kind="usulan_selesai",
        text=news(proposal, "Sudah selesai dan berfungsi?"),
        occasion=f"usulan:{proposal.pk}:beres:{question.number}",
        url=form_address(proposal),
        also=people_asked(proposal),
        regions=False,
        followers=False,
    )


def form_address(proposal: Proposal) -> str:
    """Where the question is answered."""
    return f"{proposal.get_absolute_url()}selesai/"


def people_asked(proposal: Proposal) -> Iterable[int]:
    """Keys of those who asked for the work: proposers, also of what was merged into it, and supporters."""
    merged = Proposal.objects.filter(merged_into=proposal).values_list("proposer_id", flat=True)
    behind = Support.objects.filter(topic=proposal.public_topic).values_list("user_id", flat=True)
    return {proposal.proposer_id, *merged, *behind}


@transaction.atomic
def answer_question(*, by: Any, question: FixQuestion, verdict: str, words: str = "", photo: Any = None) -> FixAnswer:
    """Say whether a work is done and works; one answer a person, changed as often as she likes while it is open.

    A "belum" of the proposer, or of enough others, opens the case again. Raises PermissionDenied, StateError,
    ValidationError.
    """
    fresh = fresh_copy(question.proposal)
    held = FixQuestion.objects.get(pk=question.pk)
    if not by.has_perm("musrenbang.answer_fixed", fresh):
        raise PermissionDenied("Pertanyaan ini untuk pengusul dan pendukung usulan.")
    if not held.is_open:
        raise StateError("Pertanyaan ini sudah ditutup. Muat ulang halaman untuk melihat keadaan sekarang.")
    check_answer(verdict, words)
    keep_answer(by, held, fresh, verdict, words, photo)
    note_in_trail(fresh, by, "answer_fixed", data={"verdict": verdict, "question": held.number})
    if verdict == Verdict.NO and fresh.state == State.DONE and by.has_perm("musrenbang.reopen", fresh):
        step(fresh, "reopen", by=by, turn=held.number)
    else:
        touch(fresh)
    return FixAnswer.objects.get(question=held, user=by)


def check_answer(verdict: str, words: str) -> None:
    """Refuse, in words, what says nothing."""
    if verdict not in Verdict.values:
        raise ValidationError({"verdict": "Pilih jawaban."})
    if verdict != Verdict.YES and not words.strip():
        raise ValidationError({"words": "Tulis apa yang belum selesai atau belum berfungsi."})


def keep_answer(by: Any, held: FixQuestion, fresh: Proposal, verdict: str, words: str, photo: Any) -> None:
    """Write the person's answer; a new picture takes the place of the old one."""
    answer, _ = ensure_answer(held, by, verdict)
    answer.verdict, answer.words, answer.changed_at = verdict, words.strip(), timezone.now()
    before = answer.photo
    if photo:
        demand("foto", by.pk, capacity=PHOTOS_AN_HOUR, per=3600)
        shown = not fresh.hidden_reason and not answer.hidden_reason
        try:
            answer.photo = store_upload(photo, owner=by, kind="image", public=shown)
        except ValidationError as error:
            raise ValidationError({"photo": error.messages}) from error
    answer.save(update_fields=["verdict", "words", "photo", "changed_at"])
    if photo and before is not None:
        discard(before)


def ensure_answer(held: FixQuestion, by: Any, verdict: str) -> tuple[FixAnswer, bool]:
    """The person's row, made where there is none."""
    known = FixAnswer.objects.select_related("photo").filter(question=held, user=by).first()
    if known is not None:
        return known, False
    made, new = ensure(FixAnswer.objects, question=held, user=by, defaults={"verdict": verdict})
    return made, new


@transaction.atomic
def recall_work(*, by: Any, proposal: Proposal, note: str) -> Proposal:
    """The office itself opens a finished case again, and says why."""
    fresh = fresh_copy(proposal)
    step(fresh, "recall", by=by, note=note, turn=turns(fresh))
    return fresh


@transaction.atomic
def close_again(*, by: Any, proposal: Proposal, note: str, photo: Any = None) -> Proposal:
    """The case is done after all: what was mended, with a picture of it."""
    fresh = fresh_copy(proposal)
    if not photo:
        raise ValidationError({"photo": "Unggah foto pekerjaan yang sudah diperbaiki."})
    turn = turns(fresh)
    step(fresh, "close_again", by=by, note=note, turn=turn)
    try:
        stored = store_upload(photo, owner=by, kind="image", public=not fresh.hidden_reason)
    except ValidationError as error:
        raise ValidationError({"photo": error.messages}) from error
    caption = "Sesudah diperbaiki"
    ProposalPhoto.objects.create(proposal=fresh, file=stored, phase=ProposalPhoto.Phase.AFTER, caption=caption)
    return fresh


def turns(proposal: Proposal) -> int:
    """How often the work was said to be done so far."""
    return FixQuestion.objects.filter(proposal=proposal).count()


@transaction.atomic
def hide_answer(*, by: Any, answer: FixAnswer, reason: str, note: str = "") -> FixAnswer:
    """Hide words and picture of an answer that breaks the house rules ("" shows them again); it still counts."""
    if reason and reason not in HideReason.values:
        raise ValidationError({"reason": "Pilih alasan."})
    fresh = fresh_copy(answer.question.proposal)
    if not by.has_perm("musrenbang.hide_answer", fresh) or answer.user_id == by.pk:
        raise PermissionDenied("Hanya moderator wilayah ini yang dapat memutuskan, dan bukan atas jawabannya sendiri.")
    held = FixAnswer.objects.select_for_update(of=("self",)).select_related("photo", "user").get(pk=answer.pk)
    if held.hidden_reason == reason:
        raise StateError("Moderator lain baru saja memutuskan jawaban ini. Muat ulang halaman untuk melihatnya.")
    held.hidden_reason = reason
    held.save(update_fields=["hidden_reason"])
    if held.photo is not None:
        held.photo.public = not reason and not fresh.hidden_reason
        held.photo.save(update_fields=["public"])
    verb = "hide_answer" if reason else "restore_answer"
    Proposal.objects.filter(pk=fresh.pk).update(updated_at=timezone.now())
    record(by=by, verb=verb, target=held, reason=reason, note=note.strip())
    why = f"disembunyikan moderator. Alasan: {HideReason(reason).label}" if reason else "ditampilkan lagi"
    settle_thing(
        room="jawaban",
        pk=held.pk,
        text=f"Jawaban atas usulan {fresh.number} yang Anda laporkan sudah diperiksa moderator.",
        url=fresh.get_absolute_url(),
        topic=fresh.public_topic,
    )
    deed, text = f"jawaban:{held.pk}:{verb}", f"Jawaban Anda atas usulan {fresh.number} {why}."
    tell_author(user=held.user, deed=deed, text=text, url=fresh.get_absolute_url(), topic=fresh.public_topic)
    changed_in_public(fresh.public_topic)
    return held
