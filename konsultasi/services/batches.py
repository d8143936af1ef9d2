"""Verbs of tables of inputs: check one, make all of it or nothing, take it back on the same day."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.services import record
from core.ratelimit import demand
from core.sheets import Sheet, read
from core.states import StateError
from core.templatetags.ui import date_words
from core.text import clean
from konsultasi import batching, tasks
from konsultasi.kept import touch
from konsultasi.models import Batch, Consultation
from konsultasi.services.inputs import count
from konsultasi.states import InputState

State = Batch.State
CHECKED_LIVES = timedelta(days=1)
USED = "Isi berkas ini sudah dipakai"
ANSWERED = "Sebagian masukan sudah ditangani, jadi lembar ini tidak dapat dibatalkan lagi."


def require_recorder(by: Any, consultation: Consultation) -> None:
    if not by.has_perm("konsultasi.record", consultation):
        raise PermissionDenied("Anda tidak berwenang mencatat masukan untuk wilayah ini.")


def check_batch(*, by: Any, consultation: Consultation, upload: Any) -> tuple[Batch | None, Sheet]:
    """Read a filled table without making anything: the batch to confirm, or None with mistakes by row and column.

    Raises ValidationError where the file is refused as a whole, or its content was used before.
    """
    require_recorder(by, consultation)
    demand("lembar", by.pk, capacity=30, per=3600)
    sheet = read(upload, batching.columns(consultation), batching.MAX_ROWS)
    batching.judge(sheet, consultation)
    if sheet.errors:
        return None, sheet
    used = Batch.objects.filter(consultation=consultation, digest=sheet.digest, state__in=(State.QUEUED, State.MADE))
    if before := used.first():
        raise ValidationError(f"{USED} pada {date_words(timezone.localdate(before.created_at))} ({before.name}).")
    name = clean(str(upload.name)).replace("\n", " ")[:160]
    rows = batching.as_json(sheet)
    batch = Batch.objects.create(
        consultation=consultation, name=name, digest=sheet.digest, rows=rows, total=len(rows), by=by
    )
    return batch, sheet


def confirm_batch(*, by: Any, batch: Batch) -> Batch:
    """Make everything in the table, in the background; StateError where it is made already or was used before."""
    require_recorder(by, batch.consultation)
    try:
        with transaction.atomic():
            fresh = Batch.objects.filter(pk=batch.pk, state__in=(State.CHECKED, State.FAILED))
            if not fresh.update(state=State.QUEUED, by=by, trouble=""):
                raise StateError("Lembar ini sudah dibuat.")
            tasks.make_batch.enqueue(batch.pk)
    except IntegrityError as error:
        raise StateError(f"{USED} oleh petugas lain.") from error
    return batch


@transaction.atomic
def undo_batch(*, by: Any, batch: Batch) -> Batch:
    """Take all inputs of a table back on the day they were made, while nobody worked on any; numbers stay used."""
    require_recorder(by, batch.consultation)
    row = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if row.state != State.MADE or row.made_at is None or timezone.localdate(row.made_at) != timezone.localdate():
        raise StateError("Lembar hanya dapat dibatalkan pada hari dibuatnya.")
    # Same order of locks as answering: the inputs first.
    entries = list(row.inputs().select_for_update().order_by("pk").values_list("state", "group_id"))
    if any(state != InputState.OPEN or group for state, group in entries):
        raise StateError(ANSWERED)
    gone = {"body": "", "proposed": "", "giver": "", "emptied_at": timezone.now()}
    row.inputs().update(state=InputState.WITHDRAWN, **gone)
    Batch.objects.filter(pk=row.pk).update(state=State.UNDONE)
    count(batch.consultation, input_count=-len(entries))
    record(by=by, verb="undo_batch", target=row, data={"total": len(entries)})
    touch(batch.consultation)
    return batch


def sweep_batches() -> None:
    """Forget tables that were checked but never made after a day (each minute)."""
    waiting = Batch.objects.filter(state__in=(State.CHECKED, State.FAILED))
    waiting.filter(created_at__lt=timezone.now() - CHECKED_LIVES).delete()
