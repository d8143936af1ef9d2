"""What rooms tell the floor of people: the data they hold of a person, her things, their queues of work.

Rooms fill these in `AppConfig.ready()`; accounts knows none of them.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from core.registry import Registry


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


@dataclass(frozen=True)
class Told:
    """What a thing says, to be read back to the person: its title, its address, its lines (name, words)."""

    title: str
    url: str
    lines: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class AssistedKind:
    """Something a person may do with help: what it is called, where it begins, which rights and pages it opens."""

    name: str
    title: str
    detail: str
    start: str
    perms: frozenset[str]
    pages: frozenset[str]
    readers: dict[str, Callable[[str, str], Told | None]]


@dataclass
class AssistedRegistry:
    """All that can be done with help; what no room names here (a vote) cannot."""

    kinds: dict[str, AssistedKind] = field(default_factory=dict)

    def register(
        self,
        name: str,
        *,
        title: str,
        detail: str,
        start: str,
        perms: set[str],
        pages: set[str],
        readers: dict[str, Callable[[str, str], Told | None]],
    ) -> None:
        """Name a kind: `start` an address, `pages` names of views, `readers[label](verb, pk) -> Told | None`."""
        kind = AssistedKind(name, title, detail, start, frozenset(perms), frozenset(pages), readers)
        self.kinds[name] = kind

    def opened(self, deeds: list[str], perm: str) -> bool:
        """Whether these kinds open this right."""
        return any(perm in self.kinds[name].perms for name in deeds if name in self.kinds)

    def page_of(self, deeds: list[str], view_name: str) -> bool:
        """Whether this page belongs to one of these kinds."""
        return any(view_name in self.kinds[name].pages for name in deeds if name in self.kinds)

    def tell(self, target_type: str, verb: str, target_id: str) -> Told | None:
        """What was done, in the words of the room it was done in."""
        for kind in self.kinds.values():
            if (reader := kind.readers.get(target_type)) and (told := reader(verb, target_id)):
                return told
        return None


Windows = Mapping[int, tuple[datetime, datetime]]  # person -> from when until when her deeds count


@dataclass(frozen=True)
class Deed:
    """A way of taking part: `done(people, start, end)` gives who of these keys did it when, by one question."""

    label: str
    done: Callable[[Collection[int], datetime, datetime], Iterable[tuple[int, datetime]]]

    def count(self, windows: Windows) -> int:
        """How many of these people did it, each within her own time; a number, nobody is named."""
        if not windows:
            return 0
        first = min(start for start, _ in windows.values())
        last = max(end for _, end in windows.values())
        rows = self.done(list(windows), first, last)
        return len({person for person, at in rows if windows[person][0] <= at < windows[person][1]})


# Filled by rooms, read by reports on what learning led to: numbers only, nobody is named.
FOLLOWED: Registry[Deed] = Registry()

PERSONAL_DATA = PersonalDataRegistry()
DESK = DeskRegistry()
ASSISTED = AssistedRegistry()
