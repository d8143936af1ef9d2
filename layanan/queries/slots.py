"""Booked times: how many an office can offer on a day, and which are still free."""

from collections import Counter
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from layanan.models import QueueOffice, Ticket
from layanan.queries.waiting import counters_of
from layanan.queue.plan import planned_minutes
from layanan.states import Channel, TicketState
from wilayah.queries import holidays

STEP = 15  # minutes between booked times
DAYS_AHEAD = 7
SOON = timedelta(minutes=10)  # a booked time this close is a number like any other
RETURNS = (5, 30)  # minutes after which a cancelled time is offered again: nobody can sell what nobody can foresee


def serves_on(office: QueueOffice, day: date) -> bool:
    """Whether the office's counters are open on this day."""
    return str(day.isoweekday()) in office.weekdays and (len(office.weekdays) == 7 or day not in holidays())


def days_ahead(office: QueueOffice) -> list[date]:
    """Days for which a time can be booked."""
    today = timezone.localdate()
    return [day for n in range(DAYS_AHEAD + 1) if serves_on(office, day := today + timedelta(days=n))]


def capacity(office: QueueOffice, day: date) -> dict[datetime, int]:
    """How many may book each time: the office's share of the counter minutes planned until the next one."""
    services = list(office.services.filter(active=True))
    if not services or not office.slot_share:
        return {}
    mean = sum(service.minutes for service in services) / len(services)
    _, counters = counters_of(office, day)
    opens, closes = (t.hour * 60 + t.minute for t in (office.opens, office.closes))
    found, offered, given = {}, 0.0, 0
    midnight = timezone.make_aware(datetime.combine(day, time()))
    for minute in range(-(-opens // STEP) * STEP, closes, STEP):
        offered += planned_minutes(counters, minute, min(minute + STEP, closes)) * office.slot_share / 100 / mean
        found[midnight + timedelta(minutes=minute)] = int(offered) - given
        given = int(offered)
    return found


def _returns_at(ticket: Ticket) -> datetime:
    low, high = RETURNS
    ended: datetime = ticket.ended_at or timezone.now()
    return ended + timedelta(minutes=low + int(ticket.token[:4], 16) % (high - low + 1))


def taken(office: QueueOffice, day: date) -> Counter[datetime]:
    """How many hold each time; a cancelled one comes back after a while that nobody can foresee."""
    now = timezone.now()
    rows = Ticket.objects.filter(queue_day__office=office, queue_day__day=day, channel=Channel.SLOT)
    held = (t for t in rows if t.state != TicketState.CANCELLED or _returns_at(t) > now)
    return Counter(ticket.slot_at for ticket in held if ticket.slot_at)


def free_slots(office: QueueOffice, day: date) -> list[datetime]:
    """Times of a day that can still be booked."""
    if not serves_on(office, day):
        return []
    held, soon = taken(office, day), timezone.now() + SOON
    return [at for at, room in capacity(office, day).items() if at >= soon and held[at] < room]
