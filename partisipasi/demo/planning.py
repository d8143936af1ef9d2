"""Three planning cycles with 80 proposals in every state, told through the same verbs officers use."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from dialog.services import post_comment
from musrenbang import services as deeds
from musrenbang.models import Agency, Category, Cycle, Proposal, Stage, Unit
from musrenbang.states import StageKind
from partisipasi.demo import texts
from partisipasi.demo.catalogue import seed_catalogue, sheet_more
from partisipasi.demo.clock import days_ago
from partisipasi.demo.pictures import draw
from partisipasi.demo.timeline import Timeline
from wilayah.models import Region

DISTRICT = "33.23.03"
STREETS = texts.rows("jalan.txt")[0]
AGENCIES = {
    "prasarana": "Dinas Pekerjaan Umum dan Penataan Ruang",
    "sosial-budaya": "Dinas Sosial",
    "ekonomi": "Dinas Koperasi, Perdagangan, dan Perindustrian",
    "pemerintahan": "Bagian Tata Pemerintahan",
}
LANDMARKS = [
    "depan mushala Al-Ikhlas",
    "samping pos ronda",
    "dekat SD Negeri 1",
    "belakang balai RW",
    "dekat pertigaan pasar",
]
UNITS = {"m2": "m²", "m3": "m³", "keluarga": "orang", "batang": "unit"}
MEASURED = {"m", "m2", "m3"}  # the other units count things: a count stays whole
REPLIES = [
    "Terima kasih. Catatan Anda kami bawa saat peninjauan lokasi bersama ketua RT.",
    "Terima kasih atas pertanyaannya. Kami periksa bersama kelurahan dan menjawab lagi minggu depan.",
    "Masukan ini sudah kami teruskan kepada perangkat daerah pelaksana.",
]
# Where each proposal of a cycle ends: name of the path -> how many.
PAST = {"done": 8, "ongoing": 6, "refused": 4, "declined": 4, "transferred": 1, "merged": 1, "withdrawn": 1}
LAST = {"apbd": 4, "rkpd": 7, "priority": 5, "reserve": 4, "declined": 3, "refused": 2, "transferred": 1, "merged": 1}
RANKED = {"done", "ongoing", "refused", "apbd", "rkpd", "priority"}
NOW = {"submitted": 10, "returned": 3, "resubmitted": 2, "village": 4, "district": 7, "withdrawn": 1, "merged": 1}
# Days ago on which a proposal of the running cycle came in, where its next step is not long overdue.
FRESH = {"submitted": (2, 9), "returned": (6, 14), "resubmitted": (9, 14), "village": (8, 16), "merged": (10, 15)}


@dataclass
class Story:
    """One proposal on its way; `proposal` appears when its first deed was done."""

    cycle: Cycle
    start: datetime
    proposer: Any
    people: dict[str, Any]
    fields: dict[str, Any]
    places: list[tuple[int, int]]
    photos: int
    seed: int
    timeline: Timeline
    officer: Any
    end: str
    measured: bool = True
    rank: int = 0
    proposal: Any = field(default=None)
    in_forum: bool = False
    verdict: dict[str, Any] = field(default_factory=dict)  # what the forum of its cycle decides

    def later(self, days: float, deed: Callable[..., Any], by: Any, **details: Any) -> None:
        """Add a deed on this proposal, so many days after its start."""

        def act() -> None:
            made = deed(by=by, proposal=self.proposal, **{k: v() if callable(v) else v for k, v in details.items()})
            self.proposal = made if isinstance(made, Proposal) else self.proposal

        self.timeline.add(self.start + timedelta(days=days), act)

    def submit(self) -> None:
        """The proposer writes and hands in."""

        def act() -> None:
            self.proposal = deeds.save_draft(by=self.proposer, cycle=self.cycle, places=self.places, **self.fields)
            for number in range(self.photos):
                picture = draw(self.slug, self.seed * 3 + number)
                deeds.add_photo(by=self.proposer, proposal=self.proposal, upload=picture, caption="Keadaan sekarang")
            self.proposal = deeds.submit_proposal(by=self.proposer, proposal=self.proposal)

        self.timeline.add(self.start, act)

    @property
    def slug(self) -> str:
        return self.fields["category"].slug.split("-")[0]

    @property
    def cost(self) -> Decimal:
        return Decimal(self.fields["estimated_cost"])


def make_cycles(today_year: int) -> list[tuple[Cycle, int]]:
    """Past, last and present cycle with the day (ago) on which collecting began; stages follow from it."""
    district = Region.objects.get(pk=DISTRICT)
    made = []
    for back, begins in [(2, 755), (1, 390), (0, 28)]:
        cycle = Cycle.objects.create(
            region=district, plan_year=today_year + 1 - back, deliberation_year=today_year - back
        )
        spans = [
            (StageKind.COLLECT, 0, 70 if back == 0 else 45),
            (StageKind.VERIFY_VILLAGE, 3, 80),
            (StageKind.VERIFY_DISTRICT, 7, 90),
            (StageKind.VOTE, 10, 95),
            (StageKind.FORUM, 96, 100),
            (StageKind.AGENCY, 110, 130),
            (StageKind.RKPD, 200, 240),
            (StageKind.BUDGET, 260, 400),
            (StageKind.DELIVERY, 405, 770),
        ]
        for kind, opens, closes in spans:
            Stage.objects.create(
                cycle=cycle,
                kind=kind,
                opens_at=days_ago(begins - opens, 0),
                closes_at=days_ago(begins - closes, 23, 59),
            )
        made.append((cycle, begins))
    return made


def seed_planning(
    people: dict[str, Any], officers: dict[str, Any], voters: list[Any], timeline: Timeline
) -> list[Story]:
    """Put the lives of 80 proposals, their comments and progress on the timeline."""
    deeds.ensure_reference()
    cycles = make_cycles((timezone.localdate() + timedelta(days=60)).year)
    seed_catalogue([cycle.plan_year for cycle, _ in cycles])
    pick = random.Random(2027)  # noqa: S311 - the same story every time
    stories: list[Story] = []
    for (cycle, begins), paths in zip(cycles, [PAST, LAST, NOW], strict=True):
        ends = [end for end, count in paths.items() for _ in range(count)]
        pick.shuffle(ends)
        told = [
            _story(cycle, begins, len(stories) + number, pick, people, officers, voters, timeline, end)
            for number, end in enumerate(ends)
        ]
        for rank, story in enumerate((s for s in told if s.end in RANKED), 1):
            story.rank = rank
        for story in told:
            story.in_forum = paths is LAST
            story.submit()
            _walk(story, told, pick)
        stories += told
    _talk(stories, voters, people, pick)
    return stories


def _story(
    cycle: Cycle,
    begins: int,
    index: int,
    pick: random.Random,
    people: dict[str, Any],
    officers: dict[str, Any],
    voters: list[Any],
    timeline: Timeline,
    end: str,
) -> Story:
    table = texts.rows("usulan.txt")
    slug, kind, title, problem, quantity, unit, price, households = table[index * 7 % len(table)]
    proposer = (
        people["ani"]
        if index % 27 == 3
        else people["budi"]
        if index % 27 == 9
        else pick.choice([v for v in voters if v.rung])
    )
    region = Region.objects.get(pk=proposer.home_id)
    a = pick.randint(1, 6)
    scale = Decimal(pick.choice(["0.8", "1", "1", "1.25"]))
    amount = (Decimal(quantity) * scale).quantize(Decimal(1)) or Decimal(1)
    group = index % 3 == 0
    lat, lng = _spot(region, pick)
    fields = sheet_more(cycle, kind, int(households), index, amount * Decimal(price)) | {
        "title": title.format(j=pick.choice(STREETS), a=f"{a:02d}", b=f"{a + 1:02d}"),
        "problem": problem,
        "benefit": f"Dirasakan langsung oleh {households} keluarga di {region.name}.",
        "kind": kind,
        "category": Category.objects.get(slug={"sosial": "sosial-budaya"}.get(slug, slug)),
        "region": region,
        "landmark": pick.choice(LANDMARKS),
        "lat": lat,
        "lng": lng,
        "quantity": amount,
        "unit": Unit.objects.get(name=UNITS.get(unit, unit)),
        "estimated_cost": amount * Decimal(price),
        "households": int(households),
        "people": int(households) * 3 + pick.randint(0, 9),
        "proposer_kind": "kelompok" if group else "perorangan",
        "group_name": f"Paguyuban RW {pick.randint(1, 8):02d} {region.name}" if group else "",
        "name_public": index % 2 == 0,
    }
    days = FRESH.get(end) if begins < 100 else None
    start = days_ago(pick.randint(*(days or (begins - 8, begins - 1))), pick.randint(8, 20), pick.randint(0, 59))
    return Story(
        cycle=cycle,
        start=start,
        proposer=proposer,
        people=people,
        fields=fields,
        places=[(a, 4), (a + 1, 4)],
        photos=pick.choice([0, 1, 1, 2]) if kind == "fisik" else 0,
        seed=index,
        timeline=timeline,
        officer=officers[region.pk],
        end=end,
        measured=unit in MEASURED,
    )


def _spot(region: Region, pick: random.Random) -> tuple[Decimal, Decimal]:
    """A point near the made-up middle of a village: the villages lie on a grid, so that the map shows them apart."""
    row, column = divmod(int(region.pk[-2:]) - 1, 6)
    lat = -7.285 - row * 0.013 - pick.randint(0, 7000) / 1_000_000
    lng = 110.145 + column * 0.014 + pick.randint(0, 8000) / 1_000_000
    return Decimal(f"{lat:.6f}"), Decimal(f"{lng:.6f}")


def _walk(story: Story, stories: list[Story], pick: random.Random) -> None:
    """Lead one proposal to where it ends."""
    end, joko, dewi = story.end, story.people["joko"], story.people["dewi"]
    agency = Agency.objects.get(name=AGENCIES[story.fields["category"].slug])
    if end in ("returned", "resubmitted"):
        note = "Mohon sebut nomor rumah awal dan akhir, serta lampirkan foto yang lebih jelas."
        story.later(4, deeds.return_proposal, story.officer, reason="alamat_tidak_jelas", note=note)
        if end == "resubmitted":
            story.later(7, deeds.resubmit_proposal, story.proposer)
        return
    if end == "withdrawn":
        story.later(3, deeds.withdraw_proposal, story.proposer)
        return
    if end == "submitted":
        return
    if end == "merged":
        target = next(
            s for s in stories if s.end in RANKED | {"district"} and s.start < story.start + timedelta(days=4)
        )
        story.later(5, deeds.merge_proposal, joko, into=lambda: target.proposal, note="Lokasi dan pekerjaannya sama.")
        return
    if end == "transferred":
        note = "Pekerjaan ini kewenangan desa. Kami sudah mengirimkannya ke pemerintah desa."
        story.later(5, deeds.transfer_proposal, joko, target="desa", reason="bukan_kewenangan", note=note)
        return
    less, why = story.fields["quantity"], "Harga satuan disesuaikan dengan standar harga kabupaten."
    if story.measured:
        less, why = (less * Decimal("0.9")).quantize(Decimal(1)), "Ukuran disesuaikan dengan hasil pengukuran."
    story.later(6, deeds.verify_village, story.officer, note="Lokasi sudah ditinjau bersama ketua RT.")
    if end == "village":
        return
    story.later(
        11,
        deeds.verify_district,
        joko,
        quantity=less,
        cost=(story.cost * Decimal("0.9")).quantize(Decimal(1)),
        agency=agency,
        note=why,
    )
    if end != "district":
        _decide(story, end, agency, pick, joko, dewi)


def _decide(story: Story, end: str, agency: Agency, pick: random.Random, joko: Any, dewi: Any) -> None:
    """From the forum to the finished work."""
    if end == "declined":
        reason, note = pick.choice(
            [
                (
                    "lahan_belum_jelas",
                    "Sertifikat tanah masih atas nama perorangan. Ajukan lagi setelah hibah selesai.",
                ),
                ("melebihi_pagu", "Sisa pagu kecamatan tidak mencukupi. Usulan disimpan untuk tahun berikutnya."),
                ("belum_ada_kajian", "Pekerjaan ini memerlukan gambar teknis dan kajian tanah lebih dahulu."),
            ]
        )
        _agree(story, "tidak_disepakati", deeds.decline_proposal, joko, reason=reason, note=note)
        return
    if end == "reserve":
        note = "Menjadi cadangan pertama bila ada sisa anggaran."
        _agree(story, "cadangan", deeds.reserve_proposal, joko, note=note)
        return
    more = {} if story.in_forum else {"rank": story.rank}
    _agree(story, "prioritas", deeds.prioritize_proposal, joko, note="Disepakati musyawarah.", **more)
    if end == "refused":
        note = "Ruas ini sudah ditangani program provinsi pada tahun yang sama."
        story.later(150, deeds.refuse_proposal, dewi, reason="sudah_ditangani", note=note)
        return
    if end == "priority":
        return
    plan = (story.cost * Decimal("0.85")).quantize(Decimal(1))
    story.later(205, deeds.enter_rkpd, dewi, amount=plan, agency=agency)
    if end == "rkpd":
        return
    story.later(330, deeds.enter_apbd, dewi, amount=(plan * Decimal("0.97")).quantize(Decimal(1)))
    if end != "apbd":
        _build(story, end, plan, pick, joko)


def _agree(story: Story, decision: str, deed: Callable[..., Any], by: Any, **details: Any) -> None:
    """The forum of the cycle decides (partisipasi.demo.forums), or the office by itself in the oldest cycle."""
    if story.in_forum:
        story.verdict = {"decision": decision, **details}
    else:
        story.later(98, deed, by, **details)


def _build(story: Story, end: str, plan: Decimal, pick: random.Random, joko: Any) -> None:
    """The works: begun, shown with photos, finished."""
    story.later(420, deeds.start_work, joko, note="Kontrak ditandatangani dan papan nama proyek dipasang.")
    steps = [25, 60, 100] if end == "done" else pick.choice([[20], [30, 55], [40, 80]])
    notes = {True: "Pekerjaan berjalan sesuai jadwal.", False: "Hujan menunda pekerjaan beberapa hari."}
    for number, percent in enumerate(steps):
        story.later(
            470 + number * 60,
            deeds.post_progress,
            joko,
            percent=percent,
            spent=(plan * Decimal(percent) / 100 * Decimal("0.95")).quantize(Decimal(1)),
            note=notes[number % 2 == 0],
            photo=lambda done=percent: draw(story.slug, story.seed * 3 + 2, progress=done),
        )
    if end == "done":
        spent = (plan * Decimal("0.95")).quantize(Decimal(1))
        story.later(
            660, deeds.finish_work, joko, spent=spent, note="Sudah diperiksa bersama warga dan dapat digunakan."
        )


def _talk(stories: list[Story], voters: list[Any], people: dict[str, Any], pick: random.Random) -> None:
    """300 comments, some answered by the kecamatan."""
    lines = texts.rows("komentar.txt")
    weights = [3 if index % 5 == 0 else 1 for index in range(len(stories))]
    for number in range(270):
        story = pick.choices(stories, weights)[0]
        mine = [line for line in lines if line[0] == story.slug] or lines
        _, _, body = mine[number % len(mine)]
        author = voters[(number * 13) % len(voters)]
        span = min((days_ago(1) - story.start).total_seconds() / 86400, 18)
        when = story.start + timedelta(days=pick.uniform(0.1, span))
        answered = number % 9 == 0

        def say(story: Story = story, body: str = body, author: Any = author) -> Any:
            topic = Proposal.objects.select_related("topic").get(pk=story.proposal.pk).topic
            if not author.has_perm("dialog.comment", topic):
                return None
            return post_comment(by=author, topic=topic, body=body)

        said: list[Any] = []
        story.timeline.add(when, lambda say=say, said=said: said.append(say()))
        if answered:
            story.timeline.add(when + timedelta(hours=20), lambda said=said: _reply(people["joko"], said[0]))


def _reply(officer: Any, comment: Any) -> None:
    if comment is not None:
        post_comment(by=officer, topic=comment.topic, body=REPLIES[comment.pk % len(REPLIES)], parent=comment)
