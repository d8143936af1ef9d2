"""What rooms tell the floor of people: the data they hold of a person, her things, their queues of work.

Rooms fill these in `AppConfig.ready()`; accounts knows none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone


@dataclass(frozen=True)
class MyThing:
    """One thing of a person on her account page: her proposal, her input, her receipt.

    `voice` is a status voice of the kit (ok, warn, bad, info, off); `word` the status; `asks` marks what waits for her.
    """

    title: str
    url: str
    voice: str = "off"
    word: str = ""
    meta: str = ""
    detail: str = ""
    asks: bool = False


@dataclass(frozen=True)
class DeskItem:
    """One piece of work that waits for an officer.

    `kind` groups the tabs ("Verifikasi", "Jawab"); `step` names the deed; `detail` is the small line (number, place in
    a draft); `where` the region's name; `who` the person it came from; `due` the last working day for it.
    """

    title: str
    url: str
    kind: str
    step: str = ""
    detail: str = ""
    where: str = ""
    who: str = ""
    due: date | None = None

    @property
    def late(self) -> bool:
        """Whether the due date is past."""
        return bool(self.due and self.due < timezone.localdate())


def _no_things(user: Any) -> list[MyThing]:
    return []


def _no_tools(user: Any) -> list[tuple[str, str]]:
    return []


@dataclass(frozen=True)
class PersonalData:
    """How a room shows, hands out and erases what it holds of a person."""

    name: str
    title: str
    collect: Callable[[Any], dict[str, Any]]
    erase: Callable[[Any], None]
    mine: Callable[[Any], list[MyThing]] = _no_things


@dataclass(frozen=True)
class DeskRoom:
    """A room's part of the officers' desk: its queue of work and the tools it offers this officer."""

    name: str
    title: str
    queue: Callable[[Any], list[DeskItem]]
    tools: Callable[[Any], list[tuple[str, str]]] = _no_tools


@dataclass
class PersonalDataRegistry:
    """Everybody who holds data of persons; an app missing here is a leak, which a test looks for."""

    rooms: dict[str, PersonalData] = field(default_factory=dict)

    def register(
        self,
        name: str,
        *,
        collect: Callable[[Any], dict[str, Any]],
        erase: Callable[[Any], None],
        mine: Callable[[Any], list[MyThing]] = _no_things,
        title: str = "",
    ) -> None:
        """Name a holder: `collect(user) -> dict` (JSON-ready), `erase(user)`, `mine(user)` for the account page."""
        self.rooms[name] = PersonalData(name, title or name, collect, erase, mine)


@dataclass
class DeskRegistry:
    """The rooms whose work appears at /petugas/."""

    rooms: dict[str, DeskRoom] = field(default_factory=dict)

    def register(
        self,
        name: str,
        *,
        title: str,
        queue: Callable[[Any], list[DeskItem]],
        tools: Callable[[Any], list[tuple[str, str]]] = _no_tools,
    ) -> None:
        """Name a room: `queue(user)` returns at most 200 DeskItem, `tools(user)` returns (label, url) pairs."""
        self.rooms[name] = DeskRoom(name, title, queue, tools)


PERSONAL_DATA = PersonalDataRegistry()
DESK = DeskRegistry()
