"""The figures of a day are rebuilt from the log, never counted along the way."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from core.pagecache import bump
from core.periodic import one_by_one
from layanan.models import QueueDay, QueueFigure, QueueOffice, ServiceEvent, minute_of
from layanan.queue.visits import Happening, as_row, visits_of
from layanan.services.log import lock

LOOKED_BACK = timedelta(days=14)  # what a device that was cut off may still bring
UNCOUNTED = ("lease", "lease_end", "unused")


def happenings(office: QueueOffice, day: date) -> Iterable[Happening]:
    """The log of a day in the order in which things happened."""
    rows = ServiceEvent.objects.filter(office=office, day=day).exclude(kind__in=UNCOUNTED).order_by("at", "id")
    for event in rows.iterator():
        minute = round(minute_of(event.at), 3)
        yield Happening(event.kind, event.ticket_id, minute, event.counter_id, event.actor_id, event.payload)


@transaction.atomic
def rebuild(queue_day: QueueDay) -> QueueFigure:
    """Count a day anew from its log."""
    held = lock(queue_day)
    visits, works = visits_of(happenings(held.office, held.day))
    events = ServiceEvent.objects.filter(office=held.office, day=held.day).count()
    rows = {"visits": [as_row(visit) for visit in visits], "works": [as_row(work) for work in works]}
    made, _ = QueueFigure.objects.update_or_create(
        office=held.office, day=held.day, defaults={"events": events, **rows}
    )
    bump("layanan")
    return made


def rebuild_stale() -> int:
    """Days gone by whose log has grown since they were counted, or that were never counted. Safe to repeat."""
    since = timezone.localdate() - LOOKED_BACK
    known = {(f.office_id, f.day): f.events for f in QueueFigure.objects.defer("visits", "works")}
    lately = ServiceEvent.objects.filter(day__gte=since).order_by().values_list("office_id", "day")
    there = {(office, day): count for office, day, count in lately.annotate(count=Count("pk"))}
    gone = QueueDay.objects.filter(day__lt=timezone.localdate(), closed_at__isnull=False).select_related("office")
    stale = [d for d in gone if _grown((d.office_id, d.day), known, there)]
    one_by_one(stale, rebuild)
    return len(stale)


def _grown(key: tuple[int, date], known: dict[Any, int], there: dict[Any, int]) -> bool:
    return key not in known or there.get(key, known[key]) != known[key]
