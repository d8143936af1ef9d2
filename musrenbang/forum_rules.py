"""Who may run a forum, and who may score in it."""

from typing import Any

import rules

from accounts.models import Role
from accounts.rules import has_mandate

RUN_ROLES = frozenset({Role.VILLAGE_OFFICER, Role.OFFICER, Role.CAMAT})
SCORE_ROLES = RUN_ROLES | {Role.PLANNER}


def scoring_mandate(user: Any, code: str) -> Any:
    """The mandate by which this person scores in a forum of the region: around it, or inside it; None without one."""
    fit = [
        m for m in user.mandates_now if m.role in SCORE_ROLES and (m.covers(code) or m.region_id.startswith(code + "."))
    ]
    return max(fit, key=lambda m: len(m.region_id), default=None)


@rules.predicate
def scores_here(user: Any, obj: Any = None) -> bool:
    """The person holds an office of planning around the forum's region or inside it."""
    known = obj is not None and user.is_authenticated and user.is_active
    return bool(known and scoring_mandate(user, obj.region_id) is not None)


rules.add_perm("musrenbang.run_forum", has_mandate(*RUN_ROLES))
rules.add_perm("musrenbang.score_forum", scores_here)
