"""Browsers of an office: enrolled by an officer, given what they need to work alone, and refused once revoked."""

import secrets
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from core.sealing import keyed_hash
from core.states import StateError
from layanan.models import QueueCounter, QueueDay, QueueDevice, QueueLease, QueueOffice, Ticket, minute_of
from layanan.queue.order import in_order
from layanan.services.calling import free_of_leases
from layanan.services.log import day_of, lock, write
from layanan.states import DeviceKind, EventKind, TicketState

LEASE_FOR = timedelta(minutes=60)
FIRST_BLOCK, BLOCK = 400, 50
NAMED = 3  # waiting people that one counter may call alone: about half an hour's work
PURPOSE = "antrean perangkat"
COOKIE = "antrean_perangkat"  # by which a browser shows that it is a device


def enrol(*, by: Any, office: QueueOffice, counter: QueueCounter | None = None) -> tuple[QueueDevice, str]:
    """Make a browser the office's kiosk, or the computer of one counter; the secret is told once."""
    right = "layanan.serve" if counter is not None else "layanan.run_queue"
    if not by.has_perm(right, office):
        raise PermissionDenied("Anda tidak berwenang mendaftarkan perangkat kantor ini.")
    secret = secrets.token_urlsafe(24)
    made = QueueDevice.objects.create(
        office=office,
        kind=DeviceKind.COUNTER if counter is not None else DeviceKind.KIOSK,
        counter=counter,
        secret=keyed_hash(secret, PURPOSE),
        enrolled_by=by.pk,
    )
    return made, f"{made.uuid.hex}.{secret}"


def device_of(told: str) -> QueueDevice | None:
    """The device that knows this secret; None for a guess and for one that was revoked."""
    name, _, secret = told.partition(".")
    if len(name) != 32 or not set(name) <= set("0123456789abcdef"):
        return None
    found = QueueDevice.objects.select_related("office", "counter").filter(uuid=name, revoked_at__isnull=True).first()
    return found if found and constant_time_compare(found.secret, keyed_hash(secret, PURPOSE)) else None


@transaction.atomic
def revoke(*, by: Any, device: QueueDevice) -> QueueDevice:
    """A browser that was lost or replaced: what it holds comes back, what it still sends is refused."""
    if not by.has_perm("layanan.run_queue", device.office):
        raise PermissionDenied("Anda tidak berwenang mencabut perangkat kantor ini.")
    if device.revoked_at is None:
        device.revoked_at = timezone.now()
        device.save(update_fields=["revoked_at"])
        for lease in device.leases.filter(closed_at__isnull=True).select_related("queue_day"):
            give_back(lease)
    return device


@transaction.atomic
def lease(*, device: QueueDevice, by: Any = None) -> QueueLease:
    """What a device may do alone for an hour: a kiosk's numbers, a counter's people. Asked again, it lasts longer."""
    if device.kind == DeviceKind.COUNTER and not (by is not None and by.has_perm("layanan.serve", device.office)):
        raise PermissionDenied("Anda tidak bertugas di kantor ini.")
    held, now = lock(day_of(device.office)), timezone.now()
    if held.closed_at is not None:
        raise StateError("Hari ini sudah ditutup.")
    mine = device.leases.filter(closed_at__isnull=True).select_related("queue_day").first()
    if mine is not None and (mine.queue_day_id != held.pk or mine.ends_at < now):
        _close(lock(mine.queue_day), mine)
        mine = None
    if mine is None:
        mine = QueueLease(device=device, queue_day=held, given_at=now, blocks=_blocks(held, device))
    mine.ends_at, mine.officer_id = now + LEASE_FOR, by.pk if by is not None else None
    fresh = mine.pk is None
    mine.save()
    if fresh:
        facts = {"device": device.uuid.hex, "blocks": mine.blocks}
        write(held, EventKind.LEASE, by=by, counter=device.counter, payload=facts)
    if device.counter is not None:
        _name(held, mine, device.counter)
    QueueDevice.objects.filter(pk=device.pk).update(seen_at=now)
    return mine


def _blocks(held: QueueDay, device: QueueDevice) -> list[list[Any]]:
    """For each prefix of a kiosk the next numbers that nobody has: A-400 to A-449, then A-450."""
    if device.kind != DeviceKind.KIOSK:
        return []
    taken: dict[str, int] = {}
    for blocks in held.leases.values_list("blocks", flat=True):
        for prefix, _, last in blocks:
            taken[prefix] = max(taken.get(prefix, 0), last)
    for prefix, number in held.tickets.values_list("prefix", "number"):
        taken[prefix] = max(taken.get(prefix, 0), number)
    prefixes = sorted(set(device.office.services.filter(active=True).values_list("prefix", flat=True)))
    starts = {prefix: max(FIRST_BLOCK, -(-(taken.get(prefix, 0) + 1) // BLOCK) * BLOCK) for prefix in prefixes}
    return [[prefix, start, start + BLOCK - 1] for prefix, start in starts.items()]


def _name(held: QueueDay, mine: QueueLease, counter: QueueCounter) -> None:
    """The people this counter would call next, and nobody else while the lease lasts.

    Named anew at every renewal, and never more than its share of the line: nobody waits for a busy counter while
    another one stands free.
    """
    does = frozenset(counter.services.values_list("pk", flat=True)) or None
    now = timezone.now()
    mine.tickets.exclude(state=TicketState.CALLED).update(lease=None)
    line = list(held.tickets.waiting().filter(free_of_leases(now)))
    manned = held.office.counters.filter(active=True, officer__isnull=False).count() or 1
    chosen = in_order((t.in_line(held.calls) for t in line), minute_of(now), does)[: min(NAMED, len(line) // manned)]
    Ticket.objects.filter(pk__in=[w.rank for w in chosen]).update(lease=mine)


@transaction.atomic
def give_back(lease: QueueLease) -> None:
    """A device is with the server again, or will not come back: each number it left unused is written down."""
    _close(lock(lease.queue_day), lease)


def _close(held: QueueDay, lease: QueueLease) -> None:
    if not QueueLease.objects.filter(pk=lease.pk, closed_at__isnull=True).update(closed_at=timezone.now()):
        return
    lease.tickets.update(lease=None)
    counter = lease.device.counter
    for prefix, first, last in lease.blocks:
        used = set(
            held.tickets.filter(prefix=prefix, number__gte=first, number__lte=last).values_list("number", flat=True)
        )
        for a, b in unused(first, last, used):
            facts = {"prefix": prefix, "first": a, "last": b, "lease": lease.uuid.hex}
            write(held, EventKind.UNUSED, payload=facts)
    write(held, EventKind.LEASE_END, counter=counter, payload={"device": lease.device.uuid.hex})


def unused(first: int, last: int, used: set[int]) -> list[tuple[int, int]]:
    """Runs of numbers of a block that were not given."""
    runs: list[tuple[int, int]] = []
    for number in range(first, last + 1):
        if number in used:
            continue
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def close_old_leases() -> None:
    """Leases that ended two days ago: their device does not come back."""
    old = QueueLease.objects.filter(closed_at__isnull=True, ends_at__lt=timezone.now() - timedelta(days=2))
    for one in old.select_related("queue_day", "device__counter"):
        give_back(one)
