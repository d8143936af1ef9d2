"""Reports on things of rooms, and the end of those reports; hiding itself is the room's verb."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.services import record
from dialog.models import Report
from dialog.registry import Thing
from dialog.services.reports import check_report, settle_reports
from notifications.models import Topic


@transaction.atomic
def report_thing(*, by: Any, thing: Thing, reason: str) -> Report:
    """Say that a proposal or an input breaks the house rules; once per person and thing."""
    refused, gone = "Anda tidak dapat melaporkan ini.", "Ini sudah disembunyikan moderator."
    check_report(by=by, about=thing, reason=reason, refused=refused, gone=gone)
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
    return settle_reports(Report.objects.filter(room=room, thing=pk), text=text, url=url, topic=topic)
