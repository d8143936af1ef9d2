"""Who may read in a vote of the past: those who run votes in its region."""

import rules

from accounts.rules import has_mandate
from musrenbang.voting_rules import RUN_ROLES

IMPORT = "musrenbang.import_past"
rules.add_perm(IMPORT, has_mandate(*RUN_ROLES))
