"""What the clock does: offers end, people are reminded, contacts are forgotten."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from acara.models import Attendance, Event, Registration
from acara.services.parts import freshen, lock, tell_registrant, when_words
from acara.services.queue import fill
from acara.states import LIVE, SeatState
from audit.services import move
from core.periodic import one_by_one
from notifications.services import tell

REMIND_BEFORE = timedelta(hours=24)


def run_clock() -> int:
    """End offers whose time is over and remind people of tomorrow (periodic job); how many."""
    return one_by_one([*ended_offers(), *to_remind()], on_time)


def on_time(thing: Registration | Event) -> None:
    """What the clock asks of one offer or one event now."""
    if isinstance(thing, Registration):
        lapse(thing)
    else:
        remind(thing)


def ended_offers() -> list[Registration]:
    """Offers nobody took in time."""
    now = timezone.now()
    over = Q(offer_until__lte=now) | Q(event__starts_at__lte=now)
    return list(Registration.objects.filter(over, state=SeatState.OFFERED).select_related("event").order_by("id")[:200])


@transaction.atomic
def lapse(registration: Registration) -> None:
    """End one offer and let the next in line have it."""
    held = lock(registration.event)
    fresh = Registration.objects.select_related("person").get(pk=registration.pk)
    if fresh.state != SeatState.OFFERED:
        return
    fresh.event = held
    move(fresh, "lapse", by=None, also={"offer_until": None})
    tell_registrant(fresh, "acara_tawaran_lewat", f"Tawaran tempat lewat waktunya: {held.title}.", "lewat")
    fill(held)
    freshen(held)


def to_remind() -> list[Event]:
    """Events of the next 24 hours whose people were not reminded of this start."""
    now = timezone.now()
    soon = Event.objects.filter(state__in=LIVE, starts_at__gt=now, starts_at__lte=now + REMIND_BEFORE)
    return list(soon.exclude(reminded_for=F("starts_at"))[:50])


@transaction.atomic
def remind(event: Event) -> None:
    """Remind everybody who has a seat, once for each start; who registered within the last day knows."""
    held = lock(event)
    if held.reminded_for == held.starts_at or held.topic is None:
        return
    Event.objects.filter(pk=held.pk).update(reminded_for=held.starts_at)
    rows = Registration.objects.filter(event=held, person__isnull=False).seated()
    early = rows.filter(created_at__lt=held.starts_at - REMIND_BEFORE)
    words = f"Besok atau hari ini: {held.title}, {when_words(held)}, {held.place}. Siapkan tiket Anda."
    tell(
        held.topic,
        kind="acara_pengingat",
        text=words,
        occasion=f"acara:{held.pk}:ingat:{held.starts_at:%Y%m%d%H%M}",
        url=f"{held.own_url}tiket/",
        also=list(early.values_list("person_id", flat=True)),
        followers=False,
        regions=False,
    )


def forget_contacts() -> int:
    """Delete numbers and addresses of people at events long over (periodic job); how many events."""
    before = timezone.now() - timedelta(days=settings.ATTENDANCE_CONTACT_DAYS)
    over = Event.objects.filter(ends_at__lt=before, forgotten_at__isnull=True).order_by("id")[:50]
    return one_by_one(list(over), forget)


@transaction.atomic
def forget(event: Event) -> None:
    """Keep names, sides and L/P of one event's lists; numbers and addresses go."""
    for model in (Registration, Attendance):
        model.objects.filter(event=event).update(phone="", address="")
    Event.objects.filter(pk=event.pk).update(forgotten_at=timezone.now())
