"""Predicates every room composes its permissions from; deny by default."""

from typing import Any

import rules
from django.conf import settings

from accounts.models import Role, Rung

OFFICE_ROLES = frozenset({Role.OFFICER, Role.CAMAT})
CONFIRM_ROLES = frozenset({Role.VILLAGE_OFFICER, Role.OFFICER, Role.CAMAT, Role.ADMINISTRATOR})

ASSIST_ROLES = frozenset({Role.FACILITATOR, Role.VILLAGE_OFFICER, Role.OFFICER})  # who may act for a person beside them
OVERSEE_ROLES = frozenset({Role.MODERATOR, Role.ADMINISTRATOR})  # who read the lists of help and ring people back

# Which rung a deed asks for where its stage says nothing else.
DEEDS: dict[str, int] = {
    "follow": Rung.REGISTERED,
    "comment": Rung.REGISTERED,
    "support": Rung.REGISTERED,
    "answer": Rung.REGISTERED,
    "propose": Rung.CONTACT,
    "vote": Rung.SEEN,
}


def rung_for(deed: str, stage: Any = None) -> int:
    """The rung a deed asks for; a stage with a dict `rungs` may ask for another one."""
    own: dict[str, int] = getattr(stage, "rungs", None) or {}
    return own.get(deed, DEEDS[deed])


def region_of(obj: Any) -> str:
    """The region code an object belongs to ("" = none, which no mandate covers)."""
    return getattr(obj, "region_id", None) or getattr(obj, "code", "") or ""


def region_here(code: str) -> str:
    """Whose offices answer for a region on this site: its own, or those of the place served for what lies wider."""
    root: str = settings.REGION_ROOT
    return root if code and root.startswith(code + ".") else code


def has_mandate_here(*roles: str) -> Any:
    """Like has_mandate; what belongs to a region around the place served (the kabupaten) counts as the place's own."""
    wanted = frozenset(roles)

    @rules.predicate(f"has_mandate_here:{'|'.join(sorted(wanted))}")
    def check(user: Any, obj: Any = None) -> bool:
        code = region_here(region_of(obj)) if obj is not None else ""
        return bool(code and user.is_authenticated and user.is_active and user.holds(wanted, code))

    return check


def has_mandate(*roles: str) -> Any:
    """The person holds one of these roles for a region containing the object's."""
    wanted = frozenset(roles)

    @rules.predicate(f"has_mandate:{'|'.join(sorted(wanted))}")
    def check(user: Any, obj: Any = None) -> bool:
        return bool(user.is_authenticated and user.is_active and obj is not None and user.holds(wanted, region_of(obj)))

    return check


def stands(user: Any, rung: int) -> bool:
    """Logged in, active, agreeing to take part, and on this rung or higher."""
    return bool(user.is_authenticated and user.is_active and user.participates and user.standing >= rung)


def at_rung(rung: int) -> Any:
    """The person stands on this rung of the residence ladder, or higher."""

    @rules.predicate(f"at_rung:{rung}")
    def check(user: Any, obj: Any = None) -> bool:
        return stands(user, rung)

    return check


def may_do(deed: str) -> Any:
    """The person stands high enough for this deed of the table DEEDS."""

    @rules.predicate(f"may_do:{deed}")
    def check(user: Any, obj: Any = None) -> bool:
        return stands(user, rung_for(deed))

    return check


@rules.predicate
def lives_in(user: Any, obj: Any = None) -> bool:
    """The person's home lies within the object's region."""
    code = region_of(obj)
    home = user.home_id if user.is_authenticated else None
    return bool(code and home and (home == code or home.startswith(code + ".")))


registered = at_rung(Rung.REGISTERED)
rules.add_perm("accounts.oversee_assists", has_mandate(*OVERSEE_ROLES))
rules.add_perm("accounts.confirm_residence", has_mandate(*CONFIRM_ROLES))
rules.add_perm("accounts.give_mandate", has_mandate(Role.ADMINISTRATOR))
