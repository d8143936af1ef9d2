"""Verbs of importing: keep what was read, keep what a person corrected, put it into the draft, throw it away."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import move, record
from cms import importing
from cms.importing import Row
from cms.models import DraftImport, PolicyDraftPage
from cms.states import ImportState
from core.states import StateError
from konsultasi.services.reading import Found

REFUSED = "Anda tidak berwenang mengubah rancangan ini."
CLOSED = "Impor ini sudah dimasukkan atau dibuang. Mulailah impor baru dari rancangannya."
OVERTAKEN = "{} baru saja menyimpan koreksi impor ini. Isian Anda masih ada di bawah. Periksa, lalu simpan lagi."
MOVED_ON = "Naskah rancangan ini baru saja diubah. Periksa lagi pratinjau di bawah sebelum memasukkan."
LOCKED = "Halaman rancangan ini sedang dikunci. Buka kuncinya dahulu di ruang editor."


@transaction.atomic
def start_import(*, page: PolicyDraftPage, by: Any, found: Found) -> DraftImport:
    """Keep what was read from a file; the draft itself stays as it is."""
    if not by.has_perm("cms.import_draft", page):
        raise PermissionDenied(REFUSED)
    made = DraftImport.objects.create(page=page, by=by, changed_by=by, **importing.kept(found))
    record(by=by, verb="start_import", target=made, data={"parts": made.part_count, "doubts": len(made.doubts)})
    return made


@transaction.atomic
def correct_import(*, imported: DraftImport, by: Any, rows: Sequence[Row], turn: int) -> DraftImport:
    """Keep corrected rows, complete or not. ValidationError where somebody saved since `turn`."""
    held = _held(imported, by)
    if held.turn != turn:
        raise ValidationError(overtaken(held))
    if held.state == ImportState.NEW:
        move(held, "correct_import", by=by)
    held.rows, held.part_count = importing.dump(rows), len(rows)
    held.turn, held.changed_by, held.changed_at = turn + 1, by, timezone.now()
    held.save(update_fields=["rows", "part_count", "turn", "changed_by", "changed_at"])
    return held


def overtaken(imported: DraftImport) -> str:
    """What somebody is told who corrects what another person corrected meanwhile."""
    return OVERTAKEN.format(imported.changed_by or "Orang lain")


@transaction.atomic
def use_import(*, imported: DraftImport, by: Any, revision: int | None, turn: int) -> PolicyDraftPage:
    """Replace the draft's body and keep it as a revision that is not published.

    `revision` and `turn` are what the preview was made of: where either moved on, nothing is put in.
    """
    known = PolicyDraftPage.objects.select_for_update(of=("self", "page_ptr")).get(pk=imported.page_id)
    held = _held(imported, by)
    rows = importing.load(held.rows)
    if known.latest_revision_id != revision or held.turn != turn:
        raise ValidationError(MOVED_ON)
    if found := importing.problems(rows):
        raise ValidationError([problem.words for problem in found])
    if known.permissions_for_user(by).page_locked():
        raise ValidationError(LOCKED)
    page = known.get_latest_revision_as_object()
    planned = importing.plan(rows, page.passages())
    page.body = importing.value(planned.body)
    # Other fields may be unfinished, as in any draft that is saved; the body's parts are checked above.
    page.save_revision(user=by, log_action=True, clean=False)
    figures = {"new": len(planned.new), "changed": len(planned.changed), "gone": len(planned.gone)}
    move(held, "use_import", by=by, data={"same": planned.same, **figures})
    return known


@transaction.atomic
def cancel_import(*, imported: DraftImport, by: Any) -> None:
    """Throw an import away; of what was read nothing is kept but its name and date."""
    held = _held(imported, by)
    move(held, "cancel_import", by=by, also={"lines": [], "rows": [], "doubts": [], "left_out": []})


def _held(imported: DraftImport, by: Any) -> DraftImport:
    """The import as it is now, held against everybody else until the end of the transaction."""
    held = DraftImport.objects.select_for_update(of=("self",)).select_related("page").get(pk=imported.pk)
    if not by.has_perm("cms.import_draft", held):
        raise PermissionDenied(REFUSED)
    if not held.is_unfinished:
        raise StateError(CLOSED)
    return held
