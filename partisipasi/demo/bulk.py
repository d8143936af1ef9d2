"""Many rows for measuring: proposals in bulk, on top of the demo."""

from collections.abc import Callable
from typing import Any

from accounts.models import User
from musrenbang.bulk import make_bulk_proposals
from musrenbang.models import Cycle, Proposal

YEARS = 10


def seed_bulk(total: int, say: Callable[[str], Any]) -> None:
    """Bring the number of proposals up to `total`, spread over ten plan years."""
    missing = total - Proposal.objects.public().count()
    if missing <= 0:
        return
    authors = list(User.objects.filter(username__startswith="warga"))
    cycles = plan_years()
    for seed, cycle in enumerate(cycles, 1):
        share = missing // len(cycles) + (missing % len(cycles) if seed == len(cycles) else 0)
        make_bulk_proposals(cycle, share, authors=authors, seed=seed, total=missing)
        say(f"  rencana {cycle.plan_year}: {share} usulan")


def plan_years() -> list[Cycle]:
    """The demo's cycles and years before them, the oldest first."""
    newest = Cycle.objects.order_by("-plan_year").first()
    if newest is None:
        raise RuntimeError("Demo belum berisi siklus musrenbang.")
    for year in range(newest.plan_year - YEARS + 1, newest.plan_year):
        Cycle.objects.get_or_create(
            region_id=newest.region_id, plan_year=year, defaults={"deliberation_year": year - 1}
        )
    return list(Cycle.objects.filter(region=newest.region_id).order_by("plan_year"))
