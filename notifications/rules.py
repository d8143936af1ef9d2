"""Who may follow."""

import rules

from accounts.rules import may_do

rules.add_perm("notifications.follow", may_do("follow"))
