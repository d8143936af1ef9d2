"""Reports on things of rooms, and the end of those reports; hiding itself is the room's verb."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone

from audit.services import record
from core.ratelimit import RateLimited, take
from core.states import StateError
from dialog.models import Report
from dialog.registry import Thing
from dialog.states import HideReason
from notifications.models import Topic
from notifications.services import tell_person


@transaction.atomic
def report_thing(*, by: Any, thing: Thing, reason: str) -> Report:
    """Say that a proposal or an input breaks the house rules; once per person and thing."""
    if not by.has_perm("dialog.report", thing):
        raise PermissionDenied("Anda tidak dapat melaporkan ini.")
    if reason not in HideReason.values:
        raise ValidationError({"reason": "Pilih alasan."})
    if not thing.shown:
        raise StateError("Ini sudah disembunyikan moderator.")
    if not take("report", str(by.pk), capacity=10, per=3600):
        raise RateLimited("Anda sudah mengirim banyak laporan. Coba lagi nanti.")
    report, new = Report.objects.get_or_create(
        room=thing.room, thing=thing.pk, reporter=by, defaults={"reason": reason, "topic": thing.topic}
    )
    if not new and report.settled_at is not None:  # what was checked once may be worth a second look
        Report.objects.filter(pk=report.pk).update(settled_at=None, reason=reason, created_at=timezone.now())
        new = True
    if new:
        record(by=by, verb=f"report_{thing.room}", target=thing.topic, reason=reason, data={"thing": thing.pk})
    return report


@transaction.atomic
def settle_thing(*, room: str, pk: int, text: str, url: str, topic: Topic) -> int:
    """A moderator decided about a thing: its open reports are closed and those who sent them are told; how many."""
    rows = Report.objects.filter(room=room, thing=pk, settled_at__isnull=True)
    waiting = list(rows.select_related("reporter"))
    now = timezone.now()
    rows.filter(pk__in=[report.pk for report in waiting]).update(settled_at=now)
    for report in waiting:
        occasion = f"laporan:{report.pk}:{now:%Y%m%d%H%M%S%f}"
        tell_person(user=report.reporter, kind="laporan", text=text, url=url, occasion=occasion, topic=topic)
    return len(waiting)


def tell_hidden(*, user: models.Model | None, what: str, why: str, url: str, occasion: str, topic: Topic) -> None:
    """Tell the author that words of hers were hidden, and why."""
    if user is not None:
        text = f"{what} disembunyikan moderator. Alasan: {why}."
        tell_person(user=user, kind="moderasi", text=text, url=url, occasion=occasion, topic=topic)
