"""Six events: two held with their attendance, one over and not locked yet, three to come (one of them full)."""

import random
from datetime import timedelta
from typing import Any

from acara import services
from acara.models import Event
from acara.states import Unsur
from partisipasi.demo.clock import days_ago
from partisipasi.demo.timeline import Timeline
from wilayah.models import Region

WORDS = {
    "rapat": "Bahas kebutuhan lingkungan dan siapa mengerjakan apa. Setiap warga boleh bicara.",
    "sosialisasi": "Cara mengajukan usulan, memberi masukan, dan memantau hasilnya..",
}
# kind, title, place, region, organiser, days ago, seats, who comes of those registered, whether the list is locked
STORIES = [
    (
        "rapat",
        "Rapat warga RW 04 tentang drainase",
        "Balai RW 04",
        "33.23.03.1006",
        "Kelurahan Kertosari",
        60,
        60,
        38,
        True,
    ),
    ("sosialisasi", "Sosialisasi pilah sampah rumah tangga", "Pendopo Kecamatan", "33.23.03", "", 32, 80, 52, True),
    ("rapat", "Rapat persiapan kerja bakti", "Balai Desa Guntur", "33.23.03.2017", "Desa Guntur", 2, 40, 23, False),
    (
        "sosialisasi",
        "Cara mengajukan usulan lewat ponsel",
        "Balai Kelurahan Kertosari",
        "33.23.03.1006",
        "",
        -4,
        20,
        0,
        False,
    ),
    (
        "rapat",
        "Rapat warga tentang lampu jalan",
        "Balai Kelurahan Kertosari",
        "33.23.03.1006",
        "Kelurahan Kertosari",
        -12,
        50,
        0,
        False,
    ),
    ("sosialisasi", "Sosialisasi musrenbang untuk perempuan", "Aula Kecamatan", "33.23.03", "", -20, None, 0, False),
]


def seed_events(people: dict[str, Any], voters: list[Any], timeline: Timeline) -> None:
    """Put all events on the timeline, each planned two weeks before it takes place."""
    for number, story in enumerate(STORIES):
        holder = Gathering(number, story, people, voters)
        begins = holder.begins
        planned = min(begins - timedelta(days=14), days_ago(1))
        timeline.add(planned, holder.make)
        timeline.add(planned + timedelta(hours=2), holder.fill)
        if story[5] > 0:
            timeline.add(begins, holder.receive)
        if story[8]:
            timeline.add(begins + timedelta(hours=5), holder.lock)


class Gathering:
    """An event that will exist when its moment comes."""

    def __init__(self, number: int, story: tuple[Any, ...], people: dict[str, Any], voters: list[Any]) -> None:
        self.story, self.people = story, people
        self.pick = random.Random(number)  # noqa: S311  the same people every time
        start = number * 7
        self.guests = [people["ani"], *voters[start : start + (24 if story[6] == 20 else 30)]]
        self.begins = days_ago(story[5], 9)  # now, before the timeline moves the clock
        self.event: Any = None

    @property
    def runner(self) -> Any:
        """The officer of the place."""
        return {"33.23.03.1006": self.people["citra"], "33.23.03.2017": self.people["indra"]}.get(
            self.story[3], self.people["joko"]
        )

    def make(self) -> None:
        """Plan and announce."""
        kind, title, place, code, organiser, _, seats, *_ = self.story
        plan = services.Plan(
            title=title,
            place=place,
            starts_at=self.begins,
            ends_at=self.begins + timedelta(hours=3),
            organiser=organiser or "Kecamatan Temanggung",
            description=WORDS[kind],
            access_note="Jalan masuk landai, tersedia kursi untuk lansia.",
            contact="Loket 3, (0293) 000000",
            capacity=seats,
        )
        made = services.create_event(by=self.runner, kind=kind, region=Region.objects.get(pk=code), plan=plan)
        self.event = services.announce_event(by=self.runner, event=made)

    def fresh(self) -> Event:
        return Event.objects.get(pk=self.event.pk)

    def fill(self) -> None:
        """People register; where the hall is full the last ones wait."""
        for person in self.guests:
            details = services.Details(name="", sex=self.pick.choice("LP"), unsur=self.pick.choice(Unsur.values))
            services.register(by=person, event=self.event, details=details)

    def receive(self) -> None:
        """Most of them come; others are typed from the paper sheet."""
        seats = list(self.event.registrations.order_by("id")[: min(26, self.story[7])])
        for seat in seats:
            services.check_in(by=self.runner, event=self.event, code=seat.code)
        names = ("Siti", "Darmo", "Tini", "Karto", "Warni", "Slamet", "Parti", "Joyo", "Marni", "Wiryo")
        rows = [
            services.Details(
                name=f"{names[n % 10]} {names[(n * 3 + 1) % 10]}", sex=self.pick.choice("LPP"), unsur="delegasi"
            )
            for n in range(max(self.story[7] - len(seats), 0))
        ]
        if rows:
            services.type_sheet(by=self.runner, event=self.event, rows=rows)

    def lock(self) -> None:
        """The list is complete."""
        services.hold_event(by=self.runner, event=self.fresh())
