"""Who runs the satisfaction survey: the place's officers, its camat, its administrator."""

import rules

from accounts.models import Role
from accounts.rules import has_mandate

RUNNERS = frozenset({Role.OFFICER, Role.CAMAT, Role.ADMINISTRATOR})
rules.add_perm("layanan.run_survey", has_mandate(*RUNNERS))
