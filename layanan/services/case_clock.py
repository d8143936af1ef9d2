"""The working-minute clock of applications: it starts with receipt, stands while the applicant must act, ends once."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.services import record
from core.health import beat
from core.models import Heartbeat
from core.worktime import NEVER, Calendar, Promise, due_at, running, working_minutes
from layanan.application_states import AT_WORK
from layanan.models import Application, CasePause
from layanan.queries.office_calendar import aware, fingerprint, local, office_calendar, spans_of
from wilayah.queries import root_region

AMBER = 0.7  # of the promised time
CALENDAR = "kalender kerja"  # heartbeat that keeps what the calendar looked like


def begin(application: Any) -> None:
    """Start the clock: what the service promised, from the moment of receipt."""
    set_due(application, office_calendar(application.region_id))


def pause(application: Any, at: datetime) -> dict[str, Any]:
    """Stop the clock; the columns to set with the move."""
    CasePause.objects.create(application=application, since=at)
    return {"paused_at": at, "due_at": None, "amber_at": None}


def resume(application: Any, at: datetime) -> dict[str, Any]:
    """Let the clock run again; the columns to set with the move."""
    CasePause.objects.filter(application=application, until__isnull=True).update(until=at)
    due, amber = moments(application, office_calendar(application.region_id))
    return {"paused_at": None, "due_at": due, "amber_at": amber}


def finish(application: Any, at: datetime) -> dict[str, Any]:
    """The office's work is done (or the case ended); the columns to set with the move."""
    CasePause.objects.filter(application=application, until__isnull=True).update(until=at)
    return {"finished_at": application.finished_at or at, "paused_at": None}


def pauses_of(application: Any) -> list[tuple[datetime, datetime | None]]:
    """The times in which the clock stood."""
    return list(application.pauses.order_by("since").values_list("since", "until"))


def moments(application: Any, calendar: Calendar) -> tuple[datetime | None, datetime | None]:
    """When the promise is due, and when 70 % of its working time is over."""
    start, stops = local(application.received_at), spans_of(pauses_of(application))
    due = due_at(calendar, start, Promise(application.promise_days, application.promise_minutes), stops)
    if due is None:
        return None, None
    total = working_minutes(calendar, start, due, stops)
    wanted = timedelta(minutes=int(total * AMBER))
    for begin_, end in running(calendar, start, due, stops):
        if end - begin_ >= wanted:
            return aware(due), aware(begin_ + wanted)
        wanted -= end - begin_
    return aware(due), aware(due)


def set_due(application: Any, calendar: Calendar) -> bool:
    """Work out due and amber anew; whether they moved."""
    due, amber = moments(application, calendar)
    if (due, amber) == (application.due_at, application.amber_at):
        return False
    application.due_at, application.amber_at = due, amber
    Application.objects.filter(pk=application.pk).update(due_at=due, amber_at=amber)
    return True


def minutes_of(application: Any, until: datetime, calendar: Calendar | None = None) -> int:
    """Working minutes the office had until this moment."""
    found = calendar or office_calendar(application.region_id)
    stops = [(begin_, min(end, NEVER)) for begin_, end in spans_of(pauses_of(application))]
    return working_minutes(found, local(application.received_at), local(until), stops)


@transaction.atomic
def retime() -> int:
    """After holidays or hours changed: promises at work move, each change in the trail; how many.

    What waits for its applicant gets its new moment when the clock runs again; what is finished keeps its own.
    """
    calendar, moved = office_calendar(root_region().pk), 0
    rows = Application.objects.select_for_update(of=("self",)).filter(state__in=AT_WORK)
    for application in rows.order_by("pk"):
        before = application.due_at
        if set_due(application, calendar) and before != application.due_at:
            moved += 1
            data = {"from": _text(before), "to": _text(application.due_at)}
            record(by=None, verb="retime", target=application, data=data)
    return moved


def watch_calendar() -> int:
    """Job of the clock: due times follow the calendar as soon as it is changed."""
    now = fingerprint(root_region().pk)
    seen = Heartbeat.objects.filter(name=CALENDAR).values_list("note", flat=True).first()
    if seen == now:
        return 0
    moved = retime() if seen else 0
    beat(CALENDAR, now)
    return moved


def _text(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat(timespec="minutes") if moment else ""
