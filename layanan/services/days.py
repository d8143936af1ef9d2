"""What the clock does to a queue: who did not come back, whom to call again or ask, and the end of the day."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from core.periodic import one_by_one
from layanan.models import QueueDay, Ticket
from layanan.services.calling import leave_over
from layanan.services.devices import close_old_leases
from layanan.services.figures import rebuild_stale
from layanan.services.log import fresh, lock, turn, write
from layanan.services.reminders import remind
from layanan.states import AT_COUNTER, EventKind, TicketState

PARKED_FOR = timedelta(minutes=30)
LEFT_WAITING = frozenset({TicketState.BOOKED, TicketState.WAITING, TicketState.PARKED})


@transaction.atomic
def close_day(*, by: Any = None, queue_day: QueueDay) -> QueueDay:
    """End a day: who still waits is closed as not served, with an event each; who is served is finished normally.

    Of a day gone by nobody is served any more: what was left at a counter ends with its times set aside.
    """
    held = lock(queue_day)
    if by is not None and not by.has_perm("layanan.run_queue", held):
        raise PermissionDenied("Anda tidak berwenang menutup hari ini.")
    now = timezone.now()
    for ticket in held.tickets.filter(state__in=LEFT_WAITING).order_by("id"):
        ticket.queue_day = held
        turn(held, ticket, "close", by=by, also={"ended_at": now})
    if held.day < timezone.localdate(now):
        for ticket in held.tickets.filter(state__in=AT_COUNTER).select_related("counter"):
            leave_over(ticket, by=by)
        held = lock(held)
    if held.closed_at is None:
        held.closed_at = now
        QueueDay.objects.filter(pk=held.pk).update(closed_at=now)
        write(held, EventKind.DAY_CLOSE, by=by, at=now)
    return held


@transaction.atomic
def lapse(ticket: Ticket) -> None:
    """Close a number whose holder did not come back in 30 minutes."""
    held, found = fresh(ticket)
    if found.state == TicketState.PARKED and found.parked_at and found.parked_at <= timezone.now() - PARKED_FOR:
        turn(held, found, "lapse", by=None, also={"ended_at": timezone.now()})


def run_queue_clock() -> None:
    """Every minute: numbers set aside too long, and days gone by. Safe to repeat."""
    parked = Ticket.objects.filter(state=TicketState.PARKED, parked_at__lte=timezone.now() - PARKED_FOR)
    one_by_one(parked.select_related("queue_day__office"), lapse)
    remind()
    gone = QueueDay.objects.filter(day__lt=timezone.localdate(), closed_at__isnull=True)
    one_by_one(gone.select_related("office"), lambda queue_day: close_day(queue_day=queue_day))
    close_old_leases()
    rebuild_stale()
