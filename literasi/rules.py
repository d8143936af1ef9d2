"""Who plans sessions, keeps the bank of questions, gives and takes back certificates."""

import rules

from acara.registry import RUNNERS as EVENT_RUNNERS
from accounts.models import Role
from accounts.rules import has_mandate, has_mandate_here

RUNNERS = frozenset({*EVENT_RUNNERS, Role.FACILITATOR})
KEEPERS = frozenset({Role.FACILITATOR, Role.OFFICER, Role.ADMINISTRATOR})  # of what all sessions share
READERS = frozenset({Role.CAMAT, *KEEPERS})

rules.add_perm("literasi.run", has_mandate(*RUNNERS))
rules.add_perm("literasi.keep", has_mandate_here(*KEEPERS))
rules.add_perm("literasi.report", has_mandate_here(*READERS))
rules.add_perm("literasi.revoke", has_mandate(*RUNNERS))
