"""Who may plan an event, take part in it, and take attendance."""

from typing import Any

import rules

from acara.registry import kind_of
from accounts.models import Rung
from accounts.rules import region_of, stands


def _event_of(obj: Any) -> Any:
    return getattr(obj, "event", obj)


def _holds(user: Any, obj: Any, which: str) -> bool:
    """The person holds, for the event's region, one of the roles its kind names."""
    event = _event_of(obj)
    if event is None or not user.is_authenticated or not user.is_active:
        return False
    kind = kind_of(event.kind)
    roles = kind.runners if which == "run" else kind.runners | kind.helpers
    return bool(user.holds(roles, region_of(event)))


@rules.predicate
def runs(user: Any, obj: Any = None) -> bool:
    """Plans, changes and closes this event; reads contacts."""
    return _holds(user, obj, "run")


@rules.predicate
def helps(user: Any, obj: Any = None) -> bool:
    """Takes attendance at this event."""
    return _holds(user, obj, "help")


@rules.predicate
def high_enough(user: Any, obj: Any = None) -> bool:
    """Stands on the rung the event asks for."""
    return obj is not None and stands(user, max(int(_event_of(obj).min_rung), Rung.REGISTERED))


@rules.predicate
def is_invited(user: Any, obj: Any = None) -> bool:
    """The event is for everybody, or for officials and this person is one."""
    return obj is not None and (user.is_staff or not kind_of(_event_of(obj).kind).staff_only)


@rules.predicate
def is_registrant(user: Any, obj: Any = None) -> bool:
    """The registration is this person's own."""
    return bool(user.is_authenticated and user.is_active and obj is not None and obj.person_id == user.pk)


rules.add_perm("acara.run", runs)
rules.add_perm("acara.contacts", runs)
rules.add_perm("acara.check_in", helps)
rules.add_perm("acara.register", high_enough & is_invited)
rules.add_perm("acara.register_guest", helps)
rules.add_perm("acara.accept", is_registrant | helps)
rules.add_perm("acara.withdraw", is_registrant | helps)
rules.add_perm("acara.seat", rules.always_deny)  # the queue gives seats, nobody's hand does
