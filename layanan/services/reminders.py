"""What the clock says to people: their number is called again, and half an hour before the turn, whether they come."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.periodic import one_by_one
from layanan.models import Ticket
from layanan.queries.waiting import promises_of
from layanan.services.calling import MOST_CALLS
from layanan.services.log import fresh, turn, write
from layanan.states import AWAY, EventKind, TicketState

AGAIN_AFTER = (timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=2))  # recalls at 1 and 3, aside at 5
ASKED_BEFORE = 30.0  # minutes before the turn
ANSWERED_IN = timedelta(minutes=15)
STILL = frozenset({TicketState.WAITING, TicketState.BOOKED})


@transaction.atomic
def call_again(ticket: Ticket) -> None:
    """Nobody has come to the counter: called again after one and three minutes, set aside after five."""
    held, found = fresh(ticket)
    now, times = timezone.now(), found.times_called
    if found.state != TicketState.CALLED or not found.called_at or not 1 <= times <= MOST_CALLS:
        return
    if now - found.called_at < AGAIN_AFTER[times - 1]:
        return
    if times < MOST_CALLS:
        also = {"called_at": now, "times_called": times + 1}
        turn(held, found, "recall", by=None, counter=found.counter, also=also)
    else:
        turn(held, found, "skip", by=None, counter=found.counter, also={"parked_at": now, "counter": None})


@transaction.atomic
def ask(ticket: Ticket) -> None:
    """Whether who took a number elsewhere still comes; without an answer in 15 minutes the number is set aside."""
    held, found = fresh(ticket)
    now = timezone.now()
    if found.state not in STILL or found.arrived_at or found.confirmed_at:
        return
    if found.asked_at is None:
        Ticket.objects.filter(pk=found.pk).update(asked_at=now)
        write(held, EventKind.CONFIRM, ticket=found, payload={"asked": True})
    elif now - found.asked_at >= ANSWERED_IN and found.state == TicketState.WAITING:
        turn(held, found, "park", by=None, also={"parked_at": now, "counter": None})


def _soon(ticket: Ticket) -> bool:
    if ticket.asked_at is not None:
        return True
    if ticket.slot_at is not None:
        return (ticket.slot_at - timezone.now()).total_seconds() / 60 <= ASKED_BEFORE
    promise = promises_of(ticket.queue_day).get(ticket.pk)
    return promise is not None and promise.p20 <= ASKED_BEFORE


def remind() -> None:
    """Every minute, today's numbers alone. Safe to repeat."""
    today = Ticket.objects.filter(queue_day__day=timezone.localdate()).select_related("queue_day__office")
    one_by_one(today.filter(state=TicketState.CALLED, called_at__lte=timezone.now() - AGAIN_AFTER[0]), call_again)
    away = today.filter(state__in=STILL, channel__in=AWAY, arrived_at__isnull=True, confirmed_at__isnull=True)
    one_by_one([ticket for ticket in away if _soon(ticket)], ask)
