"""Twenty sessions: taught with results, to come with free and full places, one called off; the bank they ask from."""

import random
from datetime import timedelta
from typing import Any
from uuid import uuid4

from acara import services as acara
from acara.states import Age
from literasi import services
from literasi.models import Feedback, Session
from literasi.services.practice import ask
from partisipasi.demo.clock import days_ago
from partisipasi.demo.literasi_questions import QUESTIONS
from partisipasi.demo.literasi_texts import QUIZZES, STORIES, Story
from partisipasi.demo.timeline import Timeline
from wilayah.models import Region
from wilayah.queries import villages

FIRST = ("Siti", "Darmo", "Tini", "Karto", "Warni", "Slamet", "Parti", "Joyo", "Marni", "Wiryo", "Sumi", "Ngatno")
LAST = ("Lestari", "Widodo", "Rahayu", "Prasetya", "Wulandari", "Santosa", "Utami", "Nugraha", "Handayani")
LETTERS = "abcd"


def seed_literacy(people: dict[str, Any], voters: list[Any], timeline: Timeline) -> None:
    """Put the bank, then all sessions on the timeline."""
    shared: dict[str, Any] = {}
    timeline.add(days_ago(330), lambda: shared.update(bank(people)))
    for number, story in enumerate(STORIES):
        Taught(number, story, people, voters, shared).plan(timeline)


def bank(people: dict[str, Any]) -> dict[str, Any]:
    """The questions, their quizzes, how many people live where."""
    rows = {}
    for key, theme, pillar, task, drawing, text, options in QUESTIONS:
        place = len(text) % len(options)
        turned = options[1:][:place] + [options[0]] + options[1:][place:]
        rows[key] = services.add_question(
            by=people["fajar"],
            text=text,
            options=turned,
            right=turned.index(options[0]),
            theme=theme,
            pillar=pillar,
            task=task,
            drawing=drawing,
        )
    for number, village in enumerate(villages().order_by("code")):
        count = 1900 + (number * 791) % 4200
        services.note_population(
            by=people["joko"], region=village, people=count, women=count // 2 + 17, old=count // 8, source="Contoh"
        )
    return {
        title: services.make_quiz(by=people["fajar"], title=title, questions=[rows[key] for key in keys])
        for title, keys in QUIZZES.items()
    }


class Taught:
    """A session that will exist when its moment comes."""

    def __init__(
        self, number: int, story: Story, people: dict[str, Any], voters: list[Any], shared: dict[str, Any]
    ) -> None:
        self.number, self.story, self.people, self.shared = number, story, people, shared
        self.pick = random.Random(6100 + number)  # noqa: S311  the same people every time
        self.begins = days_ago(story.days, 9)  # now, before the timeline moves the clock
        self.guests = [voters[(number * 53 + step) % len(voters)] for step in range(story.registered)]
        self.home = list(villages().order_by("code"))
        self.session: Any = None

    def plan(self, timeline: Timeline) -> None:
        """Each is planned three weeks before and, where it was taught, goes on for a month afterwards."""
        planned = min(self.begins - timedelta(days=21), days_ago(2))
        timeline.add(planned, self.make)
        timeline.add(planned + timedelta(hours=3), self.fill)
        if self.story.off:
            timeline.add(days_ago(1), self.call_off)
        if self.story.days > 0:
            timeline.add(self.begins, self.receive)
            timeline.add(self.begins + timedelta(hours=5), self.close)
        if self.story.days > 31:
            timeline.add(self.begins + timedelta(days=31), self.look_back)

    @property
    def by(self) -> Any:
        """Who leads it: the facilitator, or for officials the officer of the kecamatan."""
        return self.people["joko" if self.story.kind == "pelatihan" else "fajar"]

    def make(self) -> None:
        """Plan and announce."""
        story = self.story
        event = acara.Plan(
            title=story.title,
            place=story.place,
            starts_at=self.begins,
            ends_at=self.begins + timedelta(hours=2 if story.hours < 4 else 5),
            organiser="Kecamatan Temanggung",
            description=story.words,
            access_note="Jalan masuk landai, kursi untuk lansia, juru isyarat bila diminta.",
            contact="Loket 3, (0293) 000000",
            capacity=story.seats,
            offer_hours=24,
            women_target=50,
        )
        plan = services.SessionPlan(
            pillar=story.pillar,
            theme=story.theme,
            lesson_hours=story.hours,
            speaker=story.speaker,
            least_age=60 if story.title.startswith("Ponsel untuk lansia") else None,
            series=services.make_series(by=self.by, title=story.series) if story.series else None,
            place_in_series=story.part or None,
            quiz=self.shared[story.quiz] if story.quiz else None,
            materials=list(story.materials),
            cost=story.cost,
            fund="APBD" if story.cost else "",
        )
        region = Region.objects.get(pk=story.region)
        made = services.create_session(by=self.by, kind=story.kind, region=region, event=event, plan=plan)
        self.session = services.announce_session(by=self.by, session=made)
        for name, kind, gift, value in story.partners:
            partner = services.name_partner(by=self.by, name=name, kind=kind)
            services.record_contribution(by=self.by, session=self.session, partner=partner, gift=gift, value=value)

    def fresh(self) -> Session:
        return Session.objects.told().select_related("quiz").get(pk=self.session.pk)

    def fill(self) -> None:
        """People register, now and then a family; where the hall is full the last ones wait."""
        if self.story.kind == "pelatihan":
            for name in ("citra", "indra", "hadi", "gita", "eko"):
                acara.register(by=self.people[name], event=self.session.event)
            return
        for step, person in enumerate(self.guests):
            details = acara.Details(name="", sex=self.pick.choice("LPP"), age=self.pick.choice(Age.values))
            places = 1 if step % 9 else 3
            acara.register(by=person, event=self.session.event, details=details, places=places)

    def receive(self) -> None:
        """Most of them come; others are typed from the paper sheet; both tests are typed from paper."""
        event = self.fresh().event
        for seat in event.registrations.seated().order_by("id")[: self.story.came // 2]:
            acara.check_in(by=self.by, event=event, code=seat.code)
        missing = self.story.came - event.attendances.count()
        rows = [self.stranger(step) for step in range(max(missing, 0))]
        if rows:
            acara.type_sheet(by=self.by, event=event, rows=rows)
        if self.story.quiz:
            self.test(event)

    def stranger(self, step: int) -> acara.Details:
        """Somebody without an account."""
        village = self.home[(self.number * 3 + step // 3) % (len(self.home) - 4)]
        name = f"{FIRST[(step * 5 + self.number) % len(FIRST)]} {LAST[(step + self.number * 2) % len(LAST)]}"
        return acara.Details(
            name=f"{name} {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[step % 26]}.",
            region=village,
            sex=self.pick.choice("LPP"),
            age=self.pick.choices(Age.values, [1, 3, 5, 4, 3])[0],
            unsur="warga" if self.story.kind == "sesi" else "desa",
        )

    def test(self, event: Any) -> None:
        """The same ten items twice; nearly everybody learns, one item stays hard, a few leave early."""
        session = self.fresh()
        key = [item.question.right_letter for item in session.quiz.items.select_related("question")]
        people = list(event.attendances.filter(present=True).order_by("id"))
        for when, level in (("sebelum", 0.42), ("sesudah", 0.42 + 0.36 * self.story.good)):
            came = people if when == "sebelum" else people[: max(len(people) - 2, 0)]
            sheets = {row: "".join(self.answer(right, place, level) for place, right in enumerate(key)) for row in came}
            services.take_paper(by=self.by, session=session, when=when, sheets=sheets)

    def answer(self, right: str, place: int, level: float) -> str:
        """One letter of a sheet."""
        chance = level * (0.35 if place == 8 else 1.0)
        return right if self.pick.random() < chance else self.pick.choice(LETTERS[:3] + "-")

    def close(self) -> None:
        """Three taps, the list is fixed, certificates go out."""
        session = self.fresh()
        taps = [
            Feedback(
                key=uuid4(),
                session=session,
                **{name: self.pick.choices((1, 2, 3, 4), [1, 2, 9, 8])[0] for name in ("clear", "useful", "welcome")},
            )
            for _ in range(self.story.came * 2 // 3)
        ]
        Feedback.objects.bulk_create(taps)
        acara.hold_event(by=self.by, event=session.event)
        if self.story.days > 4:
            services.issue_all(by=self.by, session=self.fresh())

    def look_back(self) -> None:
        """After thirty days: asked, and half of them say whether they use it."""
        session = self.fresh()
        ask(session)
        for row in session.event.attendances.filter(present=True).order_by("id")[: self.story.came // 2]:
            used = "ya" if self.pick.random() < 0.64 else "tidak"
            services.answer_practice(by=self.by, attendance=row, used=used)

    def call_off(self) -> None:
        """Rain and a broken road."""
        acara.cancel_event(
            by=self.by, event=self.fresh().event, note="Jalan menuju balai longsor. Sesi pengganti diumumkan kemudian."
        )
