"""Who handles applications, whose turn it is in the chain of initials, whose application it is."""

from typing import Any

import rules

from accounts.models import Role
from accounts.rules import has_mandate
from layanan.letter_states import Seat
from layanan.queries.seats import holds_seat

HANDLERS = frozenset({Role.OFFICER, Role.CAMAT})


def _seat(seat: str) -> Any:
    """The person sits in this seat today, by her own office or for another, and still holds an office here."""

    @rules.predicate(f"seat:{seat}")
    def check(user: Any, obj: Any = None) -> bool:
        return bool(user.is_authenticated and user.is_active and obj is not None and holds_seat(user, seat, obj))

    return check


@rules.predicate
def is_own(user: Any, obj: Any = None) -> bool:
    """The person applied for this herself."""
    applicant = getattr(obj, "applicant_id", None)
    return bool(user.is_authenticated and applicant and applicant == user.pk)


_works_here = has_mandate(*HANDLERS)
rules.add_perm("layanan.handle", _works_here & ~is_own)
rules.add_perm("layanan.paraf_kasi", _works_here & _seat(Seat.SECTION) & ~is_own)
rules.add_perm("layanan.paraf_sekcam", _works_here & _seat(Seat.SECRETARY) & ~is_own)
rules.add_perm("layanan.sign", _works_here & _seat(Seat.SIGNER) & ~is_own)
rules.add_perm("layanan.own_application", is_own)
