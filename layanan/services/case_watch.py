"""What the clock does about applications: warns, escalates, closes what nobody completes, erases in time."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from audit.models import Entry, Note
from audit.services import record
from core.periodic import one_by_one
from layanan.application_states import AT_WORK, DELIVERED, ENDED, ApplicationState
from layanan.letter_states import Seat
from layanan.models import Application, CaseNote, Letter, Service
from layanan.queries.seats import in_seat
from layanan.services import handling
from layanan.services.applicants import empty
from layanan.services.letters import erase_letter
from notifications.services import tell_person

A = ApplicationState
AMBER, RED = 70, 100
FETCHED_DAYS = 7  # a letter that is downloaded counts as handed over after so long
AT_ONCE = 200  # a turn of the clock


def run_case_clock() -> None:
    """Every minute: warnings, escalation, closing, erasing."""
    now = timezone.now()
    one_by_one(due_for(AMBER, now)[:AT_ONCE], lambda application: warn(application, AMBER))
    one_by_one(due_for(RED, now)[:AT_ONCE], lambda application: warn(application, RED))
    one_by_one(lapsed(now)[:AT_ONCE], handling.lapse)
    one_by_one(fetched(now)[:AT_ONCE], lambda application: handling.hand_over(by=None, application=application))
    one_by_one(past_their_time(now)[:AT_ONCE], erase)


def due_for(level: int, now: Any) -> QuerySet[Application]:
    """Applications at work that reached 70 % or 100 % of their promise, and nobody was told."""
    moment = {"amber_at__lte": now} if level == AMBER else {"due_at__lt": now}
    rows = Application.objects.filter(state__in=AT_WORK, warned__lt=level, **moment)
    return rows.select_related("service", "owner").order_by("due_at")


@transaction.atomic
def warn(application: Application, level: int) -> None:
    """Amber tells the officer; red tells secretary and camat too, and stands in the trail."""
    if not Application.objects.filter(pk=application.pk, warned__lt=level).update(warned=level):
        return
    people = {application.owner} if application.owner else set()
    words = "hampir jatuh tempo" if level == AMBER else "lewat janji"
    if level == RED:
        people |= {one.user for seat in (Seat.SECRETARY, Seat.SIGNER) for one in in_seat(seat, application.region_id)}
        record(by=None, verb="escalate", target=application, data={"told": len(people)})
    for person in people:
        tell_person(
            user=person,
            kind="permohonan_tenggat",
            text=f"Permohonan {application.number} ({application.service.name}) {words}.",
            url=application.desk_url,
            occasion=f"permohonan:{application.pk}:{level}",
        )


def lapsed(now: Any) -> list[Application]:
    """Applications nobody completed within the days their service waits."""
    rows = Application.objects.filter(state=A.INCOMPLETE, paused_at__isnull=False).select_related("service")
    waits = [(row, row.paused_at) for row in rows.order_by("paused_at")]
    return [row for row, since in waits if since and since + timedelta(days=row.service.lapse_days) < now]


def fetched(now: Any) -> QuerySet[Application]:
    """Digital letters that were there to download for a week."""
    rows = Application.objects.filter(state=A.ISSUED, finished_at__lt=now - timedelta(days=FETCHED_DAYS))
    return rows.order_by("finished_at")


def past_their_time(now: Any) -> list[Application]:
    """Applications whose papers have to go: done, refused or given up (also lapsed), older than anything is kept.

    What still waits for the office is never emptied: it owes an answer first.
    """
    found: list[Application] = []
    for service in Service.objects.all():
        done = Q(state=A.DONE, closed_at__lt=now - timedelta(days=service.keep_done_days))
        ended = Q(state__in=(A.REFUSED, A.CANCELLED), closed_at__lt=now - timedelta(days=service.keep_refused_days))
        oldest = Q(state__in=ENDED | DELIVERED, received_at__lt=now - timedelta(days=service.keep_most_days))
        rows = Application.objects.filter(service=service, erased_at=None).filter(done | ended | oldest)
        found += rows.order_by("received_at")[:AT_ONCE]
    return found


@transaction.atomic
def erase(application: Application) -> None:
    """Empty an application and its letters: number, dates, states, register and digests stay."""
    empty(application)
    for letter in Letter.objects.filter(application=application):
        erase_letter(letter)
    CaseNote.objects.filter(application=application).delete()
    mine = Entry.objects.filter(target_type=application._meta.label_lower, target_id=str(application.pk))
    Note.objects.filter(entry__in=mine).update(text="")
    record(by=None, verb="erase", target=application)
