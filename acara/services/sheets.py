"""Photographs of the signed attendance sheet."""

from typing import Any

from django.db import transaction

from acara.models import Event, SheetPhoto
from acara.services.parts import demand_right, lock
from acara.states import LIVE, EventState
from audit.services import record
from core.files import discard, store_upload
from core.states import StateError

MOST_SHEETS = 30


@transaction.atomic
def add_sheet(*, by: Any, event: Event, upload: Any) -> SheetPhoto:
    """Keep a photograph of the paper sheet; only those who run the event see it."""
    held = lock(event)
    demand_right(by, "acara.run", held, "Anda tidak berwenang menyimpan lembar hadir acara ini.")
    if held.state not in LIVE | {EventState.HELD}:
        raise StateError("Acara ini tidak menerima lembar hadir.")
    if held.sheets.count() >= MOST_SHEETS:
        raise StateError(f"Paling banyak {MOST_SHEETS} foto lembar hadir.")
    made = SheetPhoto.objects.create(event=held, file=store_upload(upload, owner=by, kind="image"), by=by)
    record(by=by, verb="add_sheet", target=held, data={"sheet": made.pk})
    return made


@transaction.atomic
def remove_sheet(*, by: Any, sheet: SheetPhoto) -> None:
    """Delete a photograph that was taken by mistake."""
    held = lock(sheet.event)
    demand_right(by, "acara.run", held, "Anda tidak berwenang menghapus lembar hadir acara ini.")
    if held.state == EventState.HELD:
        raise StateError("Daftar hadir sudah dikunci.")
    stored = sheet.file
    sheet.delete()
    discard(stored)
    record(by=by, verb="remove_sheet", target=held)
