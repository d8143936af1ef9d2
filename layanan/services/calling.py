"""At the counter: one key calls the next; recall, skip, park and back, transfer, finish, undo."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.states import StateError
from layanan.models import QueueCounter, QueueDay, QueueService, Ticket, minute_of
from layanan.queue.order import BEHIND, next_of
from layanan.services.log import day_of, fresh, lock, turn, write
from layanan.states import AT_COUNTER, EventKind, TicketState

MOST_CALLS = 3
UNDO_FOR = timedelta(minutes=2)


def _demand(by: Any, counter: QueueCounter) -> None:
    if not by.has_perm("layanan.serve", counter):
        raise PermissionDenied("Anda tidak bertugas di kantor ini.")


def current_at(counter: QueueCounter) -> Ticket | None:
    """Who is called to or served at a counter."""
    at_counter = Ticket.objects.filter(counter=counter, state__in=AT_COUNTER)
    return at_counter.select_related("service", "queue_day__office", "application").first()


@transaction.atomic
def open_counter(*, by: Any, counter: QueueCounter) -> QueueCounter:
    """Sit down at a counter; one person works at it at a time, the next one takes over."""
    _demand(by, counter)
    held = lock(day_of(counter.office))
    if counter.officer_id != by.pk:
        counter.officer, counter.officer_since = by, timezone.now()
        counter.save(update_fields=["officer", "officer_since"])
        write(held, EventKind.COUNTER_OPEN, by=by, counter=counter)
    return counter


@transaction.atomic
def close_counter(*, by: Any, counter: QueueCounter) -> QueueCounter:
    """Leave a counter: who was only called goes back into line, who is served is finished."""
    _demand(by, counter)
    held = lock(day_of(counter.office))
    now_here = current_at(counter)
    if now_here is not None and now_here.queue_day_id == held.pk:
        if now_here.state == TicketState.CALLED:
            turn(held, now_here, "undo", by=by, counter=counter, also=_uncalled(now_here))
        else:
            _finish(held, now_here, by=by)
    if counter.officer_id is not None:
        counter.officer, counter.officer_since = None, None
        counter.save(update_fields=["officer", "officer_since"])
        write(held, EventKind.COUNTER_CLOSE, by=by, counter=counter)
    return counter


@transaction.atomic
def call_next(*, by: Any, counter: QueueCounter, seen: int | None = None) -> Ticket | None:
    """Finish whoever is at this counter and call the next one by the fair order; None when nobody waits for it.

    `seen` is the ticket the officer saw at the counter when pressing (0: nobody). Where another one is there already,
    the key was pressed twice, and that one is returned. Two counters never get the same ticket: the day's row is held.
    """
    _demand(by, counter)
    held = lock(day_of(counter.office))
    here = current_at(counter)
    if here is not None and here.queue_day_id != held.pk:
        leave_over(here, by=by)
        here = None
    if seen is not None and seen != (here.pk if here else 0):
        return here
    if held.closed_at is not None:
        raise StateError("Hari ini sudah ditutup.")
    if here is not None:
        _finish(held, here, by=by)
    return _call_first(held, counter, by)


def _call_first(held: QueueDay, counter: QueueCounter, by: Any) -> Ticket | None:
    """Ask the order, call whom it names."""
    now = timezone.now()
    mine = Q(lease__device__counter=counter)
    line = {t.pk: t for t in held.tickets.waiting().filter(free_of_leases(now) | mine)}
    does = frozenset(counter.services.values_list("pk", flat=True)) or None
    chosen = next_of((t.in_line(held.calls) for t in line.values()), minute_of(now), does)
    if chosen is None:
        return None
    ticket = line[chosen.rank]
    ticket.queue_day = held
    held.calls += 1
    columns = {"counter": counter, "called_at": now, "served_at": None, "times_called": 1, "behind": 0}
    columns["first_called_at"] = ticket.first_called_at or now
    return turn(held, ticket, "call", by=by, counter=counter, also=columns)


def free_of_leases(now: datetime) -> Q:
    """Numbers that no device holds for itself alone."""
    return Q(lease__isnull=True) | Q(lease__closed_at__isnull=False) | Q(lease__ends_at__lt=now)


def leave_over(ticket: Ticket, *, by: Any) -> None:
    """End what an earlier day left at a counter; nobody knows how long it took, so its times are set aside."""
    held = lock(ticket.queue_day)
    also, told = {"ended_at": timezone.now(), "voided": True}, {"voided": True}
    turn(held, ticket, "finish", by=by, counter=ticket.counter, also=also, payload=told)


def _uncalled(ticket: Ticket) -> dict[str, Any]:
    first = None if ticket.first_called_at == ticket.called_at else ticket.first_called_at
    return {"counter": None, "called_at": None, "times_called": 0, "first_called_at": first}


def _finish(held: QueueDay, ticket: Ticket, *, by: Any) -> Ticket:
    """The business is done; where another service of the same visit is left, the person waits for that one."""
    ticket.queue_day = held
    following = QueueService.objects.filter(pk__in=ticket.chain, active=True)
    left = {service.pk: service for service in following} if ticket.chain else {}
    chain = [pk for pk in ticket.chain if pk in left]
    if chain:
        return _send_on(held, ticket, left[chain[0]], by=by, chain=chain[1:])
    return turn(held, ticket, "finish", by=by, counter=ticket.counter, also={"ended_at": timezone.now()})


def _send_on(held: QueueDay, ticket: Ticket, service: QueueService, *, by: Any, **more: Any) -> Ticket:
    facts = {"from": ticket.service_id, "to": service.pk}
    also = {"service": service, "counter": None, "called_at": None, "served_at": None, "times_called": 0, **more}
    return turn(held, ticket, "transfer", by=by, counter=ticket.counter, also=also, payload=facts)


def _mine(by: Any, ticket: Ticket) -> tuple[QueueDay, Ticket]:
    held, found = fresh(ticket)
    if not by.has_perm("layanan.serve", found):
        raise PermissionDenied("Anda tidak bertugas di kantor ini.")
    return held, found


@transaction.atomic
def recall(*, by: Any, ticket: Ticket) -> Ticket:
    """Call the same person again, three times in all."""
    held, found = _mine(by, ticket)
    if found.state == TicketState.CALLED and found.times_called >= MOST_CALLS:
        raise StateError(f"Nomor ini sudah dipanggil {MOST_CALLS} kali. Lewati nomor ini.")
    also = {"called_at": timezone.now(), "times_called": found.times_called + 1}
    return turn(held, found, "recall", by=by, counter=found.counter, also=also)


@transaction.atomic
def undo_call(*, by: Any, ticket: Ticket) -> Ticket:
    """Take back a call made by mistake, within two minutes; the person keeps the place."""
    held, found = _mine(by, ticket)
    if found.called_at and timezone.now() - found.called_at > UNDO_FOR:
        raise StateError("Panggilan hanya dapat diurungkan dalam dua menit.")
    return turn(held, found, "undo", by=by, counter=found.counter, also=_uncalled(found))


@transaction.atomic
def serve(*, by: Any, ticket: Ticket) -> Ticket:
    """The person has come to the counter; from here the time of the business counts."""
    held, found = _mine(by, ticket)
    now = timezone.now()
    also = {"served_at": now, "arrived_at": found.arrived_at or now}
    return turn(held, found, "serve", by=by, counter=found.counter, also=also)


@transaction.atomic
def skip(*, by: Any, ticket: Ticket) -> Ticket:
    """Nobody came when called: the number is set aside for 30 minutes, in which the person may come back."""
    held, found = _mine(by, ticket)
    return turn(held, found, "skip", by=by, counter=found.counter, also=_parked())


@transaction.atomic
def park(*, by: Any, ticket: Ticket) -> Ticket:
    """Set a number aside, because something must be fetched first."""
    held, found = _mine(by, ticket)
    return turn(held, found, "park", by=by, counter=found.counter, also=_parked())


def _parked() -> dict[str, Any]:
    return {"parked_at": timezone.now(), "counter": None}


@transaction.atomic
def come_back(*, by: Any = None, ticket: Ticket) -> Ticket:
    """ "Saya sudah di sini": back into line with the clock one had, behind the next three."""
    held, found = fresh(ticket)
    now = timezone.now()
    also = {"behind": held.calls + BEHIND, "parked_at": None, "arrived_at": found.arrived_at or now}
    return turn(held, found, "return", by=by, also=also)


@transaction.atomic
def transfer(*, by: Any, ticket: Ticket, service: QueueService) -> Ticket:
    """Send a person on to another service; the clock of the arrival is kept, so it is soon their turn."""
    held, found = _mine(by, ticket)
    if service.office_id != held.office_id or not service.active:
        raise ValidationError({"service": "Pilih layanan kantor ini."})
    return _send_on(held, found, service, by=by)


@transaction.atomic
def finish(*, by: Any, ticket: Ticket) -> Ticket:
    """The business is done."""
    held, found = _mine(by, ticket)
    return _finish(held, found, by=by)


@transaction.atomic
def void_times(*, by: Any, ticket: Ticket) -> Ticket:
    """ "Catat waktu keliru": its times are not learned from."""
    held, found = _mine(by, ticket)
    if not found.voided:
        Ticket.objects.filter(pk=found.pk).update(voided=True)
        found.voided = True
        write(held, EventKind.VOID, by=by, ticket=found, counter=found.counter)
    return found
