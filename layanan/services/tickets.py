"""Taking a number, coming to the office, giving the number back."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core.states import StateError
from layanan.models import Application, QueueDay, QueueOffice, QueueService, Ticket, minute_of
from layanan.queries.slots import free_slots, serves_on
from layanan.queries.waiting import promise_of
from layanan.queue.order import GRACE
from layanan.services.log import day_of, fresh, lock, note, turn, write
from layanan.states import AWAY, Channel, EventKind, Priority, TicketState


def token_of(key: uuid.UUID) -> str:
    """The secret of the ticket that this request takes: the same request always gets the same, nobody can guess it."""
    return salted_hmac("layanan.nomor", key.hex, algorithm="sha256").hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks for: `number` is what stands on paper already, `chain` are services of the same visit."""

    office: QueueOffice
    service: QueueService
    key: uuid.UUID
    channel: str = Channel.KIOSK
    priority: str = Priority.NONE
    holder: str = ""
    slot_at: datetime | None = None
    number: int | None = None
    application: Application | None = None
    chain: tuple[QueueService, ...] = ()


def take_ticket(*, by: Any = None, **wish: Any) -> Ticket:
    """Draw a number for a service. The same key again, or the same holder while it is open, gives the same ticket.

    Takes what a Wish has: `holder` is a keyed hash of a phone or browser secret; `slot_at` is a booked time. Every
    number gets its promise of a waiting time, kept beside what came true. Raises StateError, ValidationError,
    PermissionDenied.
    """
    ticket, made = _enter(Wish(**wish), by)
    if made and ticket.queue_day.day == timezone.localdate():
        _keep_promise(ticket)
    return ticket


@transaction.atomic
def _enter(wish: Wish, by: Any) -> tuple[Ticket, bool]:
    if by is not None and not by.has_perm("layanan.issue", wish.office):
        raise PermissionDenied("Anda tidak bertugas di kantor ini.")
    held = lock(day_of(wish.office, timezone.localtime(wish.slot_at).date() if wish.slot_at else None))
    found = Ticket.objects.select_related("service", "queue_day__office").filter(key=wish.key).first()
    if found is None and wish.holder:
        mine = Ticket.objects.filter(queue_day=held, service=wish.service, holder=wish.holder).active()
        found = mine.select_related("service", "queue_day__office").first()
    if found is not None:
        return found, False
    now = timezone.now()
    demand_open(held, wish.service, wish.channel, now)
    _demand_sense(wish, now)
    if wish.slot_at is not None and wish.slot_at not in free_slots(held.office, held.day):
        raise StateError("Jam itu baru saja terisi. Pilih jam lain.")
    made = made_ticket(held, wish, _number(held, wish), now)
    facts = {"service": made.service_id, "channel": made.channel, "priority": made.priority}
    facts |= {"slot": minute_of(made.slot_at)} if made.slot_at else {}
    write(held, EventKind.ISSUE, by=by, ticket=made, payload=facts, at=now)
    return made, True


def made_ticket(held: QueueDay, wish: Wish, number: int, now: datetime, **more: Any) -> Ticket:
    """The row of a new number."""
    return Ticket.objects.create(
        queue_day=held,
        service=wish.service,
        prefix=prefix_of(wish),
        number=number,
        key=wish.key,
        token=token_of(wish.key),
        holder=wish.holder,
        channel=wish.channel,
        priority=wish.priority if wish.office.priority_open else Priority.NONE,
        state=TicketState.BOOKED if wish.slot_at else TicketState.WAITING,
        issued_at=now,
        slot_at=wish.slot_at,
        arrived_at=None if wish.channel in AWAY else now,
        clock_at=wish.slot_at or now,
        application=wish.application,
        chain=[service.pk for service in wish.chain if service != wish.service],
        **more,
    )


def prefix_of(wish: Wish) -> str:
    """Numbers torn off a roll have their own prefix."""
    return wish.office.roll_prefix if wish.channel == Channel.PAPER else wish.service.prefix


def _number(held: QueueDay, wish: Wish) -> int:
    """The next number given by the server; blocks that devices hold stand apart. On paper: the one that is printed."""
    drawn = Ticket.objects.filter(queue_day=held, prefix=prefix_of(wish))
    if wish.number is not None:
        if drawn.filter(number=wish.number).exists():
            raise StateError(f"Nomor {prefix_of(wish)}-{wish.number:03d} sudah dicatat hari ini.")
        return wish.number
    blocks = [(a, b) for lease in held.leases.all() for prefix, a, b in lease.blocks if prefix == prefix_of(wish)]
    own = drawn.exclude(reduce(or_, (Q(number__gte=a, number__lte=b) for a, b in blocks))) if blocks else drawn
    number = (own.aggregate(last=Max("number"))["last"] or 0) + 1
    while block := next((b for a, b in blocks if a <= number <= b), 0):
        number = block + 1
    return number


def demand_open(held: QueueDay, service: QueueService, channel: str, now: datetime) -> None:
    """Numbers are given on the office's days, from the stated hour until it closes."""
    office, local = held.office, timezone.localtime(now)
    if not office.active or not service.active or service.office_id != office.pk:
        raise StateError("Layanan ini tidak menerima nomor antrean.")
    today = held.day == local.date()
    if held.closed_at is not None or (today and local.time() >= office.closes):
        raise StateError(f"Antrean {office.name} sudah ditutup untuk hari ini.")
    if not serves_on(office, held.day):
        raise StateError(f"{office.name} tidak melayani antrean pada hari itu.")
    if local.time() < office.issues_from and channel != Channel.SLOT:
        raise StateError(f"Nomor diberikan mulai pukul {office.issues_from:%H.%M}.")


def _demand_sense(wish: Wish, now: datetime) -> None:
    if wish.channel not in Channel.values or wish.priority not in Priority.values:
        raise ValidationError("Pilihan tidak dikenal. Muat ulang halaman.")
    if (wish.slot_at is not None) != (wish.channel == Channel.SLOT):
        raise ValidationError({"slot_at": "Pilih waktu janji temu."})
    if wish.slot_at is not None and wish.slot_at < now:
        raise ValidationError({"slot_at": "Jam itu sudah lewat. Pilih jam lain."})
    if (wish.number is not None) != (wish.channel == Channel.PAPER) or not (wish.number or 1) > 0:
        raise ValidationError({"number": "Ketik nomor pada kertas."})
    if wish.channel == Channel.PAPER and not wish.office.roll_prefix:
        raise ValidationError({"number": "Kantor ini tidak memakai nomor kertas."})
    if any(service.office_id != wish.office.pk for service in wish.chain):
        raise ValidationError({"chain": "Pilih layanan kantor ini."})


def _keep_promise(ticket: Ticket) -> None:
    """Write down what this number was told at issue; later its first call tells whether the word was kept."""
    promise, ahead = promise_of(ticket)
    if promise is not None:
        ticket.promise_low, ticket.promise_high, ticket.ahead = promise.p20, promise.p80, ahead
        Ticket.objects.filter(pk=ticket.pk).update(promise_low=promise.p20, promise_high=promise.p80, ahead=ahead)
        told = {"ahead": ahead, "low": _finite(promise.p20), "high": _finite(promise.p80)}
        note(ticket.queue_day, EventKind.PROMISE, ticket=ticket, payload=told, at=ticket.issued_at)


def _finite(minutes: float) -> float | None:
    return round(minutes, 2) if minutes < float("inf") else None


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


@transaction.atomic
def confirm(*, by: Any = None, ticket: Ticket) -> Ticket:
    """ "Saya tetap datang": asked of those outside the office half an hour before their turn."""
    held, found = fresh(ticket)
    if found.state not in {TicketState.WAITING, TicketState.BOOKED}:
        raise StateError("Nomor ini tidak sedang menunggu.")
    if found.confirmed_at is None:
        found.confirmed_at = timezone.now()
        Ticket.objects.filter(pk=found.pk).update(confirmed_at=found.confirmed_at)
        write(held, EventKind.CONFIRM, by=by, ticket=found)
    return found
