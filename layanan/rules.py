"""Who serves at a counter, who hands out numbers, and who runs an office's queue."""

import rules

from accounts.models import Role
from accounts.rules import has_mandate

AT_COUNTER = frozenset({Role.OFFICER, Role.VILLAGE_OFFICER, Role.CAMAT, Role.ADMINISTRATOR})
RUNNING = frozenset({Role.OFFICER, Role.CAMAT, Role.ADMINISTRATOR})

rules.add_perm("layanan.serve", has_mandate(*AT_COUNTER))
rules.add_perm("layanan.issue", has_mandate(*AT_COUNTER, Role.FACILITATOR))
rules.add_perm("layanan.run_queue", has_mandate(*RUNNING))
rules.add_perm("layanan.lead_queue", has_mandate(Role.CAMAT, Role.ADMINISTRATOR))
