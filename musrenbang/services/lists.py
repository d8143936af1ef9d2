"""Tables of proposals, in the background: mistakes by row and column, then all proposals of a table or none."""

import io
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.services import record
from core.pagecache import bump
from core.sheets import Row, Sheet, read
from core.states import StateError
from musrenbang import sheets, tasks
from musrenbang.models import ProposalSheet
from musrenbang.services.entering import enter_proposal
from musrenbang.services.past import make_past

State, Kind = ProposalSheet.State, ProposalSheet.Kind
SHOWN, PREVIEW = 500, 20
VERSIONS = ("usulan",)


def read_sheet(sheet: ProposalSheet) -> tuple[Sheet, list[Any]]:
    """The rows of a table with every mistake, as they stand today; ValidationError where it is refused as a whole."""
    columns = sheets.columns_of(sheet.kind, sheet.cycle, sheet.region)
    rows = ProposalSheet.objects.filter(pk=sheet.pk, state=State.READING)

    def told(done: int) -> None:
        rows.update(done=done)

    upload = io.BytesIO(bytes(sheet.content or b""))
    found = read(upload, columns, sheets.MOST_ROWS[sheet.kind], told if sheet.state == State.READING else None)
    sheets.judge(found, sheet.kind, sheet.cycle, columns)
    return found, columns


def check_sheet(sheet_id: int) -> None:
    """Read an uploaded table and keep what was found; no proposal is made."""
    sheet = ProposalSheet.objects.select_related("cycle__region", "region").filter(pk=sheet_id).first()
    if sheet is None or sheet.state != State.READING:
        return
    rows = ProposalSheet.objects.filter(pk=sheet_id, state=State.READING)
    try:
        found, columns = read_sheet(sheet)
    except ValidationError as error:
        rows.update(state=State.FAULTY, trouble=error.messages[0][:300], content=None)
        return
    report = {
        "errors": [{"row": e.row, "column": e.column, "message": e.message} for e in found.errors[:SHOWN]],
        "more_errors": found.more_errors or len(found.errors) > SHOWN,
        "unknown_columns": found.unknown_columns,
        "headings": [column.label for column in columns],
        "preview": [preview(row, columns) for row in found.rows[:PREVIEW]] if not found.errors else [],
    }
    total = len(found.rows)
    if found.errors:
        rows.update(state=State.FAULTY, report=report, total=total, done=total, content=None)
    elif used := used_before(sheet, found.digest):
        trouble = f"Isi berkas ini sudah dipakai pada {timezone.localdate(used.created_at):%d/%m/%Y} ({used.name})."
        rows.update(state=State.FAULTY, trouble=trouble[:300], total=total, content=None)
    else:
        rows.update(state=State.CHECKED, report=report, total=total, done=total, digest=found.digest)


def used_before(sheet: ProposalSheet, digest: str) -> ProposalSheet | None:
    """The same rows were kept for this year already."""
    rows = ProposalSheet.objects.filter(cycle=sheet.cycle, digest=digest, state__in=(State.QUEUED, State.MADE))
    return rows.exclude(pk=sheet.pk).first()


def preview(row: Row, columns: list[Any]) -> list[str]:
    """A row in the words of its lists."""
    words = []
    for column in columns:
        value = row[column.name]
        label = dict(column.choices).get(value, value) if column.choices else value
        words.append(
            "" if label is None else {True: "Ya", False: "Tidak"}.get(label, str(label)) if label != "" else ""
        )
    return words


def make_sheet(sheet_id: int) -> None:
    """Make every proposal of a confirmed table at once, or none and say why; run twice it makes them once.

    The table is read anew before the transaction, so that others wait for the writing only; what stands once in a
    year is held by the database.
    """
    rows = ProposalSheet.objects.select_related("cycle__region", "region", "by")
    sheet = rows.filter(pk=sheet_id, state=State.QUEUED).first()
    if sheet is None:
        return
    try:
        found, _ = read_sheet(sheet)
        demand_no_mistake(found)
        with transaction.atomic():
            write_sheet(sheet, found)
    except (ValidationError, StateError, PermissionDenied, IntegrityError) as error:
        words = error.messages[0] if isinstance(error, ValidationError) else str(error)
        if isinstance(error, IntegrityError):
            words = "Data usulan baru saja berubah. Unggah lagi berkas ini."
        ProposalSheet.objects.filter(pk=sheet_id, state=State.QUEUED).update(state=State.FAILED, trouble=words[:300])


def demand_no_mistake(found: Sheet) -> None:
    """What was right when it was tried may be wrong by now."""
    for first in found.errors[:1]:
        raise ValidationError(f"Baris {first.row}, kolom {first.column}: {first.message}")


def write_sheet(sheet: ProposalSheet, found: Sheet) -> None:
    """The proposals, then what came of the table."""
    locked = ProposalSheet.objects.select_for_update().only("pk").filter(pk=sheet.pk, state=State.QUEUED).first()
    if locked is None:
        return
    if sheet.kind == Kind.PAST:
        numbers = make_past(by=sheet.by, sheet=sheet, rows=found.rows)
    else:
        numbers = [enter_proposal(by=sheet.by, sheet=sheet, row=row).number or "" for row in found.rows]
    sheet.report = {"first": numbers[0], "last": numbers[-1]}
    sheet.state, sheet.content, sheet.made_at, sheet.done = State.MADE, None, timezone.now(), len(numbers)
    sheet.save()
    data = {"total": len(numbers), "year": sheet.cycle.plan_year, "kind": sheet.kind}
    record(by=sheet.by, verb="make_sheet", target=sheet, data=data)
    for village in set(sheet.entries.values_list("proposal__region_id", flat=True)):
        tasks.count_figures.enqueue(sheet.cycle_id, village)
    bump(*VERSIONS)
