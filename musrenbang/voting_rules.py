"""Who may run a voting round; who may vote in it stands in rules.py, with the other deeds of stages."""

import rules

from accounts.models import Role
from accounts.rules import OFFICE_ROLES, has_mandate

RUN_ROLES = frozenset({*OFFICE_ROLES, Role.ADMINISTRATOR})

rules.add_perm("musrenbang.run_round", has_mandate(*RUN_ROLES))
rules.add_perm("musrenbang.count_round", rules.always_deny)  # the clock closes a round, nobody's hand does
