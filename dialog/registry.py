"""What rooms have that people may report beside comments: a proposal, an input. Rooms fill it in ready()."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from core.registry import Registry
from notifications.models import Topic


@dataclass(frozen=True)
class Thing:
    """One thing of a room as dialog sees it; `title` and `words` are for moderators, and for all while `shown`."""

    room: str
    pk: int
    name: str  # "Usulan 2027/33.23.03/0123": may be read by everybody, whatever became of it
    title: str
    url: str
    topic: Topic
    author_id: int | None
    author: str
    shown: bool
    decide_url: str
    words: str = ""
    hidden_because: str = ""

    @property
    def region_id(self) -> str:
        """The region of its topic: mandates are asked of it."""
        return self.topic.region_id


@dataclass(frozen=True)
class Reportable:
    """How a room hands over its things: by key those that stand in public, and the hidden ones of a moderator."""

    label: str  # "Usulan"
    find: Callable[[Iterable[int]], dict[int, Thing]]
    hidden: Callable[[Any], QuerySet[Any, Any]]  # hidden rows this moderator answers for, newest first


REPORTABLE: Registry[Reportable] = Registry()

# By kind of topic: who stands behind it as its author, by the topic's key. Nobody supports what is her own.
AUTHORS: Registry[Callable[[int], int | None]] = Registry()


def kinds() -> dict[str, Reportable]:
    """Rooms by name."""
    return dict(REPORTABLE.items())


def author_of(topic: Topic) -> int | None:
    """The person whose own this topic is; None where it is nobody's."""
    find = dict(AUTHORS.items()).get(topic.kind)
    return find(topic.pk) if find else None


def thing(room: str, pk: int) -> Thing | None:
    """One thing that stands in public; None where there is none."""
    kind = kinds().get(room)
    return kind.find([pk]).get(pk) if kind else None
