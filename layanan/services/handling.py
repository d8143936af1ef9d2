"""Verbs of an application at work: taking it, asking back, the chain of initials, signing, handing over, refusing."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import move
from core.states import StateError
from layanan.application_states import ENDED, NEXT_STEP, REASONS, ApplicationState, after_check, fits
from layanan.models import Application, CaseNote, Output
from layanan.models.cases import CaseEventKind
from layanan.queries.letters import draft_of
from layanan.services import case_clock, case_events, case_survey
from layanan.services.applicants import tell_applicant
from layanan.services.letters import fall_letter, issue_letter, prepare_letter

A = ApplicationState
INITIALS = {A.SECTION: ("initial", "initial_last"), A.SECRETARY: ("initial_secretary",)}
RETURNS = {A.SECTION: "return_section", A.SECRETARY: "return_secretary", A.SIGNING: "return_signer"}
LONGEST_NOTE = 2000


def locked(application: Application) -> Application:
    """The application as it stands, held until the end of the transaction."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("service")
    return rows.get(pk=application.pk)


@transaction.atomic
def take(*, by: Any, application: Application) -> Application:
    """Begin to check an application; who takes it answers for it."""
    held = locked(application)
    _go(held, "take", by=by, also={"owner_id": by.pk})
    return held


@transaction.atomic
def ask(*, by: Any, application: Application, reason: str, note: str) -> Application:
    """Ask the applicant to complete it; the office's clock stands until she does."""
    held, now = locked(application), timezone.now()
    _check(held, "ask", by)
    also = {**case_clock.pause(held, now), "owner_id": held.owner_id or by.pk}
    _go(held, "ask", by=by, reason=reason, note=note, also=also, words=note)
    return held


@transaction.atomic
def complete(*, by: Any, application: Application) -> Application:
    """The applicant completed it (`by` None: whoever holds number and secret); the clock runs on."""
    held, now = locked(application), timezone.now()
    _check(held, "complete", by)
    _go(held, "complete", by=by, also=case_clock.resume(held, now))
    return held


@transaction.atomic
def forward(
    *, by: Any, application: Application, seen: Sequence[int] = (), body: str = "", number: str = ""
) -> Application:
    """Send a checked application on: originals ticked, letter prepared with its number, to the first of the chain."""
    held = locked(application)
    if held.state == A.SUBMITTED:
        _go(held, "take", by=by, also={"owner_id": by.pk}, quiet=True)
    name = after_check(held.service)
    _check(held, name, by)
    see_originals(by=by, application=held, files=seen)
    if held.service.output == Output.NONE:
        _finish(held, name, by=by)
        return held
    prepare_letter(by=by, application=held, body=body, number=number)
    _go(held, name, by=by)
    return held


@transaction.atomic
def initial(*, by: Any, application: Application) -> Application:
    """Give the initials of one's seat."""
    held = locked(application)
    names = [name for name in INITIALS.get(A(held.state), ()) if fits(name, held.service)]
    if not names:
        raise StateError("Permohonan ini tidak sedang menunggu paraf.")
    _go(held, names[0], by=by)
    return held


@transaction.atomic
def send_back(*, by: Any, application: Application, note: str) -> Application:
    """Send it back to the officer, with words for her."""
    held = locked(application)
    if held.state not in RETURNS:
        raise StateError("Permohonan ini tidak sedang menunggu paraf atau tanda tangan.")
    _go(held, RETURNS[A(held.state)], by=by, note=note, quiet=True)
    return held


@transaction.atomic
def sign(*, by: Any, application: Application, passphrase: str = "") -> Application:
    """Sign: the letter gets its seal and its PDF, the office's work is done."""
    held = locked(application)
    digital = held.service.output == Output.DIGITAL
    name = "sign_digital" if digital else "sign_paper"
    _check(held, name, by)
    letter = draft_of(held)
    if letter is None:
        raise StateError("Surat permohonan ini belum disiapkan. Kembalikan kepada petugas.")
    issue_letter(by=by, letter=letter, digital=digital, passphrase=passphrase)
    _finish(held, name, by=by)
    return held


@transaction.atomic
def hand_over(*, by: Any, application: Application) -> Application:
    """The applicant has what she asked for."""
    held = locked(application)
    _end(held, "hand_over", CaseEventKind.DONE, by=by)
    return held


@transaction.atomic
def refuse(*, by: Any, application: Application, reason: str, note: str) -> Application:
    """Refuse, with a reason and words that the applicant reads."""
    held = locked(application)
    _end(
        held,
        "refuse",
        CaseEventKind.REFUSED,
        by=by,
        reason=reason,
        note=note,
        words=f"{REASONS.get(reason, '')}. {note}",
    )
    return held


@transaction.atomic
def cancel(*, by: Any, application: Application, note: str = "") -> Application:
    """The applicant gives it up (`by` None: whoever holds number and secret)."""
    held = locked(application)
    _end(held, "cancel", CaseEventKind.CANCELLED, by=by, note=note)
    return held


@transaction.atomic
def lapse(application: Application) -> Application:
    """Nobody completed it in time: the house closes it."""
    held = locked(application)
    _end(held, "lapse", CaseEventKind.CANCELLED, by=None)
    return held


@transaction.atomic
def see_originals(*, by: Any, application: Application, files: Sequence[int]) -> int:
    """Tick papers whose originals lay on the counter; how many are new."""
    _may_handle(by, application)
    fresh = application.files.filter(pk__in=list(files), seen_at__isnull=True)
    return int(fresh.update(seen_at=timezone.now(), seen_by=by))


@transaction.atomic
def add_note(*, by: Any, application: Application, text: str) -> CaseNote:
    """A note among officers, apart from what the applicant reads."""
    _may_handle(by, application)
    words = text.strip()
    if not 1 <= len(words) <= LONGEST_NOTE:
        raise ValidationError({"text": "Tulis catatan, paling panjang 2.000 huruf."})
    return CaseNote.objects.create(application=application, by=by, text=words)


@transaction.atomic
def assign(*, by: Any, application: Application, officer: Any) -> Application:
    """Give an application to another officer of the same office."""
    held = locked(application)
    _may_handle(by, held)
    if not officer.has_perm("layanan.handle", held):
        raise ValidationError({"officer": "Petugas ini tidak mengurus permohonan kantor ini."})
    if held.state in ENDED:
        raise StateError("Permohonan ini sudah ditutup.")
    Application.objects.filter(pk=held.pk).update(owner=officer)
    held.owner = officer
    return held


def _may_handle(by: Any, application: Application) -> None:
    if not by.has_perm("layanan.handle", application):
        raise PermissionDenied("Anda tidak mengurus permohonan kantor ini.")


def _check(held: Application, name: str, by: Any) -> None:
    """Refuse before anything is written: the step must fit state, chain and person."""
    row = held.LIFECYCLE.row(name, held.state)
    if not fits(name, held.service):
        raise StateError("Langkah ini tidak ada pada alur layanan ini.")
    if by is not None and not by.has_perm(row.rule, held):
        raise PermissionDenied("Anda tidak berwenang melakukan langkah ini.")


def _go(
    held: Application,
    name: str,
    *,
    by: Any,
    reason: str = "",
    note: str = "",
    also: dict[str, Any] | None = None,
    words: str = "",
    quiet: bool = False,
) -> None:
    """Follow one row of the table and tell the applicant where her application stands."""
    _check(held, name, by)
    row = move(held, name, by=by, reason=reason, note=note, also=also)
    if row.tells and not quiet:
        text = f"Permohonan {held.number}: {held.state_word.lower()}. {words or NEXT_STEP[A(held.state)]}"
        tell_applicant(held, kind=f"permohonan_{row.tells}", text=text)


def _finish(held: Application, name: str, *, by: Any) -> None:
    """The office's work is done: the clock ends, the promise was kept or not."""
    now = timezone.now()
    _go(held, name, by=by, also=case_clock.finish(held, now))
    minutes = case_clock.minutes_of(held, now)
    kept = held.due_at is None or now <= held.due_at
    case_events.note(held.service, CaseEventKind.READY, held.channel, kept=kept, minutes=minutes)
    if held.state == A.ISSUED:
        case_survey.ask(held)


def _end(held: Application, name: str, kind: str, *, by: Any, **more: Any) -> None:
    """The case is over: its draft letter falls, the log counts it, the applicant is asked how it was."""
    _check(held, name, by)
    now, worked = timezone.now(), held.finished_at is None
    words = more.pop("words", "")
    _go(held, name, by=by, also={**case_clock.finish(held, now), "closed_at": now}, words=words, **more)
    fall_letter(application=held, why=str(A(held.state).label), by=by if kind == CaseEventKind.REFUSED else None)
    refused = worked and kind == CaseEventKind.REFUSED
    kept = (held.due_at is None or now <= held.due_at) if refused else None
    case_events.note(
        held.service, kind, held.channel, kept=kept, minutes=case_clock.minutes_of(held, now) if refused else None
    )
    case_survey.ask(held)
