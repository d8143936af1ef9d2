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


rules.add_perm("musrenbang.run_round", has_mandate(*RUN_ROLES) | runs_its_forum)
rules.add_perm("musrenbang.count_round", rules.always_deny)  # the clock closes a round, nobody's hand does
