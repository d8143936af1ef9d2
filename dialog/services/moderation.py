"""Reports and what moderators decide; the author and the reporters are told, with the reason."""

from typing import Any

from django.db import transaction

from audit.services import move, record
from core.states import StateError
from dialog.models import Comment, Report
from dialog.services.counters import count_comment
from dialog.services.reports import check_report, settle_reports, tell_author
from dialog.states import HideReason


@transaction.atomic
def report_comment(*, by: Any, comment: Comment, reason: str) -> Report:
    """Say that a comment breaks the house rules; once per person and comment."""
    refused, gone = "Anda tidak dapat melaporkan komentar ini.", "Komentar ini tidak ditampilkan lagi."
    check_report(by=by, about=comment, reason=reason, refused=refused, gone=gone)
    report, new = Report.objects.get_or_create(comment=comment, reporter=by, defaults={"reason": reason})
    if new:
        record(by=by, verb="report_comment", target=comment, reason=reason)
    return report


@transaction.atomic
def hide_comment(*, by: Any, comment: Comment, reason: str, note: str = "") -> Comment:
    """Hide a comment for a reason of the house rules; the page keeps its place and says why."""
    move(comment, "hide", by=by, reason=reason, note=note, also={"hidden_reason": reason})
    count_comment(comment, -1)
    why = HideReason(reason).label
    tell(comment, "hide", f"Komentar Anda pada “{comment.topic.title}” disembunyikan. Alasan: {why}.")
    settle(comment, f"Komentar yang Anda laporkan pada “{comment.topic.title}” disembunyikan. Alasan: {why}.")
    return comment


@transaction.atomic
def restore_comment(*, by: Any, comment: Comment, note: str = "") -> Comment:
    """Show a hidden comment again; not possible once its author was erased."""
    if not Comment.objects.filter(pk=comment.pk).exclude(body="").exists():
        raise StateError("Isi komentar ini sudah dihapus bersama akun penulisnya.")
    move(comment, "restore", by=by, note=note, also={"hidden_reason": ""})
    count_comment(comment, 1)
    tell(comment, "restore", f"Komentar Anda pada “{comment.topic.title}” ditampilkan lagi.")
    return comment


@transaction.atomic
def keep_comment(*, by: Any, comment: Comment, note: str = "") -> Comment:
    """Leave a reported comment as it is; the reporters are told."""
    move(comment, "keep", by=by, note=note)
    settle(comment, f"Komentar yang Anda laporkan pada “{comment.topic.title}” tetap ditampilkan setelah diperiksa.")
    return comment


def tell(comment: Comment, verb: str, text: str) -> None:
    """Tell the author of a decision, with a link to where it stands."""
    url, deed = comment.get_absolute_url(), f"komentar:{comment.pk}:{verb}"
    tell_author(user=comment.author, deed=deed, text=text, url=url, topic=comment.topic)


def settle(comment: Comment, text: str) -> None:
    """Close the open reports of a comment and tell those who sent them."""
    rows = Report.objects.filter(comment=comment)
    settle_reports(rows, text=text, url=comment.get_absolute_url(), topic=comment.topic)
