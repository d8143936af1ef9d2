"""Makers of works and scores for the tests of forums."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from musrenbang.models import Category, Cycle, Forum, ForumItem, Proposal
from musrenbang.services.scores import score_items
from notifications.models import Topic
from tests.conftest import GUNTUR, KERTOSARI

# Title, village, cost in millions, households, days after the first: the forum of test_scoring.py.
WORKS = [
    ("Talud Kali Kuas", KERTOSARI, 96, 60, 0),
    ("Jembatan Ngemplak", GUNTUR, 245, 25, 0),
    ("Drainase Jalan Melati", KERTOSARI, 45, 38, 0),
    ("Sumur resapan", GUNTUR, 45, 38, 1),
]
SAID = {
    "joko": {1: (5, 4), 2: (4, 5), 3: (3, 3), 4: (3, 3)},
    "dewi": {1: (4, 4), 2: (3, 5), 3: (4, 2), 4: (4, 2)},
}


def make_work(
    cycle: Cycle,
    by: Any,
    sequence: int,
    title: str,
    village: str,
    cost: int | None,
    households: int | None,
    days: int = 0,
) -> Proposal:
    """A proposal verified by the kecamatan."""
    number = f"{cycle.plan_year}/{cycle.region_id}/{sequence:04d}"
    topic = Topic.objects.create(kind="usulan", title=title, url=f"/usulan/{number}/", region_id=village, visible=True)
    category, _ = Category.objects.get_or_create(slug="prasarana", defaults={"name": "Prasarana wilayah"})
    return Proposal.objects.create(
        cycle=cycle,
        sequence=sequence,
        number=number,
        title=title,
        problem=f"{title}: warga sudah lama menunggu perbaikan ini.",
        category=category,
        region_id=village,
        estimated_cost=cost and cost * 1_000_000,
        households=households,
        proposer=by,
        state="diverifikasi_kecamatan",
        topic=topic,
        submitted_at=timezone.now() - timedelta(days=30) + timedelta(days=days),
    )


def make_works(cycle: Cycle, by: Any) -> list[Proposal]:
    """The four works; the third and the fourth differ only by the day they were handed in."""
    now = timezone.now()
    made = [make_work(cycle, by, n, *work) for n, work in enumerate(WORKS, 1)]
    for proposal, work in zip(made, WORKS, strict=True):
        proposal.submitted_at = now - timedelta(days=30 - work[4])
        proposal.save(update_fields=["submitted_at"])
    return made


def items(forum: Forum) -> dict[int, ForumItem]:
    """The forum's items by their number, fresh."""
    return {one.number: one for one in forum.items.select_related("forum", "proposal").order_by("number")}


def score_all(forum: Forum, people: Mapping[str, Any]) -> None:
    """Both scorers fill in their sheets."""
    ids = {number: one.pk for number, one in items(forum).items()}
    for name, said in SAID.items():
        answers = {ids[n]: {"urgensi": u, "kerusakan": k} for n, (u, k) in said.items()}
        score_items(by=people[name], forum=forum, answers=answers)
