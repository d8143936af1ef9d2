"""What SIPD said of proposals, kept with its day; the deeds that follow from it go through the verbs of planning."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import record
from core.sheets import CellError, Row, Sheet
from core.states import StateError
from core.templatetags.ui import date_words
from core.text import cut
from musrenbang import sipd
from musrenbang.models import Agency, Proposal, SipdFile, SipdStatus
from musrenbang.queries.sipd import Plan, Step, Year, planned, proposed
from musrenbang.services.decisions import enter_apbd, enter_rkpd, refuse_proposal
from musrenbang.services.levels import tell_all
from musrenbang.services.proposals import fresh_copy
from musrenbang.services.record import complete_record
from musrenbang.services.steps import figures
from musrenbang.sipd.statuses import reason_for
from notifications.services import changed_in_public

State = SipdFile.State
SHOWN = 200  # rows of each kind that a report keeps


@transaction.atomic
def note_status(*, by: Any, proposal: Proposal, file: SipdFile, step: Step) -> SipdStatus:
    """Keep what SIPD says of a proposal, with its day, where everybody reads it; followers hear of a new status."""
    fresh = fresh_copy(proposal)
    if by is not None and not by.has_perm("musrenbang.sipd", fresh):
        raise PermissionDenied("Anda tidak berwenang mencatat status SIPD untuk wilayah ini.")
    said, news = step.said, step.news
    kept = SipdStatus.objects.create(
        proposal=fresh,
        file=file,
        row=step.row.number,
        as_of=file.as_of,
        status=cut(str(said.get("status", "")), 200),
        note=cut(str(said.get("note", "")), 2000),
        said=said,
        paired=step.paired,
    )
    data = figures(as_of=file.as_of, file=file.pk, amount=news.get("budget"), paired=step.paired or None)
    note = cut(words_of(news), 5000)
    record(by=by, verb="sipd", target=fresh, from_state=fresh.state, to_state=fresh.state, note=note, data=data)
    Proposal.objects.filter(pk=fresh.pk).update(updated_at=timezone.now())
    changed_in_public(fresh.public_topic)
    if news.get("status") and not step.move:
        tell_all(fresh, by, "sipd", str(kept.pk), f"{source_words(file.as_of)}: {cut(str(news['status']), 60)}")
    return kept


def words_of(news: dict[str, Any]) -> str:
    """What SIPD says that is new, in words: "Status: Disetujui TAPD. Catatan: …"."""
    pairs = [(sipd.HEADERS[name], news[name]) for name in sipd.WATCHED if name in news and name != "budget"]
    return ". ".join(f"{label}: {str(value).rstrip('.')}" for label, value in pairs) + "." if pairs else ""


def source_words(as_of: date) -> str:
    """Where a status comes from."""
    return f"Menurut SIPD, tanggal {date_words(as_of)}"


def apply_file(file_id: int) -> None:
    """Write what a confirmed file of SIPD changes, all of it or nothing; run twice it changes nothing more."""
    try:
        with transaction.atomic():
            _apply(file_id)
    except (ValidationError, StateError) as error:
        words = error.messages[0] if isinstance(error, ValidationError) else str(error)
        SipdFile.objects.filter(pk=file_id, state=State.QUEUED).update(state=State.FAILED, trouble=words[:300])


def _apply(file_id: int) -> None:
    file = SipdFile.objects.select_for_update(of=("self",)).select_related("by").filter(pk=file_id).first()
    if file is None or file.state != State.QUEUED:
        return
    rows = rows_of(file)
    year = Year(file.year, file.by)
    plan = planned(rows, year, file.as_of, file.pairs)
    refused = [line for step in plan.changing if (line := follow(file, year, step))]
    file.rest = [{"row": row.number, **row.values} for row in plan.open]
    file.content = None
    file.state, file.made_at, file.pairs = State.MADE, timezone.now(), {}
    file.matched += plan.matched
    file.changed += len(plan.changing)
    file.report = report_of(plan, Sheet(rows=rows), year) | {"refused": refused[:SHOWN]}
    file.save()
    data = {"year": file.year, "matched": plan.matched, "changed": len(plan.changing), "as_of": str(file.as_of)}
    record(by=file.by, verb="sipd_file", target=file, data=data)


def rows_of(file: SipdFile) -> list[Row]:
    """The rows of a file: all of them the first time, afterwards those that nobody has paired yet."""
    if file.content is not None:
        sheet = sipd.read(bytes(file.content))
        if sheet.errors:
            raise ValidationError(f"Baris {sheet.errors[0].row}, {sheet.errors[0].column}: {sheet.errors[0].message}")
        return sheet.rows
    return [Row(one["row"], {name: value for name, value in one.items() if name != "row"}) for one in file.rest]


def follow(file: SipdFile, year: Year, step: Step) -> str:
    """Keep one row and do the deed it asks for; words where the deed was refused, so that the status stands alone."""
    proposal = year.proposals[step.pk]
    if step.new_id:
        complete_record(by=file.by, proposal=proposal, sipd_id=step.new_id)
    if step.news:
        note_status(by=file.by, proposal=proposal, file=file, step=step)
    if not step.move:
        return ""
    try:
        with transaction.atomic():
            move_along(by=file.by, proposal=proposal, step=step, as_of=file.as_of)
    except (ValidationError, StateError, PermissionDenied) as error:
        words = error.messages[0] if isinstance(error, ValidationError) else str(error)
        return f"{step.number}: {words}"
    return ""


def move_along(*, by: Any, proposal: Proposal, step: Step, as_of: date) -> None:
    """The verb of planning that SIPD's word stands for; its rule, reasons and words are those of the table."""
    row = step.row
    note = cut(f"{source_words(as_of)}: {row['status']}. {row['note']}".strip(), 5000)
    amount = Decimal(row["budget"] or 0)
    if step.move == "enter_rkpd":
        agency = Agency.objects.get(pk=step.agency or 0)
        enter_rkpd(by=by, proposal=proposal, amount=amount, agency=agency, note=note)
    elif step.move == "enter_apbd":
        enter_apbd(by=by, proposal=proposal, amount=amount, note=note)
    elif step.move == "refuse":
        refuse_proposal(by=by, proposal=proposal, reason=reason_for(row["note"] or row["status"]), note=note)


def report_of(plan: Plan, sheet: Sheet, year: Year, most: int = SHOWN) -> dict[str, Any]:
    """What a page or a terminal is told of a file: counts, what changes, what a person must decide."""
    return {
        "matched": plan.matched,
        "changed": len(plan.changing),
        "older": plan.older,
        "changes": [change_of(step) for step in plan.changing[:most]],
        "differences": [
            {"number": step.number, "title": step.title, "pk": step.pk, "why": step.difference}
            for step in plan.differing[:most]
        ],
        "proposed": proposed(plan, year, most),
        "open": len(plan.open),
        "unknown_columns": sheet.unknown_columns,
        "errors": [error_of(error) for error in sheet.errors],
    }


def change_of(step: Step) -> dict[str, Any]:
    """One proposal that a file changes."""
    words = words_of(step.news) + (f" ID SIPD {step.new_id}." if step.new_id else "")
    return {"number": step.number, "title": step.title, "pk": step.pk, "words": words.strip(), "move": step.move}


def check_file(file_id: int) -> None:
    """Read an uploaded file and say what it would change; nothing of a proposal is written."""
    file = SipdFile.objects.select_related("by").filter(pk=file_id, state=State.READING).first()
    if file is None or file.content is None:
        return
    rows = SipdFile.objects.filter(pk=file_id, state=State.READING)

    def told(done: int) -> None:
        rows.update(done=done)

    try:
        sheet = sipd.read(bytes(file.content), told)
    except ValidationError as error:
        rows.update(state=State.FAULTY, trouble=error.messages[0][:300], content=None)
        return
    report = report_of(Plan(), sheet, Year(0))
    if not sheet.errors:
        year = Year(file.year, file.by)
        report = report_of(planned(sheet.rows, year, file.as_of), sheet, year)
    state = State.FAULTY if sheet.errors else State.CHECKED
    kept = {} if state == State.CHECKED else {"content": None}
    rows.update(state=state, report=report, total=len(sheet.rows), done=len(sheet.rows), **kept)


def error_of(error: CellError) -> dict[str, Any]:
    return {"row": error.row, "column": error.column, "message": error.message}
