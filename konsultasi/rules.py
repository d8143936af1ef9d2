"""Who may publish, answer a draft, answer an input, write one down for somebody, hide one."""

from datetime import timedelta
from typing import Any

import rules
from django.utils import timezone

from accounts.models import Role
from accounts.rules import has_mandate, has_mandate_here, may_do
from konsultasi.states import PUBLIC, InputState

EDIT_MINUTES = 15
ANSWER_ROLES = frozenset({Role.OFFICER, Role.CAMAT, Role.ADMINISTRATOR})
RECORDERS = frozenset({Role.VILLAGE_OFFICER, Role.FACILITATOR})


@rules.predicate
def takes_inputs(user: Any, obj: Any = None) -> bool:
    """The consultation is visible and open by the server's clock."""
    return bool(obj is not None and getattr(obj, "consultation", obj).is_open)


@rules.predicate
def is_author(user: Any, obj: Any = None) -> bool:
    return bool(user.is_authenticated and user.is_active and obj is not None and obj.author_id == user.pk)


@rules.predicate
def is_waiting(user: Any, obj: Any = None) -> bool:
    return bool(obj is not None and obj.state == InputState.OPEN)


@rules.predicate
def is_untouched(user: Any, obj: Any = None) -> bool:
    """Waits for an answer, or was split and none of its parts is answered."""
    if obj is None or obj.state != InputState.DIVIDED:
        return is_waiting(user, obj)
    return not obj.parts.filter(response__isnull=False).exists()


@rules.predicate
def is_fresh(user: Any, obj: Any = None) -> bool:
    """Sent less than 15 minutes ago."""
    return bool(obj is not None and timezone.now() - obj.created_at < timedelta(minutes=EDIT_MINUTES))


@rules.predicate
def is_listed(user: Any, obj: Any = None) -> bool:
    """The input stands in public lists."""
    return bool(obj is not None and obj.state in PUBLIC)


@rules.predicate
def works_inside(user: Any, obj: Any = None) -> bool:
    """A village officer or facilitator somewhere within the consultation's region."""
    code = getattr(obj, "region_id", None)
    if not code or not user.is_authenticated or not user.is_active:
        return False
    mine = [m for m in user.mandates_now if m.role in RECORDERS]
    return any(m.covers(code) or m.region_id.startswith(code + ".") for m in mine)


# A draft of the kabupaten that stands on this site is answered and moderated by the offices of this place.
office = has_mandate_here(*ANSWER_ROLES)

rules.add_perm("konsultasi.publish", has_mandate(Role.EDITOR, Role.MODERATOR, *ANSWER_ROLES))
rules.add_perm("konsultasi.submit", may_do("answer") & takes_inputs)
rules.add_perm("konsultasi.support", may_do("support") & takes_inputs & is_listed & ~is_author)
rules.add_perm("konsultasi.unsupport", may_do("support") & takes_inputs)
rules.add_perm("konsultasi.edit", is_author & is_waiting & is_fresh & takes_inputs)
rules.add_perm("konsultasi.withdraw", is_author & is_untouched)
rules.add_perm("konsultasi.record", office | works_inside)
rules.add_perm("konsultasi.answer", office)
rules.add_perm("konsultasi.handle", office)  # assign, split, group, tag, note, close
rules.add_perm("konsultasi.moderate", has_mandate_here(Role.MODERATOR, Role.ADMINISTRATOR) & ~is_author)
