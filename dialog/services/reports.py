"""What comments and things of rooms have in common: who may report them, how reports end, who hears of a decision."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from core.ratelimit import RateLimited, take
from core.states import StateError
from dialog.models import Report
from dialog.states import HideReason
from notifications.models import Topic
from notifications.services import tell_person


def check_report(*, by: Any, about: Any, reason: str, refused: str, gone: str) -> None:
    """Whether this person may report what is shown, now.

    Raises PermissionDenied (`refused`), ValidationError (reason), StateError (`gone`: not shown), RateLimited.
    """
    if not by.has_perm("dialog.report", about):
        raise PermissionDenied(refused)
    if reason not in HideReason.values:
        raise ValidationError({"reason": "Pilih alasan."})
    if not about.shown:
        raise StateError(gone)
    if not take("report", str(by.pk), capacity=10, per=3600):
        raise RateLimited("Anda sudah mengirim banyak laporan. Coba lagi nanti.")


def settle_reports(rows: QuerySet[Report], *, text: str, url: str, topic: Topic) -> int:
    """Close those of the reports that are open and tell who sent them; how many there were."""
    waiting = list(rows.filter(settled_at__isnull=True).select_related("reporter"))
    now = timezone.now()
    Report.objects.filter(pk__in=[report.pk for report in waiting]).update(settled_at=now)
    for report in waiting:
        occasion = f"laporan:{report.pk}:{now:%Y%m%d%H%M%S%f}"  # a report may be sent, and settled, again
        tell_person(user=report.reporter, kind="laporan", text=text, url=url, occasion=occasion, topic=topic)
    return len(waiting)


def tell_author(*, user: Any, deed: str, text: str, url: str, topic: Topic) -> None:
    """Tell an author what a moderator did ("usulan:12:hide"); each deed is told once."""
    if user is not None:
        occasion = f"moderasi:{deed}:{timezone.now():%Y%m%d%H%M%S%f}"
        tell_person(user=user, kind="moderasi", text=text, url=url, occasion=occasion, topic=topic)
