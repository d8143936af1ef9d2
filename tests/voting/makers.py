"""Makers of cycles, works and rounds for the tests of voting."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from musrenbang.models import Category, Cycle, Proposal, Round
from musrenbang.services.closing import close_round
from musrenbang.services.keys import make_keys
from musrenbang.services.opening import open_box
from musrenbang.services.round_plan import Plan
from musrenbang.services.rounds import announce_round
from musrenbang.states import State
from notifications.models import Topic
from tests.conftest import DISTRICT, GUNTUR, KERTOSARI

OPENS = datetime(2027, 1, 5, 8, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
CLOSES = datetime(2027, 1, 15, 16, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
BUDGET = 300_000_000
COMMITTEE = ["Rini Astuti", "Slamet Riyadi", "Tuti Handayani"]
SHARES: dict[int, list[str]] = {}  # the words of each round's committee, as they wrote them down

WORKS = [
    ("Perbaikan talud Kali Kuas", KERTOSARI, 96_000_000),
    ("Lampu jalan tenaga surya, 24 titik", KERTOSARI, 84_000_000),
    ("Ruang baca dan internet warga", GUNTUR, 72_000_000),
    ("Sumur resapan, 40 titik", GUNTUR, 150_000_000),
    ("Bank sampah dan gerobak pilah", KERTOSARI, 32_400_000),
]


def make_cycle(region: str = DISTRICT, plan_year: int = 2028) -> Cycle:
    """A cycle of the kecamatan."""
    return Cycle.objects.create(region_id=region, plan_year=plan_year, deliberation_year=plan_year - 1)


def make_proposal(
    cycle: Cycle, by: Any, sequence: int, title: str, region: str, cost: int | None, state: str = State.PRIORITY
) -> Proposal:
    """A public proposal in a state in which it may stand on a ballot."""
    number = f"{cycle.plan_year}/{cycle.region_id}/{sequence:04d}"
    topic = Topic.objects.create(kind="usulan", title=title, url=f"/usulan/{number}/", region_id=region, visible=True)
    category, _ = Category.objects.get_or_create(slug="prasarana", defaults={"name": "Prasarana wilayah"})
    return Proposal.objects.create(
        cycle=cycle,
        sequence=sequence,
        number=number,
        title=title,
        problem=f"{title}: warga sudah lama menunggu perbaikan ini.",
        category=category,
        region_id=region,
        estimated_cost=cost,
        proposer=by,
        state=state,
        topic=topic,
        submitted_at=timezone.now(),
    )


def make_proposals(cycle: Cycle, by: Any) -> list[Proposal]:
    """The five works."""
    return [make_proposal(cycle, by, n, *work) for n, work in enumerate(WORKS, 1)]


def make_plan(cycle: Cycle, proposals: list[Proposal], **changes: Any) -> Plan:
    """A plan that can be held, with changes."""
    plan = Plan(
        title="Pilih kegiatan lingkungan 2028",
        explanation="Dana untuk seluruh kecamatan. Pilih yang paling Anda perlukan.",
        cycle=cycle,
        opens_at=OPENS,
        closes_at=CLOSES,
        min_choices=1,
        max_choices=3,
        budget=BUDGET,
        proposals=proposals,
    )
    return replace(plan, **changes)


def just_before(moment: datetime) -> datetime:
    """The last microsecond before a moment."""
    return moment - timedelta(microseconds=1)


def announce(by: Any, round: Round) -> Round:
    """The ceremony of the key, then the announcement; the words lie in SHARES."""
    SHARES[round.pk] = make_keys(by=by, round=round, committee=COMMITTEE, needed=2)
    return announce_round(by=by, round=round)


def count(by: Any, round: Round) -> Round:
    """Close a round whose time is over and open its box with two of three shares."""
    close_round(round=round)
    return open_box(by=by, round=round, shares=SHARES[round.pk][1:])
