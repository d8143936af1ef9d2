"""Many rows for measuring: proposals in bulk, on top of the demo."""

from collections.abc import Callable
from typing import Any

from accounts.models import User
from musrenbang.bulk import make_bulk_proposals
from musrenbang.models import Cycle, Proposal


def seed_bulk(total: int, say: Callable[[str], Any]) -> None:
    """Bring the number of proposals up to `total`, in the newest cycle."""
    missing = total - Proposal.objects.public().count()
    if missing > 0:
        authors = list(User.objects.filter(username__startswith="warga"))
        make_bulk_proposals(
            Cycle.objects.order_by("-plan_year")[0],
            missing,
            authors=authors,
            seed=1,
            progress=lambda done: say(f"  {done} dari {missing}"),
        )
