"""What is open now, what was decided, how many stand where: for the portal and others."""

from typing import Any

from django.utils import timezone

from audit.models import Entry
from musrenbang.models import Cycle, Proposal, Stage
from musrenbang.queries.listing import group_counts
from musrenbang.states import DECIDED, PLANNING
from wilayah.queries import within

DECISIONS = frozenset(row.name for row in PLANNING if row.target in DECIDED)


def open_stages(region: str) -> list[Stage]:
    """Stages that run now in a region, the one that ends first in front; each with its cycle."""
    now = timezone.now()
    rows = Stage.objects.filter(within("cycle__region_id", region), opens_at__lte=now, closes_at__gt=now)
    return list(rows.select_related("cycle", "cycle__region").order_by("closes_at", "pk"))


def open_cycle(user: Any, region: str) -> Cycle | None:
    """The cycle in which this person may propose now, None where there is none."""
    rows = Cycle.objects.opening("propose").filter(within("region_id", region)).select_related("region")
    home = (user.home_id or "") if user.is_authenticated else ""
    return next((cycle for cycle in rows.order_by("plan_year") if cycle.region.contains(home)), None)


def proposing_until(region: str) -> Stage | None:
    """The running stage in which citizens may propose, for pages that invite to it."""
    return next((stage for stage in open_stages(region) if stage.kind == "usulan"), None)


def latest_decisions(region: str, n: int = 5) -> list[Proposal]:
    """The proposals decided last, each with `decided_at`; two queries."""
    entries = Entry.objects.filter(target_type="musrenbang.proposal", verb__in=DECISIONS)
    latest: dict[int, Any] = {}
    for entry in entries.order_by("-id").values("target_id", "at")[: n * 6]:
        latest.setdefault(int(entry["target_id"]), entry["at"])
    rows = Proposal.objects.public().within(region).filter(pk__in=latest, state__in=DECIDED).with_names()
    for row in rows:
        row.decided_at = latest[row.pk]
    return sorted(rows, key=lambda row: row.decided_at, reverse=True)[:n]


def figures(region: str) -> dict[str, int]:
    """How many public proposals a region has in each group: proses, rencana, selesai, tidak, and jumlah."""
    counts = group_counts(region)
    return {**counts, "jumlah": sum(counts.values())}
