"""What the verbs of this room share: the lock, the count, the words told, a person's columns."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.formats import date_format

from acara.models import Event, Registration
from acara.states import HOLDS_SEAT, SeatState
from notifications.services import changed_in_public, tell, tell_person
from wilayah.queries import search_key


@dataclass(frozen=True)
class Details:
    """One line of an attendance sheet, as somebody typed it."""

    name: str
    address: str = ""
    region: Any = None
    institution: str = ""
    unsur: str = ""
    sex: str = ""
    phone: str = ""
    age: str = ""

    def columns(self) -> dict[str, Any]:
        """The columns of a Registration or an Attendance."""
        return {
            "name": self.name,
            "name_key": search_key(self.name),
            "address": self.address,
            "region": self.region,
            "institution": self.institution,
            "unsur": self.unsur,
            "sex": self.sex,
            "phone": self.phone,
            "age": self.age,
        }


def demand_right(by: Any, rule: str, obj: Any, words: str) -> None:
    """PermissionDenied in words where the rule refuses."""
    if not by.has_perm(rule, obj):
        raise PermissionDenied(words)


def lock(event: Event) -> Event:
    """The event as it stands now, its row held until the transaction ends: who comes first is first."""
    return Event.objects.select_for_update(of=("self",)).select_related("topic", "region").get(pk=event.pk)


def recount(held: Event) -> None:
    """Write how many places are taken and wanted; the row is locked."""
    sums = Registration.objects.filter(event=held).aggregate(
        taken=Sum("places", filter=Q(state__in=HOLDS_SEAT), default=0),
        waiting=Sum("places", filter=Q(state=SeatState.WAITING), default=0),
    )
    held.taken, held.waiting = sums["taken"], sums["waiting"]
    Event.objects.filter(pk=held.pk).update(**sums)


def freshen(held: Event) -> None:
    """Public pages of the event and its lists are no longer true."""
    if held.topic is not None:
        changed_in_public(held.topic)


def when_words(event: Event) -> str:
    """Monday's date and hour as told: "5 Januari 2027 pukul 09.00"."""
    start = timezone.localtime(event.starts_at)
    return f"{date_format(start, 'j F Y')} pukul {date_format(start, 'H.i')}"


def registrants(event: Event) -> list[int]:
    """Keys of people with an account who are registered, offered or waiting."""
    rows = Registration.objects.filter(event=event, person__isnull=False).active()
    return list(rows.values_list("person_id", flat=True))


def tell_all(held: Event, kind: str, words: str, occasion: str, *, skip: Any = None, regions: bool = True) -> None:
    """Tell followers and everybody registered."""
    if held.topic is not None:
        url, also = held.get_absolute_url(), registrants(held)
        key = f"acara:{held.pk}:{occasion}"
        tell(held.topic, kind=kind, text=words, occasion=key, url=url, skip=skip, also=also, regions=regions)


def tell_registrant(registration: Registration, kind: str, words: str, occasion: str) -> None:
    """Tell the person a registration belongs to; a guest stands on the desk's list instead."""
    if registration.person is None:
        return
    event = registration.event
    tell_person(
        user=registration.person,
        kind=kind,
        text=words,
        url=f"{event.own_url}tiket/",
        occasion=f"acara:{event.pk}:{registration.pk}:{occasion}",
        topic=event.topic,
    )


def twins(rows: Any, name: str, phone: str = "") -> list[Any]:
    """Rows that may be the same person: the same name, or the same number."""
    alike = Q(name_key=search_key(name)) if search_key(name) else Q(pk__in=[])
    if phone:
        alike |= Q(phone=phone)
    return list(rows.filter(alike)[:3])


def twin_words(found: Iterable[Any]) -> str:
    """The hint about a possible double."""
    names = ", ".join(f"{row.name}{f', {row.address}' if row.address else ''}" for row in found)
    return f"Mungkin sudah tercatat: {names}. Centang “orang lain” bila memang orang yang berbeda."
