"""Who may apply for a service: everybody, with or without an account; who may give a lost secret anew: officers."""

from typing import Any

import rules

from accounts.models import Role
from accounts.rules import has_mandate


@rules.predicate
def takes_applications(user: Any, obj: Any = None) -> bool:
    """The service is open on the site."""
    return bool(obj is not None and obj.takes_applications)


@rules.predicate
def is_applicant(user: Any, obj: Any = None) -> bool:
    """The person applied for this herself."""
    applicant = getattr(obj, "applicant_id", None)
    return bool(user.is_authenticated and applicant and applicant == user.pk)


rules.add_perm("layanan.apply", takes_applications)
rules.add_perm("layanan.renew_secret", has_mandate(Role.OFFICER, Role.CAMAT) & ~is_applicant)
