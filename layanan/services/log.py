"""The one writer of a ticket's state and of the log: the move and its event stand in one transaction.

Tickets do not go through audit.services.move: they belong to nobody and there are hundreds a day, so their trail is the
append-only log of services, not the public trail of civic deeds.
"""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.rows import ensure
from core.states import StateError
from layanan.models import QueueCounter, QueueDay, QueueOffice, ServiceEvent, Ticket
from layanan.states import TICKET


def day_of(office: QueueOffice, day: date | None = None) -> QueueDay:
    """The office's day (today), made when nobody came before."""
    found: QueueDay = ensure(QueueDay.objects, office=office, day=day or timezone.localdate())[0]
    found.office = office
    return found


def lock(queue_day: QueueDay) -> QueueDay:
    """The day as it stands now, its row held until the transaction ends: numbers and calls come one after another."""
    return QueueDay.objects.select_for_update(of=("self",)).select_related("office").get(pk=queue_day.pk)


def write(held: QueueDay, kind: str, *, by: Any = None, ticket: Ticket | None = None, **more: Any) -> ServiceEvent:
    """Add one event to the log; the day's version rises, so that screens know."""
    held.version += 1
    QueueDay.objects.filter(pk=held.pk).update(version=held.version, calls=held.calls)
    return ServiceEvent.objects.create(
        kind=kind,
        office=held.office,
        day=held.day,
        ticket=ticket,
        actor_id=by.pk if by is not None else more.pop("actor", None),
        at=more.pop("at", None) or timezone.now(),
        **more,
    )


def note(queue_day: QueueDay, kind: str, *, ticket: Ticket, payload: dict[str, Any], **more: Any) -> None:
    """Add to the log what no screen shows: the day's version stays, nobody asks anew."""
    at = more.pop("at", None) or timezone.now()
    ServiceEvent.objects.create(
        kind=kind, office=queue_day.office, day=queue_day.day, ticket=ticket, at=at, payload=payload, **more
    )


def turn(
    held: QueueDay,
    ticket: Ticket,
    name: str,
    *,
    by: Any,
    counter: QueueCounter | None = None,
    also: dict[str, Any] | None = None,
    payload: dict[str, Any] | None = None,
    **more: Any,
) -> Ticket:
    """Do the deed `name` on a ticket, following its table, and write it down. `by` None: the house or the holder.

    `more` goes into the event: `at`, `uuid`, `device`, `sequence` of what a device did by itself.

    Raises StateError (no such step, or somebody was faster) and PermissionDenied.
    """
    row = TICKET.row(name, ticket.state)
    if by is not None and not by.has_perm(row.rule, ticket):
        raise PermissionDenied("Anda tidak bertugas di kantor ini.")
    columns = {"state": row.target, **(also or {})}
    if not Ticket.objects.filter(pk=ticket.pk, state=ticket.state).update(**columns):
        raise StateError("Nomor ini baru saja diubah di layar lain. Muat ulang halaman.")
    for field, value in columns.items():
        setattr(ticket, field, value)
    write(held, name, by=by, ticket=ticket, counter=counter, payload=payload or {}, **more)
    return ticket


def fresh(ticket: Ticket) -> tuple[QueueDay, Ticket]:
    """The ticket's day locked, and the ticket as it stands now."""
    held = lock(ticket.queue_day)
    found = Ticket.objects.select_related("service", "counter").get(pk=ticket.pk)
    found.queue_day = held
    return held, found
