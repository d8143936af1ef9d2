"""What a device did while it was cut off is told afterwards: once, by enrolled devices, within the time of its lease.

The state of a number is read from all that its device told, ordered as the device counted: so it does not matter in
which order, in how many pieces or how often the server hears of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from core.states import StateError
from layanan.models import QueueDay, QueueDevice, QueueLease, QueueService, ServiceEvent, Ticket
from layanan.services.log import lock, write
from layanan.services.tickets import Wish, made_ticket
from layanan.states import Channel, DeviceKind, EventKind, TicketState

SKEW = timedelta(minutes=2)  # a device's clock may be so much ahead
KINDS = {
    DeviceKind.KIOSK: frozenset({EventKind.ISSUE}),
    DeviceKind.COUNTER: frozenset({EventKind.CALL, EventKind.SERVE, EventKind.SKIP, EventKind.FINISH}),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing a device did by itself. A number is named as it stands on the slip."""

    uuid: UUID
    lease: UUID
    sequence: int
    at: datetime
    kind: str
    prefix: str
    number: int
    service: int | None = None
    priority: str = ""


@dataclass
class Answer:
    """What became of each: taken (or known already), or refused with the words why."""

    taken: list[UUID] = field(default_factory=list)
    refused: dict[UUID, str] = field(default_factory=dict)


@transaction.atomic
def replay(*, device: QueueDevice, told: Sequence[Told]) -> Answer:
    """Take what a device did alone into the log. Raises PermissionDenied for a device that was revoked."""
    if not QueueDevice.objects.filter(pk=device.pk, revoked_at__isnull=True).exists():
        raise PermissionDenied("Perangkat ini sudah dicabut.")
    leases = {one.uuid: one for one in device.leases.filter(uuid__in={t.lease for t in told})}
    days = {pk: lock(QueueDay(pk=pk)) for pk in sorted({one.queue_day_id for one in leases.values()})}
    known = set(ServiceEvent.objects.filter(uuid__in=[t.uuid for t in told]).values_list("uuid", flat=True))
    answer, changed = Answer(), set[int]()
    for one in sorted(told, key=lambda t: t.sequence):
        try:
            if one.uuid not in known:
                _take(device, leases.get(one.lease), days, one)
                known.add(one.uuid)
                changed.add(leases[one.lease].queue_day_id)
            answer.taken.append(one.uuid)
        except StateError as error:
            answer.refused[one.uuid] = str(error)
    for pk in sorted(changed):
        _settle(days[pk], device)
    return answer


def _take(device: QueueDevice, lease: QueueLease | None, days: dict[int, QueueDay], one: Told) -> None:
    """Write one of them down; StateError says why not."""
    if one.kind not in KINDS[DeviceKind(device.kind)]:
        raise StateError("Perangkat ini tidak mengerjakan langkah itu.")
    if lease is None or lease.closed_at is not None:
        raise StateError("Bekal luring ini tidak berlaku.")
    if not lease.covers(one.at) or one.at > timezone.now() + SKEW:
        raise StateError("Waktunya di luar masa bekal luring. Periksa jam perangkat.")
    if ServiceEvent.objects.filter(device=device.uuid.hex, sequence=one.sequence).exists():
        raise StateError("Urutan catatan ini sudah dipakai.")
    held = days[lease.queue_day_id]
    ticket = _issued(held, lease, one) if one.kind == EventKind.ISSUE else _named(held, lease, one)
    facts = {"service": ticket.service_id, "channel": ticket.channel, "priority": ticket.priority}
    write(
        held,
        one.kind,
        ticket=ticket,
        counter=device.counter,
        at=one.at,
        uuid=one.uuid,
        device=device.uuid.hex,
        sequence=one.sequence,
        payload=facts if one.kind == EventKind.ISSUE else {},
        actor=lease.officer_id,
    )


def _service(held: QueueDay, one: Told) -> QueueService:
    services = held.office.services.filter(prefix=one.prefix)
    found = services.filter(pk=one.service).first() if one.service else services.first()
    if found is None:
        raise StateError("Layanan nomor ini tidak dikenal.")
    return found


def _issued(held: QueueDay, lease: QueueLease, one: Told) -> Ticket:
    """A number that the kiosk gave; a counter may have spoken of it before."""
    if not _inside(lease.blocks, one):
        raise StateError("Nomor ini bukan bekal perangkat ini.")
    found = held.tickets.filter(prefix=one.prefix, number=one.number).first()
    service = _service(held, one)
    if found is None:
        return _made(held, service, one)
    if ServiceEvent.objects.filter(ticket=found, kind=EventKind.ISSUE).exists():
        raise StateError("Nomor ini sudah diberikan.")
    found.service, found.priority = service, one.priority
    found.issued_at = found.arrived_at = found.clock_at = one.at
    found.save(update_fields=["service", "priority", "issued_at", "arrived_at", "clock_at"])
    return found


def _made(held: QueueDay, service: QueueService, one: Told) -> Ticket:
    key = uuid5(NAMESPACE_OID, f"{held.pk} {one.prefix} {one.number} {one.uuid}")
    wish = Wish(office=held.office, service=service, key=key, channel=Channel.KIOSK, priority=one.priority)
    return made_ticket(held, wish, one.number, one.at)


def _named(held: QueueDay, lease: QueueLease, one: Told) -> Ticket:
    """Who a counter called: one of those named for it, or a number typed from a slip of a kiosk that is cut off too."""
    found = held.tickets.filter(prefix=one.prefix, number=one.number).first()
    others = [blocks for blocks in held.leases.values_list("blocks", flat=True) if _inside(blocks, one)]
    if found is None:
        if not others:
            raise StateError("Nomor ini tidak ada pada hari itu.")
        return _made(held, _service(held, one), one)
    mine = found.lease_id == lease.pk or found.counter_id == lease.device.counter_id
    touched = ServiceEvent.objects.filter(ticket=found, device=lease.device.uuid.hex).exists()
    if not (mine or touched or others):
        raise StateError("Nomor ini bukan bekal loket ini.")
    if one.kind == EventKind.CALL and not touched and _called_elsewhere(found, lease):
        raise StateError("Nomor ini sudah dipanggil loket lain.")
    return found


def _called_elsewhere(ticket: Ticket, lease: QueueLease) -> bool:
    calls = ServiceEvent.objects.filter(ticket=ticket, kind=EventKind.CALL).exclude(counter=lease.device.counter)
    return calls.exists()


def _inside(blocks: Iterable[Sequence[Any]], one: Told) -> bool:
    return any(prefix == one.prefix and first <= one.number <= last for prefix, first, last in blocks)


AFTER = {
    EventKind.CALL: TicketState.CALLED,
    EventKind.SERVE: TicketState.SERVED,
    EventKind.SKIP: TicketState.PARKED,
    EventKind.FINISH: TicketState.DONE,
}


UNKNOWING = (EventKind.CLOSE, EventKind.CANCEL, EventKind.LAPSE, EventKind.PROMISE, EventKind.CONFIRM)
HERE = frozenset({TicketState.CALLED, TicketState.SERVED})


def _settle(held: QueueDay, device: QueueDevice) -> None:
    """Where each number stands after all its counter told; at most one is still at the counter, the one called last."""
    rows = ServiceEvent.objects.filter(device=device.uuid.hex, day=held.day).exclude(kind=EventKind.ISSUE)
    told = list(rows.order_by("sequence"))
    calls = [event for event in told if event.kind == EventKind.CALL]
    by_ticket: dict[int, list[ServiceEvent]] = {}
    for event in told:
        by_ticket.setdefault(event.ticket_id or 0, []).append(event)
    last = calls[-1].ticket_id if calls else None
    for pk in sorted(by_ticket, key=lambda pk: pk == last):
        _settle_one(held.tickets.get(pk=pk), by_ticket[pk], calls, device)


def _settle_one(ticket: Ticket, events: list[ServiceEvent], calls: list[ServiceEvent], device: QueueDevice) -> None:
    columns, last = _columns(ticket, events), events[-1]
    online = ServiceEvent.objects.filter(ticket=ticket, device="", at__gt=last.at).exclude(kind__in=UNKNOWING)
    if online.exists():
        return  # it went on at the server afterwards
    if columns["state"] in HERE:
        after = next((call.at for call in calls if (call.sequence or 0) > (last.sequence or 0)), None)
        if after is None and not _make_room(ticket, last.at, device):
            after = last.at
        if after is not None:
            columns |= {"state": TicketState.DONE, "ended_at": after}
    Ticket.objects.filter(pk=ticket.pk).update(**columns)


def _make_room(ticket: Ticket, at: datetime, device: QueueDevice) -> bool:
    """Who was at the counter before has gone; False where somebody newer stands there by now."""
    there = Ticket.objects.filter(counter=device.counter, state__in=HERE).exclude(pk=ticket.pk)
    if there.filter(called_at__gt=at).exists():
        return False
    there.update(state=TicketState.DONE, ended_at=at)
    return True


def _columns(ticket: Ticket, events: Sequence[ServiceEvent]) -> dict[str, Any]:
    """The columns of a number from what its counter told of it."""
    calls = [event.at for event in events if event.kind == EventKind.CALL]
    served = [event.at for event in events if event.kind == EventKind.SERVE]
    last = events[-1]
    columns: dict[str, Any] = {"state": AFTER[EventKind(last.kind)], "lease": None, "counter": last.counter}
    if calls:
        first = min(calls[0], ticket.first_called_at or calls[0])
        columns |= {"first_called_at": first, "called_at": calls[-1], "times_called": min(len(calls), 3)}
    columns |= {"served_at": served[-1]} if served else {}
    if last.kind == EventKind.FINISH:
        columns["ended_at"] = last.at
    if last.kind == EventKind.SKIP:
        columns |= {"parked_at": last.at, "counter": None}
    if last.kind != EventKind.FINISH:
        columns["ended_at"] = None
    return columns
