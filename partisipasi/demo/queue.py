"""The queue at the kecamatan's office: open whenever the demo runs, three counters at work, twelve people waiting."""

import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Role, Rung, User
from accounts.services import give_mandate
from core.sealing import keyed_hash
from layanan.models import QueueCounter, QueueOffice, QueueService, Ticket
from layanan.queries.slots import free_slots
from layanan.queries.waiting import forget
from layanan.services import calling
from layanan.services.days import run_queue_clock
from layanan.services.tickets import confirm, take_ticket
from layanan.states import Channel, Priority
from partisipasi.demo.clock import at, days_ago, moment
from partisipasi.demo.queue_past import Office, seed_past
from partisipasi.demo.timeline import Timeline
from wilayah.queries import root_region

SLUG = "kecamatan"
# name, prefix, the officer's own minutes: in the order of the shipped scenario
SERVICES = (
    ("Legalisasi", "A", 4),
    ("Surat keterangan", "B", 9),
    ("Surat pengantar", "B", 14),
    ("Rekomendasi", "C", 12),
    ("Pertanahan dan waris", "D", 18),
    ("Kependudukan", "E", 10),
)
OFFICERS = (("loket2", "Ratna Wulandari"), ("loket3", "Slamet Riyadi"))
MORNING = timedelta(minutes=50)  # of today's work that has been done when the demo is filled
SOON = timedelta(minutes=15)  # until the booked time, where the day is not over
# Who came, in order: service, and what is unlike the others. Twelve are called below, twelve still wait.
CAME: tuple[tuple[int, dict[str, Any]], ...] = (
    (1, {}),
    (0, {}),
    (4, {}),
    (0, {"channel": Channel.DESK}),
    (2, {}),
    (1, {"priority": Priority.ELDERLY}),
    (5, {}),
    (0, {}),
    (3, {}),
    (1, {}),
    (0, {"channel": Channel.PHONE}),
    (2, {}),
    (0, {}),
    (5, {}),
    (1, {"channel": Channel.PHONE}),
    (4, {}),
    (0, {}),
    (2, {"channel": Channel.PASS}),
    (1, {}),
    (0, {"priority": Priority.PREGNANT}),
    (3, {}),
    (5, {"channel": Channel.PHONE}),
    (0, {}),
    (1, {}),
)
# When each counter presses its key, as a share of that time.
CALLS = ((0.08, 0.30, 0.52, 0.80), (0.12, 0.36, 0.60, 0.93), (0.16, 0.42, 0.70, 0.985))
NOBODY_CAME = (1, 0.60)  # this call: the person is set aside
COMING = 0.985  # this call: the person is on the way to the counter


def seed_queue(people: dict[str, Any]) -> None:
    """The office with its past, and today as it stands now."""
    place = open_office([people["joko"], *(officer(*who) for who in OFFICERS)])
    seed_past(place, timezone.localdate())
    seed_today(place)


def officer(username: str, name: str) -> Any:
    """Somebody who works at a counter and cannot log in."""
    with at(days_ago(800)):
        user = User.objects.create_user(username, None, full_name=name, rung=Rung.SEEN)
        give_mandate(by=None, user=user, role=Role.OFFICER, region=root_region(), title="Petugas loket")
    return user


def open_office(officers: list[Any]) -> Office:
    """An office that never closes: whoever tries the demo may come at night."""
    office = QueueOffice.objects.create(
        region=root_region(),
        slug=SLUG,
        name=f"Kantor Kecamatan {root_region().name}",
        place="Loket layanan, lantai 1",
        weekdays="1234567",
        opens=time(0),
        issues_from=time(0),
        closes=time(23, 59, 59),
    )
    for position, (name, prefix, minutes) in enumerate(SERVICES, 1):
        QueueService.objects.create(office=office, name=name, prefix=prefix, minutes=minutes, position=position)
    for number in range(1, len(officers) + 1):
        QueueCounter.objects.create(office=office, number=number)
    return place_of(office, officers)


def place_of(office: QueueOffice, officers: list[Any]) -> Office:
    return Office(office, list(office.services.all()), list(office.counters.all()), officers)


def keep_queue_alive() -> None:
    """A demo started again on a later day: yesterday is closed, today has people waiting."""
    office = QueueOffice.objects.filter(slug=SLUG).first()
    names = ["joko", *(username for username, _ in OFFICERS)]
    officers = sorted(User.objects.filter(username__in=names), key=lambda user: names.index(user.username))
    run_queue_clock()
    if office is not None and len(officers) == office.counters.count() == len(names):
        seed_today(place_of(office, officers))


def seed_today(place: Office) -> None:
    """The last fifty minutes, by the verbs themselves; nothing where somebody came already."""
    now = timezone.now()
    if place.office.days.filter(day=timezone.localdate(now), tickets__isnull=False).exists():
        return
    forget()
    began = max(now - MORNING, moment(timezone.localdate(now), 0))
    story = Today(place, timezone.localdate(now), began, now)
    story.tell().run()
    forget()


class Today:
    """What has happened since the morning, as deeds with their moments."""

    def __init__(self, place: Office, day: date, began: datetime, now: datetime) -> None:
        self.place, self.day, self.began, self.now = place, day, began, now
        self.timeline = Timeline()

    def tell(self) -> Timeline:
        """All of it, in order."""
        for number, (service, more) in enumerate(CAME):
            self._add(number * 0.04, lambda n=number, s=service, m=more: self._take(n, s, **m))
            if more.get("channel") == Channel.PHONE:
                self._add(number * 0.04 + 0.02, lambda n=number: self._promise_to_come(n))
        self._add(0.05, self._book)
        for index, moments in enumerate(CALLS):
            self._add(0.0, lambda i=index: calling.open_counter(by=self._by(i), counter=self._counter(i)))
            for share in moments:
                self._call(index, share)
        return self.timeline

    def _add(self, share: float, deed: Callable[[], Any]) -> None:
        self.timeline.add(self.began + (self.now - self.began) * share, deed)

    def _promise_to_come(self, number: int) -> None:
        """Who took a number by phone says that they will be there."""
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"antrean/{self.day}/{number}")
        confirm(ticket=Ticket.objects.select_related("queue_day__office").get(key=key))

    def _take(self, number: int, service: int, **more: Any) -> Ticket:
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"antrean/{self.day}/{number}")
        if more.get("channel") in {Channel.PHONE, Channel.SLOT}:
            more["holder"] = keyed_hash(key.hex, "antrean")
        return take_ticket(office=self.place.office, service=self.place.services[service], key=key, **more)

    def _book(self) -> None:
        """Somebody who comes in a while, or at the day's last minute."""
        slots = free_slots(self.place.office, self.day)
        slot = next((at for at in slots if at >= self.now + SOON), slots[-1])
        self._take(len(CAME), 4, channel=Channel.SLOT, slot_at=slot)

    def _by(self, index: int) -> Any:
        return self.place.officers[index]

    def _counter(self, index: int) -> QueueCounter:
        return self.place.counters[index]

    def _call(self, index: int, share: float) -> None:
        """The key, and half a minute later the person is served; once nobody came."""
        called: list[Ticket | None] = []
        by = self._by(index)
        self._add(share, lambda: called.append(calling.call_next(by=by, counter=self._counter(index))))
        if (index, share) == NOBODY_CAME:
            self._add(0.92, lambda: calling.skip(by=by, ticket=called[0]))
        elif share != COMING:
            self._add(share + 0.01, lambda: calling.serve(by=by, ticket=called[0]))
