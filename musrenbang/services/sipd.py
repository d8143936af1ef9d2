"""What SIPD said of proposals, kept with its day; the deeds that follow from it go through the verbs of planning."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.services import record
from core.pagecache import bump
from core.sheets import CellError, Row, Sheet
from core.states import StateError
from core.templatetags.ui import date_words
from core.text import cut
from musrenbang import sipd
from musrenbang.models import Agency, Proposal, SipdFile, SipdStatus
from musrenbang.queries.sipd import Plan, Step, Year, planned, proposed
from musrenbang.services.decisions import enter_apbd, enter_rkpd, refuse_proposal
from musrenbang.services.levels import tell_all
from musrenbang.services.steps import figures
from musrenbang.sipd.statuses import reason_for

State = SipdFile.State
SHOWN = 200  # rows of each kind that a report keeps
BATCH = 500


@transaction.atomic
def note_statuses(*, by: Any, file: SipdFile, steps: Sequence[Step], proposals: Mapping[int, Proposal]) -> int:
    """Keep what SIPD says of proposals, with its day, where everybody reads it; followers hear of a new status.

    `steps` are rows of the file, `proposals` what they speak of, with their topics. Raises PermissionDenied,
    ValidationError (a number of SIPD that another proposal has).
    """
    for step in steps:
        if by is not None and not by.has_perm("musrenbang.sipd", proposals[step.pk]):
            raise PermissionDenied("Anda tidak berwenang mencatat status SIPD untuk wilayah ini.")
    kept = SipdStatus.objects.bulk_create([status_of(file, step) for step in steps], batch_size=BATCH)
    give_numbers(steps)
    for status, step in zip(kept, steps, strict=True):
        told(by, file, step, status, proposals[step.pk])
    keys = [step.pk for step in steps]
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        Proposal.objects.filter(pk__in=batch).update(updated_at=timezone.now())
        bump("usulan", *(proposals[pk].public_topic.version_name for pk in batch))
    return len(kept)


def status_of(file: SipdFile, step: Step) -> SipdStatus:
    """The row that a step leaves."""
    return SipdStatus(
        proposal_id=step.pk,
        file=file,
        row=step.row.number,
        as_of=file.as_of,
        status=cut(str(step.said.get("status", "")), 200),
        note=cut(str(step.said.get("note", "")), 2000),
        said=step.said,
        paired=step.paired,
    )


def give_numbers(steps: Sequence[Step]) -> None:
    """SIPD's ID where we had none; it stands once in a cycle."""
    try:
        with transaction.atomic():
            for step in steps:
                if step.new_id:
                    Proposal.objects.filter(pk=step.pk, sipd_id=None).update(sipd_id=step.new_id)
    except IntegrityError as error:
        raise ValidationError(
            "Satu ID SIPD dalam berkas ini sudah dipakai usulan lain. Periksa lagi berkasnya."
        ) from error


def told(by: Any, file: SipdFile, step: Step, status: SipdStatus, proposal: Proposal) -> None:
    """The trail, and those who follow where the status is new and no deed of ours tells them anyway."""
    news, state = step.news, proposal.state
    data = figures(as_of=file.as_of, file=file.pk, amount=news.get("budget"), paired=step.paired or None)
    data |= figures(sipd_id=step.new_id)
    record(by=by, verb="sipd", target=proposal, from_state=state, to_state=state, note=news_of(step), data=data)
    if news.get("status") and not step.move:
        words = f"{source_words(file.as_of)}: {cut(str(news['status']), 60)}"
        tell_all(proposal, by, "sipd", str(status.pk), words)


def news_of(step: Step) -> str:
    """What a step says that is new, SIPD's ID included."""
    return cut(" ".join(filter(None, [words_of(step.news), step.new_id and f"ID SIPD {step.new_id}."])), 5000)


def words_of(news: dict[str, Any]) -> str:
    """What SIPD says that is new, in words: "Status: Disetujui TAPD. Catatan: …"."""
    pairs = [(sipd.HEADERS[name], news[name]) for name in sipd.WATCHED if name in news and name != "budget"]
    return ". ".join(f"{label}: {str(value).rstrip('.')}" for label, value in pairs) + "." if pairs else ""


def source_words(as_of: date) -> str:
    """Where a status comes from."""
    return f"Menurut SIPD, tanggal {date_words(as_of)}"


def apply_file(file_id: int) -> None:
    """Write what a confirmed file of SIPD changes, all of it or nothing; run twice it changes nothing more.

    It is read and compared before the transaction, so that others wait for the writing only.
    """
    file = SipdFile.objects.select_related("by").filter(pk=file_id, state=State.QUEUED).first()
    if file is None:
        return
    try:
        sheet = Sheet(rows=rows_of(file))
        year = Year(file.year, file.by)
        plan = planned(sheet.rows, year, file.as_of, file.pairs)
        with transaction.atomic():
            write_plan(file, plan, year, sheet)
    except (ValidationError, StateError, PermissionDenied, IntegrityError) as error:
        words = error.messages[0] if isinstance(error, ValidationError) else str(error)
        SipdFile.objects.filter(pk=file_id, state=State.QUEUED).update(state=State.FAILED, trouble=words[:300])


def write_plan(file: SipdFile, plan: Plan, year: Year, sheet: Sheet) -> None:
    """Statuses first, then the deeds that follow, then what came of the file."""
    locked = SipdFile.objects.select_for_update().only("pk").filter(pk=file.pk, state=State.QUEUED).first()
    if locked is None:
        return
    changing = plan.changing
    told_of = [step for step in changing if step.news or step.new_id]
    note_statuses(by=file.by, file=file, steps=told_of, proposals=year.proposals)
    refused = [line for step in changing if step.move and (line := follow(file, year, step))]
    file.rest = [{"row": row.number, **row.values} for row in plan.open]
    file.content, file.pairs = None, {}
    file.state, file.made_at = State.MADE, timezone.now()
    file.matched += plan.matched
    file.changed += len(changing)
    file.report = report_of(plan, sheet, year) | {"refused": refused[:SHOWN]}
    file.save()
    data = {"year": file.year, "matched": plan.matched, "changed": len(changing), "as_of": str(file.as_of)}
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
    """Do the deed a row asks for; words where it was refused, so that the status stands alone."""
    try:
        with transaction.atomic():
            move_along(by=file.by, proposal=year.proposals[step.pk], step=step, as_of=file.as_of)
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
    return {"number": step.number, "title": step.title, "pk": step.pk, "words": news_of(step), "move": step.move}


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
