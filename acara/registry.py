"""The kinds of events: two of our own, and those that rooms above bring in `AppConfig.ready()`."""

from dataclasses import dataclass

from accounts.models import Role
from accounts.rules import OFFICE_ROLES
from core.registry import Registry

RUNNERS = frozenset({*OFFICE_ROLES, Role.VILLAGE_OFFICER, Role.ADMINISTRATOR})
HELPERS = frozenset({Role.FACILITATOR})


@dataclass(frozen=True)
class Kind:
    """How events of one kind are called, who runs them and who may take attendance.

    `general` ones are made at /petugas/acara/; the others by their room, which gives each its own page.
    To `staff_only` ones people without an office cannot register.
    """

    label: str
    icon: str = "calendar"
    runners: frozenset[str] = RUNNERS
    helpers: frozenset[str] = HELPERS
    general: bool = False
    staff_only: bool = False


KINDS: Registry[Kind] = Registry()
KINDS.register("rapat", Kind("Rapat warga", "chat", general=True))
KINDS.register("sosialisasi", Kind("Sosialisasi", "book", general=True))


def kind_of(name: str) -> Kind:
    """The kind of this name; a plain one where its room is gone."""
    return dict(KINDS.items()).get(name) or Kind("Acara")


def roles_in_play() -> frozenset[str]:
    """Every role that has something to do with events of any kind."""
    return frozenset().union(*(kind.runners | kind.helpers for kind in KINDS))


def general_choices() -> list[tuple[str, str]]:
    """The kinds an officer may make without a room."""
    return [(name, kind.label) for name, kind in KINDS.items() if kind.general]
