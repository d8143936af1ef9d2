"""Taking a number, coming to the office, giving the number back."""

import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.states import StateError
from layanan.models import QueueDay, QueueOffice, QueueService, Ticket
from layanan.queries.waiting import promise_of
from layanan.queue.order import GRACE
from layanan.services.log import day_of, fresh, lock, turn, write
from layanan.states import AWAY, Channel, EventKind, Priority, TicketState


def token_of(key: uuid.UUID) -> str:
    """The secret of the ticket that this request takes: the same request always gets the same, nobody can guess it."""
    return salted_hmac("layanan.nomor", key.hex, algorithm="sha256").hexdigest()[:32]


def take_ticket(
    *,
    office: QueueOffice,
    service: QueueService,
    key: uuid.UUID,
    by: Any = None,
    channel: str = Channel.KIOSK,
    priority: str = Priority.NONE,
    holder: str = "",
    slot_at: datetime | None = None,
) -> Ticket:
    """Draw a number for a service. The same key again, or the same holder while it is open, gives the same ticket.

    `holder` is a keyed hash of a phone or browser secret; `slot_at` is a booked time of today. Every number gets its
    promise of a waiting time, kept beside what came true. Raises StateError, ValidationError, PermissionDenied.
    """
    ticket, made = _enter(office, service, key, by, channel, priority, holder, slot_at)
    if made:
        _keep_promise(ticket)
    return ticket


@transaction.atomic
def _enter(
    office: QueueOffice,
    service: QueueService,
    key: uuid.UUID,
    by: Any,
    channel: str,
    priority: str,
    holder: str,
    slot_at: datetime | None,
) -> tuple[Ticket, bool]:
    if by is not None and not by.has_perm("layanan.issue", office):
        raise PermissionDenied("Anda tidak bertugas di kantor ini.")
    held = lock(day_of(office))
    found = Ticket.objects.select_related("service", "queue_day__office").filter(key=key).first()
    if found is None and holder:
        mine = Ticket.objects.filter(queue_day=held, service=service, holder=holder).active()
        found = mine.select_related("service", "queue_day__office").first()
    if found is not None:
        return found, False
    now = timezone.now()
    _demand_open(held, service, channel, now)
    _demand_sense(held, channel, priority, slot_at)
    last = Ticket.objects.filter(queue_day=held, prefix=service.prefix).aggregate(last=Max("number"))["last"] or 0
    made = Ticket.objects.create(
        queue_day=held,
        service=service,
        prefix=service.prefix,
        number=last + 1,
        key=key,
        token=token_of(key),
        holder=holder,
        channel=channel,
        priority=priority if office.priority_open else Priority.NONE,
        state=TicketState.BOOKED if slot_at else TicketState.WAITING,
        issued_at=now,
        slot_at=slot_at,
        arrived_at=None if channel in AWAY else now,
        clock_at=slot_at or now,
    )
    facts = {"service": service.pk, "channel": channel, "priority": made.priority}
    write(held, EventKind.ISSUE, by=by, ticket=made, payload=facts, at=now)
    return made, True


def _demand_open(held: QueueDay, service: QueueService, channel: str, now: datetime) -> None:
    """Numbers are given on the office's days, from the stated hour until it closes."""
    office, local = held.office, timezone.localtime(now)
    if not office.active or not service.active or service.office_id != office.pk:
        raise StateError("Layanan ini tidak menerima nomor antrean.")
    if held.closed_at is not None or local.time() >= office.closes:
        raise StateError(f"Antrean {office.name} sudah ditutup untuk hari ini.")
    if str(local.isoweekday()) not in office.weekdays:
        raise StateError(f"Hari ini {office.name} tidak melayani antrean.")
    if local.time() < office.issues_from and channel != Channel.SLOT:
        raise StateError(f"Nomor diberikan mulai pukul {office.issues_from:%H.%M}.")


def _demand_sense(held: QueueDay, channel: str, priority: str, slot_at: datetime | None) -> None:
    if channel not in Channel.values or priority not in Priority.values:
        raise ValidationError("Pilihan tidak dikenal. Muat ulang halaman.")
    if (slot_at is not None) != (channel == Channel.SLOT):
        raise ValidationError({"slot_at": "Pilih waktu janji temu."})
    if slot_at is not None and timezone.localtime(slot_at).date() != held.day:
        raise ValidationError({"slot_at": "Janji temu berlaku untuk hari ini."})


def _keep_promise(ticket: Ticket) -> None:
    """Write down what this number was told at issue; later its first call tells whether the word was kept."""
    promise, ahead = promise_of(ticket)
    if promise is not None:
        ticket.promise_low, ticket.promise_high, ticket.ahead = promise.p20, promise.p80, ahead
        Ticket.objects.filter(pk=ticket.pk).update(promise_low=promise.p20, promise_high=promise.p80, ahead=ahead)


@transaction.atomic
def arrive(*, by: Any = None, ticket: Ticket) -> Ticket:
    """A person who took the number elsewhere is at the office now; who is over 10 minutes late counts from now on."""
    held, found = fresh(ticket)
    now = timezone.now()
    if found.state != TicketState.BOOKED:
        if found.arrived_at is None and found.state == TicketState.WAITING:
            found.arrived_at = now
            Ticket.objects.filter(pk=found.pk).update(arrived_at=now)
            write(held, EventKind.ARRIVE, by=by, ticket=found, at=now)
        return found
    slot = found.slot_at or now
    clock = now if (now - slot).total_seconds() / 60 > GRACE else slot
    return turn(held, found, "arrive", by=by, also={"arrived_at": now, "clock_at": clock})


@transaction.atomic
def cancel_ticket(*, by: Any = None, ticket: Ticket) -> Ticket:
    """Give a number back; cancelling twice is once."""
    held, found = fresh(ticket)
    if found.state == TicketState.CANCELLED:
        return found
    return turn(held, found, "cancel", by=by, also={"ended_at": timezone.now()})
