"""What rooms say of a person and of an officer's work, put together for one page."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from accounts.registry import DESK, PERSONAL_DATA, DeskItem, MyThing


def things_of(user: User) -> list[MyThing]:
    """Everything of the person in all rooms, what waits for her first."""
    things = [thing for room in PERSONAL_DATA.rooms.values() for thing in room.mine(user)]
    return sorted(things, key=lambda thing: not thing.asks)


@dataclass
class Desk:
    """An officer's work: items by due date, with the figures of the page head."""

    items: list[DeskItem]
    kinds: dict[str, int]
    places: list[str]
    tools: list[tuple[str, str]] = field(default_factory=list)
    waiting: int = 0
    late: int = 0
    soon: int = 0


def desk_of(user: User, *, kind: str = "", place: str = "", due: str = "", text: str = "") -> Desk:
    """The officer's queue from all rooms, filtered; figures always count the whole queue."""
    items = sorted(
        (item for room in DESK.rooms.values() for item in room.queue(user)), key=lambda item: item.due or date.max
    )
    tools = [tool for room in DESK.rooms.values() for tool in room.tools(user)]
    kinds: dict[str, int] = {}
    for item in items:
        kinds[item.kind] = kinds.get(item.kind, 0) + 1
    week = timezone.localdate() + timedelta(days=7)
    soon = [item for item in items if item.due and not item.late and item.due <= week]
    shown = [item for item in items if (not kind or item.kind == kind) and (not place or item.where == place)]
    if due == "terlambat":
        shown = [item for item in shown if item.late]
    elif due == "minggu":
        shown = [item for item in shown if item in soon]
    if text:
        shown = [item for item in shown if text.lower() in f"{item.title} {item.detail} {item.who}".lower()]
    return Desk(
        items=shown,
        kinds=kinds,
        places=sorted({item.where for item in items if item.where}),
        tools=tools,
        waiting=len(items),
        late=sum(item.late for item in items),
        soon=len(soon),
    )
