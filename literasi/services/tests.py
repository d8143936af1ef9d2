"""Tests before and after: on one shared phone, or from paper sheets typed later."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from acara.models import Attendance
from audit.services import record
from core.states import StateError
from literasi.models import Session, TestSheet
from literasi.models.learning import LETTERS, SKIPPED
from literasi.services.sessions import lock, touched
from literasi.states import Channel, When

TYPED_OTHERWISE = "Lembar peserta ini sudah diketik dengan jawaban lain. Periksa kertasnya, lalu centang “ganti”."


@transaction.atomic
def take_test(*, by: Any, session: Session, attendance: Attendance, when: str, answers: str) -> TestSheet:
    """Keep what a participant answered on the shared phone; once a participant, before and after."""
    held = _asking(by, session, when)
    made, first = _keep(held, attendance, when, answers, by=by, channel=Channel.PHONE, replace=False)
    if first:
        record(by=by, verb="take_test", target=held, data={"when": when, "rows": 1})
        touched(held)
    return made


@transaction.atomic
def take_paper(*, by: Any, session: Session, when: str, sheets: Mapping[Attendance, str], replace: bool = False) -> int:
    """Keep paper sheets as they were typed; all of them or, with an error, none. How many are new or changed.

    A sheet typed twice with the same answers counts once; with other answers it is refused unless `replace`.
    """
    held = _asking(by, session, when)
    if not sheets:
        raise ValidationError("Ketik jawaban paling sedikit satu peserta.")
    kept = 0
    for attendance, answers in sheets.items():
        _, news = _keep(held, attendance, when, answers, by=by, channel=Channel.PAPER, replace=replace)
        kept += news
    if kept:
        record(by=by, verb="take_paper", target=held, data={"when": when, "rows": kept})
        touched(held)
    return kept


def _asking(by: Any, session: Session, when: str) -> Session:
    """The session locked, where it has questions and has begun or is about to."""
    if when not in When.values:
        raise ValidationError("Pilih tes sebelum atau sesudah sesi.")
    held = lock(by, session)
    if held.quiz is None:
        raise StateError("Sesi ini belum mempunyai paket soal.")
    if not held.event.takes_attendance and not held.is_held:
        raise StateError("Tes dicatat mulai 12 jam sebelum sesi.")
    return held


def read_answers(text: str, items: int) -> str:
    """Typed answers, a letter an item; blanks and dashes stand for none. ValidationError for anything else."""
    letters = "".join(text.lower().split()).replace(".", SKIPPED).ljust(items, SKIPPED)
    if len(letters) != items or any(letter not in LETTERS + SKIPPED for letter in letters):
        raise ValidationError(f"Tulis {items} huruf a sampai d, satu huruf tiap soal. Tulis - bila kosong.")
    return letters


def _keep(
    held: Session, attendance: Attendance, when: str, answers: str, *, by: Any, channel: str, replace: bool
) -> tuple[TestSheet, bool]:
    """One participant's sheet, and whether it is new or changed."""
    if attendance.event_id != held.event_id or not attendance.present:
        raise ValidationError("Orang ini tidak ada dalam daftar hadir sesi.")
    key = [item.question.right_letter for item in items_of(held)]
    letters = read_answers(answers, len(key))
    right = sum(given == wanted for given, wanted in zip(letters, key, strict=True))
    row = TestSheet.objects.filter(session=held, attendance=attendance, when=when).first()
    if row is not None and row.answers == letters:
        return row, False
    if row is not None and not replace:
        raise ValidationError(f"{attendance}: {TYPED_OTHERWISE}")
    row = row or TestSheet(session=held, attendance=attendance, when=when)
    row.answers, row.right, row.channel, row.by = letters, right, channel, by
    row.save()
    return row, True


def items_of(session: Session) -> list[Any]:
    """The items of a session's quiz in their order."""
    return list(session.quiz.items.select_related("question__picture")) if session.quiz else []
