"""Two forums: last year's, scored, voted on, decided and fixed in its berita acara, and the one to come."""

import random
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from acara import services as events
from acara.states import Unsur
from musrenbang import services as deeds
from musrenbang.models import Forum, ForumItem, Round, Stage
from musrenbang.queries.forum_ballot import undecided
from musrenbang.services import agreeing, agreement, forum_ballot, forums, minutes, ranking, scores
from musrenbang.services.ballots import cast_ballot
from musrenbang.services.criteria import ensure_criteria
from musrenbang.services.rounds import count_round
from musrenbang.services.splitting import Part, split_proposal
from musrenbang.services.stages import extend_stage
from musrenbang.states import StageKind
from partisipasi.demo.clock import days_ago
from partisipasi.demo.planning import DISTRICT, Story
from partisipasi.demo.timeline import Timeline
from wilayah.models import Region

HELD, COMING = 292, -69  # days ago
MILLION = 1_000_000
AGENDA = (
    "Pembukaan dan menyanyikan Indonesia Raya\nSambutan Camat\nPemaparan pagu dan prioritas oleh Bappeda\n"
    "Penilaian dan urutan usulan\nMusyawarah dan keputusan\nPemilihan utusan\nPenandatanganan berita acara"
)
CHAIR = {"chair": "Kartika Sari", "chair_office": "Camat Temanggung"}
GUESTS = ("Siti", "Darmo", "Tini", "Karto", "Warni", "Slamet", "Parti", "Joyo", "Marni", "Wiryo")
SAID = (
    "Bappeda memaparkan pagu indikatif kecamatan dan prioritas pembangunan daerah.",
    "Wakil Kelurahan Kertosari meminta drainase didahulukan karena banjir tahun lalu.",
    "Forum sepakat nilai penilai untuk desanya sendiri tidak dihitung.",
    "Satu urutan tidak mencapai mufakat dan diputuskan dengan pemungutan suara.",
)
DELEGATES = (
    ("Sri Wahyuni", "P", "PKK Kecamatan Temanggung"),
    ("Agus Riyanto", "L", "LPMK Kertosari"),
    ("Endang Lestari", "P", "Kelompok Wanita Tani Guntur"),
)
SIGNERS = [
    {"office": "Pimpinan sidang, Camat Temanggung", "name": "Kartika Sari"},
    {"office": "Bappeda", "name": "Dewi Anggraini"},
    {"office": "Wakil peserta", "name": "Sri Wahyuni"},
]


def seed_forums(
    stories: list[Story], people: dict[str, Any], officers: dict[str, Any], voters: list[Any], timeline: Timeline
) -> None:
    """Put both forums on the timeline, with what the levels recommend, a splitting, and a longer stage."""
    told = [story for story in stories if story.in_forum]
    Meeting(told, people, voters, timeline).tell()
    starts, ends = days_ago(COMING, 8), days_ago(COMING, 13)  # before the timeline moves the clock
    timeline.add(days_ago(10), lambda: invite(make(stories[-1], people["joko"], starts), people["joko"], starts, ends))
    recommendations(told, people["dewi"])
    checks([story for story in stories if story.cycle.pk == stories[-1].cycle.pk])
    timeline.add(days_ago(1, 10), lambda: longer(stories[-1], people["joko"]))
    apart = [story for story in stories if story.end == "submitted"][-1]
    timeline.add(days_ago(1, 11), lambda: split(apart))


class Meeting:
    """The musrenbang of the last cycle, from its invitation to its berita acara."""

    def __init__(self, stories: list[Story], people: dict[str, Any], voters: list[Any], timeline: Timeline) -> None:
        self.stories, self.people, self.timeline = stories, people, timeline
        self.joko, self.pick = people["joko"], random.Random(292)  # noqa: S311  the same forum every time
        self.guests = [people["ani"], *[voter for voter in voters[200:260] if voter.rung][:27]]
        self.forum: Any = None
        self.round: Any = None
        self.starts, self.ends = days_ago(HELD, 8), days_ago(HELD, 13)  # before the timeline moves the clock

    def tell(self) -> None:
        """Its hours."""
        add, at = self.timeline.add, self.at
        add(days_ago(HELD + 14), self.invite)
        add(days_ago(HELD + 10), self.register)
        add(days_ago(HELD + 1, 15), self.list_works)
        add(at(0), self.receive)
        add(at(20), lambda: forums.open_forum(by=self.joko, forum=self.fresh()))
        for number, words in enumerate(SAID):
            add(
                at(40 + number * 35),
                lambda words=words: minutes.write_line(by=self.joko, forum=self.fresh(), text=words),
            )
        add(at(60), self.score)
        add(at(120), lambda: self.settle(first=True))
        add(at(150), self.vote)
        add(at(170), self.count)
        add(at(180), lambda: self.settle(first=False))
        add(at(240), self.close)
        add(days_ago(HELD - 2, 10), self.freeze)

    def at(self, minutes: int) -> datetime:
        return self.starts + timedelta(minutes=minutes)

    def fresh(self) -> Forum:
        return Forum.objects.select_related("event").get(pk=self.forum.pk)

    def invite(self) -> None:
        """Prepared and announced two weeks before."""
        self.forum = make(self.stories[0], self.joko, self.starts)
        invite(self.forum, self.joko, self.starts, self.ends)

    def register(self) -> None:
        for person in self.guests:
            details = events.Details(name="", sex=self.pick.choice("LPP"), unsur=self.pick.choice(Unsur.values))
            events.register(by=person, event=self.fresh().event, details=details)

    def list_works(self) -> None:
        """Its list, and a ceiling that pays for what it will find most urgent."""
        forums.take_in(by=self.joko, forum=self.fresh())
        wanted = {story.proposal.pk for story in self.stories if story.verdict.get("decision") == "prioritas"}
        items = list(self.fresh().items.all())
        need = sum(one.cost or 0 for one in items if one.proposal_id in wanted)
        rest = min((one.cost or 0 for one in items if one.proposal_id not in wanted), default=MILLION)
        ceiling = need + min(rest - 1, MILLION - need % MILLION)
        forums.edit_forum(by=self.joko, forum=self.fresh(), plan=plan_of(self.stories[0], self.starts, ceiling=ceiling))

    def receive(self) -> None:
        """People come: most by their tickets, others on the paper sheet."""
        event = self.fresh().event
        for seat in event.registrations.order_by("id")[:24]:
            events.check_in(by=self.joko, event=event, code=seat.code)
        rows = [
            events.Details(name=f"{name} {GUESTS[n * 3 % 10]}", sex="LPP"[n % 3], unsur="delegasi")
            for n, name in enumerate(GUESTS)
        ]
        events.type_sheet(by=self.joko, event=event, rows=rows)

    def story_of(self, item: ForumItem) -> Story:
        return next(story for story in self.stories if story.proposal.pk == item.proposal_id)

    def score(self) -> None:
        """Four scorers; works the forum will put first get high points."""
        forum = self.fresh()
        rules = forum.criteria.rules
        for who in ("joko", "dewi", "citra", "indra"):
            answers = {}
            for item in forum.items.order_by("number"):
                first = self.story_of(item).verdict["decision"] == "prioritas"
                asked = rules.asked(item.kind, item.figures)
                answers[item.pk] = {one.key: self.pick.choice((4, 5) if first else (1, 2)) for one in asked}
            scores.score_items(by=self.people[who], forum=forum, answers=answers)
        ranking.arrange(by=self.joko, forum=self.fresh())

    def settle(self, *, first: bool) -> None:
        """Decide what was agreed; the dearest priority waits for the vote."""
        forum = self.fresh()
        items = list(forum.items.filter(decision="").select_related("forum").order_by("rank", "number"))
        wanted = [one for one in items if self.story_of(one).verdict["decision"] == "prioritas"]
        disputed = max(wanted, key=lambda one: (one.cost or 0, one.pk)) if first else None
        for item in wanted if first else items:
            if item == disputed:
                continue
            story = self.story_of(item)
            forums.discuss(by=self.joko, forum=forum, item=item)
            agreeing.decide_item(by=self.joko, item=item, **story.verdict)
            story.proposal.refresh_from_db()

    def vote(self) -> None:
        """The dearest priority against two others that the rest of the money could pay."""
        forum = self.fresh()
        left = (forum.ceiling or 0) - sum(forum.items.filter(decision="prioritas").values_list("cost", flat=True))
        rows = [one for one in undecided(forum) if (one.cost or 0) <= left]
        rows = sorted(rows, key=lambda one: (-(one.cost or 0), one.pk))[:3]
        if len(rows) < 2:
            return
        self.round = forum_ballot.open_ballot(
            by=self.joko, forum=forum, title="Urutan yang belum disepakati", items=rows, max_choices=1, minutes=15
        )
        favourite = next(n for n, one in enumerate(rows) if self.story_of(one).verdict["decision"] == "prioritas")
        numbers = {o.proposal_id: o.number for o in self.round.options.all()}
        order = [numbers[one.proposal_id] for one in rows]
        for n, elector in enumerate(self.round.electors.exclude(user=None).select_related("user")[:21]):
            choice = order[favourite] if n % 3 else order[(favourite + 1 + n % (len(order) - 1)) % len(order)]
            cast_ballot(by=elector.user, round=self.round, choices=[choice])
        for number in range(1, self.round.electors.filter(paper=True).count() + 1):
            for who in (self.joko, self.people["kartika"]):
                forum_ballot.type_paper(
                    by=who, round=self.round, number=number, choices=[order[number % 2 * favourite]]
                )

    def count(self) -> None:
        if self.round is not None:
            count_round(round=Round.objects.get(pk=self.round.pk))

    def close(self) -> None:
        """Delegates are chosen, the list is locked, the meeting ends."""
        forum = self.fresh()
        for number, (name, sex, institution) in enumerate(DELEGATES, 1):
            fields = {"name": name, "sex": sex, "institution": institution, "address": "Temanggung"}
            minutes.add_delegate(
                by=self.joko, forum=forum, mandate_number=f"090/{number:02d}/{forum.day.year}", **fields
            )
        events.hold_event(by=self.joko, event=forum.event)
        forums.close_forum(by=self.joko, forum=self.fresh())

    def freeze(self) -> None:
        forum = self.fresh()
        agreement.freeze(by=self.joko, forum=forum, number=f"005/112/{forum.day.year}", signers=SIGNERS)


def plan_of(story: Story, starts: datetime, ceiling: int | None = None) -> forums.ForumPlan:
    """The plan of a musrenbang kecamatan of this story's cycle."""
    return forums.ForumPlan(
        kind="kecamatan",
        title=f"Musrenbang Kecamatan Temanggung untuk rencana {story.cycle.plan_year}",
        day=starts.date(),
        place="Pendopo Kecamatan Temanggung",
        hours="08.00 sampai 13.00 WIB",
        agenda=AGENDA,
        criteria=ensure_criteria(),
        leave_out_own=True,
        ceiling=ceiling,
        **CHAIR,
    )


def make(story: Story, by: Any, starts: datetime) -> Forum:
    region = Region.objects.get(pk=DISTRICT)
    return forums.create_forum(by=by, cycle=story.cycle, region=region, plan=plan_of(story, starts))


def invite(forum: Forum, by: Any, starts: datetime, ends: datetime) -> None:
    forums.invite(by=by, forum=forum, starts_at=starts, ends_at=ends, organiser="Kecamatan Temanggung")


def recommendations(stories: list[Story], dewi: Any) -> None:
    """Planning agency, service and treasury write their own figures beside the citizen's."""
    levels = (("mitra", 140, "0.88"), ("pd", 170, "0.86"), ("tapd", 255, "0.83"))
    for number, story in enumerate(story for story in stories if story.end in ("rkpd", "apbd")):
        for level, days, share in levels[: 3 if story.end == "apbd" else 2]:
            details: dict[str, Any] = {"budget": (story.cost * Decimal(share)).quantize(Decimal(1))}
            if level == "pd":
                details["note"] = "Volume menyesuaikan hasil survei lapangan." if number % 2 else ""
            story.later(days, deeds.recommend, dewi, level=level, **details)


def checks(stories: list[Story]) -> None:
    """The checklist of this year's proposals, good with most of them."""
    good = {"lengkap": ("sesuai", ""), "kewenangan": ("sesuai", ""), "duplikat": ("sesuai", "")}
    for story in stories:
        if story.end in ("village", "district"):
            story.later(5.5, deeds.record_checks, story.officer, checks=good | {"lahan": ("tidak_perlu", "")})
    unclear = next(story for story in stories if story.end == "submitted")
    unclear.later(1.5, deeds.record_checks, unclear.officer, checks={"lengkap": ("masalah", "alamat_tidak_jelas")})


def longer(story: Story, by: Any) -> None:
    """One desa was without a signal and has two weeks more."""
    stage = Stage.objects.get(cycle=story.cycle, kind=StageKind.COLLECT)
    reason = "Jaringan di desa ini terputus sepuluh hari karena tiang roboh. Warga diberi waktu tambahan."
    until = stage.closes_at + timedelta(days=14)
    extend_stage(
        by=by, stage=stage, villages=[Region.objects.get(pk=f"{DISTRICT}.2020")], closes_at=until, reason=reason
    )


def split(story: Story) -> None:
    """One sheet asked for two works; each goes on alone."""
    proposal = story.proposal
    half = (proposal.quantity / 2).quantize(Decimal(1)) or Decimal(1)
    cost = int(proposal.estimated_cost / 2)
    parts = [
        Part(f"{proposal.title[:140]}, bagian {which}", proposal.problem, half, cost) for which in ("utara", "selatan")
    ]
    note = "Dua ruas ini dikerjakan perangkat daerah yang berbeda, jadi diproses sendiri-sendiri."
    split_proposal(by=story.officer, proposal=proposal, parts=parts, note=note)
