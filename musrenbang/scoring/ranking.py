"""The order of the proposals: by score, and by a fixed rule where scores are equal."""

import enum
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Tie(enum.StrEnum):
    """What settled the place of a proposal whose score others have too; NONE where the score was its own."""

    NONE = ""
    HOUSEHOLDS = "kk"
    COST = "biaya"
    EARLIER = "lebih_awal"
    LOT = "undian"
    OPEN = "belum_diundi"


@dataclass(frozen=True)
class Entrant(Generic[Key]):
    """A scored proposal with the figures that settle equal scores. Unknown households count as none, an unknown cost
    as the dearest. `lot` is the place the forum drew, None while nothing was drawn."""

    key: Key
    score: Decimal
    households: int | None
    cost: int | None
    submitted: datetime
    lot: int | None = None


@dataclass(frozen=True)
class Place(Generic[Key]):
    """One line of the ranking: number from 1, and what settled it."""

    rank: int
    entrant: Entrant[Key]
    tie: Tie


# The rule, in its order: more households, lower cost, earlier submission, the lot the forum drew.
STEPS: tuple[tuple[Tie, Callable[[Entrant[Any]], Any]], ...] = (
    (Tie.HOUSEHOLDS, lambda one: -(one.households or 0)),
    (Tie.COST, lambda one: (one.cost is None, one.cost or 0)),
    (Tie.EARLIER, lambda one: one.submitted),
    (Tie.LOT, lambda one: (one.lot is None, one.lot or 0)),
)


def _order(one: Entrant[Any]) -> tuple[Any, ...]:
    return (-one.score, *(by(one) for _, by in STEPS))


def rank(entrants: Iterable[Entrant[Key]]) -> tuple[Place[Key], ...]:
    """The ranking; the order in which the entrants come in changes nothing.

    Where the whole rule leaves proposals equal they stand in the order of their keys, marked OPEN until a lot is drawn.
    """
    listed = sorted(entrants, key=lambda one: (_order(one), _stable(one.key)))
    same: dict[Decimal, list[Entrant[Key]]] = {}
    for one in listed:
        same.setdefault(one.score, []).append(one)
    return tuple(Place(number, one, _settled(one, same[one.score])) for number, one in enumerate(listed, 1))


def _stable(key: Hashable) -> tuple[int, str]:
    """Keys of any kind in one order, numbers by size."""
    text = str(key)
    return (len(text), text)


def _settled(one: Entrant[Key], equals: Sequence[Entrant[Key]]) -> Tie:
    """The last step of the rule that was needed to tell this one from its nearest equal."""
    others = [other for other in equals if other is not one]
    reached = Tie.NONE
    for name, by in STEPS:
        if not others:
            return reached
        reached = name
        others = [other for other in others if by(other) == by(one)]
    return Tie.OPEN if others else reached


def open_ties(places: Iterable[Place[Key]]) -> list[list[Key]]:
    """Groups of proposals between which the forum must draw a lot, in the order of the ranking."""
    waiting = [place.entrant for place in places if place.tie is Tie.OPEN]
    return [[one.key for one in group] for _, group in groupby(waiting, key=_order)]
