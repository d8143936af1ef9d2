"""Reports and what moderators decide; the author and the reporters are told, with the reason."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import move, record
from core.ratelimit import RateLimited, take
from core.states import StateError
from dialog.models import Comment, Report
from dialog.services.counters import count_comment
from dialog.states import HideReason
from notifications.services import tell_person


@transaction.atomic
def report_comment(*, by: Any, comment: Comment, reason: str) -> Report:
    """Say that a comment breaks the house rules; once per person and comment."""
    if not by.has_perm("dialog.report", comment):
        raise PermissionDenied("Anda tidak dapat melaporkan komentar ini.")
    if reason not in HideReason.values:
        raise ValidationError({"reason": "Pilih alasan."})
    if not comment.shown:
        raise StateError("Komentar ini tidak ditampilkan lagi.")
    if not take("report", str(by.pk), capacity=10, per=3600):
        raise RateLimited("Anda sudah mengirim banyak laporan. Coba lagi nanti.")
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
    tell_author(comment, f"Komentar Anda pada “{comment.topic.title}” disembunyikan. Alasan: {why}.")
    settle(comment, f"Komentar yang Anda laporkan pada “{comment.topic.title}” disembunyikan. Alasan: {why}.")
    return comment


@transaction.atomic
def restore_comment(*, by: Any, comment: Comment, note: str = "") -> Comment:
    """Show a hidden comment again; not possible once its author was erased."""
    if not Comment.objects.filter(pk=comment.pk).exclude(body="").exists():
        raise StateError("Isi komentar ini sudah dihapus bersama akun penulisnya.")
    move(comment, "restore", by=by, note=note, also={"hidden_reason": ""})
    count_comment(comment, 1)
    tell_author(comment, f"Komentar Anda pada “{comment.topic.title}” ditampilkan lagi.")
    return comment


@transaction.atomic
def keep_comment(*, by: Any, comment: Comment, note: str = "") -> Comment:
    """Leave a reported comment as it is; the reporters are told."""
    move(comment, "keep", by=by, note=note)
    settle(comment, f"Komentar yang Anda laporkan pada “{comment.topic.title}” tetap ditampilkan setelah diperiksa.")
    return comment


def tell_author(comment: Comment, text: str) -> None:
    """Tell the author of a decision, with a link to where it stands."""
    decided = f"moderasi:{comment.pk}:{timezone.now():%Y%m%d%H%M%S%f}"
    url = comment.get_absolute_url()
    tell_person(user=comment.author, kind="moderasi", text=text, url=url, occasion=decided, topic=comment.topic)


def settle(comment: Comment, text: str) -> None:
    """Close the open reports of a comment and tell those who sent them."""
    open_reports = list(Report.objects.filter(comment=comment, settled_at__isnull=True).select_related("reporter"))
    Report.objects.filter(pk__in=[report.pk for report in open_reports]).update(settled_at=timezone.now())
    url = comment.get_absolute_url()
    for report in open_reports:
        occasion = f"laporan:{report.pk}"
        tell_person(user=report.reporter, kind="laporan", text=text, url=url, occasion=occasion, topic=comment.topic)
