"""Who may run a voting round, and who may vote in it."""

import rules

from accounts.models import Role
from accounts.rules import OFFICE_ROLES, has_mandate, lives_in, may_do

RUN_ROLES = frozenset({*OFFICE_ROLES, Role.ADMINISTRATOR})

rules.add_perm("musrenbang.run_round", has_mandate(*RUN_ROLES))
rules.add_perm("musrenbang.count_round", rules.always_deny)  # the clock closes a round, nobody's hand does
rules.add_perm("musrenbang.vote", may_do("vote") & lives_in)
