"""The satisfaction survey: two reports that are out, one period that runs; 400 answers, the counter slowest."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from layanan.models.survey import Age, Channel, Education, Job, Sex, Slot, SurveyPeriod, SurveyResponse
from layanan.queries.survey import figures
from layanan.services import survey
from layanan.skm.unsur import SLUGS
from partisipasi.demo.clock import days_ago
from partisipasi.demo.timeline import Timeline
from wilayah.queries import root_region

# begun and ended so many days ago, answers, how well the office did
PERIODS = ((500, 320, 130, 0.0), (310, 130, 170, 0.12), (60, -90, 100, 0.2))
GOODNESS = {"waktu": -0.45, "pengaduan": -0.4, "sarana": -0.3, "perilaku": 0.25, "biaya": 0.5}
PLANS = {
    "waktu": ("Tambah satu petugas loket pada jam 08.00–10.00", "Kepala Seksi Pelayanan"),
    "pengaduan": ("Pasang kotak pengaduan dan jawab dalam 5 hari kerja", "Sekretaris Camat"),
    "sarana": ("Perbaiki kursi ruang tunggu dan papan petunjuk", "Kasubbag Umum"),
    "prosedur": ("Pasang alur pelayanan di ruang tunggu dan di situs", "Kepala Seksi Pelayanan"),
    "persyaratan": ("Periksa daftar persyaratan bersama kelurahan dan desa", "Kepala Seksi Pelayanan"),
}
OTHER_PLAN = ("Bahas dalam rapat evaluasi pelayanan bulanan", "Sekretaris Camat")


def seed_survey(people: dict[str, Any], timeline: Timeline) -> None:
    """Put the periods on the timeline: opened, answered, published once they are over."""
    for number, (begin, end, count, level) in enumerate(PERIODS):
        story = Asked(people["joko"], days_ago(begin), days_ago(end), count, level, number)
        timeline.add(days_ago(begin), story.open)
        timeline.add(days_ago(end - 10 if end > 0 else 1), story.end)


class Asked:
    """A period that will exist when its moment comes."""

    def __init__(self, by: Any, begins: datetime, ends: datetime, count: int, level: float, number: int) -> None:
        self.by, self.count, self.level = by, count, level
        self.first, self.last, self.today = begins.date(), ends.date(), timezone.localdate()
        self.chance = random.Random(2611 + number)  # noqa: S311  the same people every time
        self.period: Any = None

    def open(self) -> None:
        """Begin to ask."""
        self.period = survey.open_period(
            by=self.by,
            region=root_region(),
            title=f"{self.first:%m/%Y} sampai {self.last:%m/%Y}",
            first_day=self.first,
            last_day=self.last,
            population=2400,
            team="Seksi Pelayanan Umum",
            place="Kantor kecamatan dan halaman /skm/",
        )

    def end(self) -> None:
        """All have answered; what is over is published."""
        days = (min(self.last, self.today) - self.first).days
        SurveyResponse.objects.bulk_create(answers(self.period, self.count, self.level, days, self.chance))
        if self.last < self.today:
            close(self.period, self.by)


def answers(period: SurveyPeriod, count: int, level: float, days: int, chance: random.Random) -> list[SurveyResponse]:
    """Answers of people of all kinds."""
    made = []
    for _ in range(count):
        mood = chance.gauss(3.2 + level, 0.45)
        marks = {slug: bounded(chance.gauss(mood + GOODNESS.get(slug, 0.0), 0.4)) for slug in SLUGS}
        made.append(
            SurveyResponse(
                period=period,
                day=period.first_day + timedelta(days=chance.randint(0, max(days, 0))),
                channel=chance.choices([Channel.CODE, Channel.LINK, Channel.SHEET], [5, 3, 2])[0],
                face=bounded(mood),
                slot=chance.choices(Slot.values, [7, 3])[0],
                sex=chance.choice(Sex.values),
                age=chance.choices(Age.values, [1, 5, 6, 5, 3, 2])[0],
                education=chance.choices(Education.values, [1, 3, 4, 8, 2, 4, 1])[0],
                job=chance.choices(Job.values, [2, 4, 4, 4, 3, 1, 4, 1])[0],
                assisted=chance.random() < 0.15,
                disability=chance.random() < 0.03,
                **marks,
            )
        )
    return made


def bounded(value: float) -> int:
    """A mark from 1 to 4."""
    return min(4, max(1, round(value)))


def close(period: SurveyPeriod, by: Any) -> None:
    """Plan what will be done about the lowest three, and publish."""
    rows = {}
    for slug in figures(period).index.lowest():
        activity, responsible = PLANS.get(slug, OTHER_PLAN)
        rows[slug] = {"activity": activity, "time": "Dalam enam bulan", "responsible": responsible}
    survey.plan_follow_up(by=by, period=period, rows=rows)
    survey.publish(by=by, period=period)
