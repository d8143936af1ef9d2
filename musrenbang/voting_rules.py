"""Who may run a voting round; who may vote in it stands in rules.py, with the other deeds of stages."""

from typing import Any

import rules

from accounts.models import Role
from accounts.rules import OFFICE_ROLES, has_mandate

RUN_ROLES = frozenset({*OFFICE_ROLES, Role.ADMINISTRATOR})


@rules.predicate
def runs_its_forum(user: Any, obj: Any = None) -> bool:
    """The vote is that of a forum which this officer runs."""
    forum = getattr(obj, "forum", None)
    return forum is not None and bool(user.has_perm("musrenbang.run_forum", forum))


# Who stands at a voting place and types papers: also the villages' officers and facilitators of the region.
CLERK_ROLES = RUN_ROLES | {Role.VILLAGE_OFFICER, Role.FACILITATOR}


@rules.predicate
def clerk_inside(user: Any, obj: Any = None) -> bool:
    """Holds an office of the round's region or of a place inside it."""
    code = getattr(obj, "region_id", None)
    if not code or not user.is_authenticated:
        return False
    return any(
        mandate.role in CLERK_ROLES and (mandate.covers(code) or mandate.region_id.startswith(code + "."))
        for mandate in user.mandates_now
    )


rules.add_perm("musrenbang.man_station", clerk_inside)
rules.add_perm("musrenbang.type_paper", clerk_inside)
rules.add_perm("musrenbang.run_round", has_mandate(*RUN_ROLES) | runs_its_forum)
rules.add_perm("musrenbang.count_round", rules.always_deny)  # the clock closes a round, nobody's hand does
