"""Down the ranking until the ceiling is reached: what fits is a priority, what does not is kept in reserve."""

import enum
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
WHOLE = ""  # the one purse where the ceiling is not split


class OverCeilingError(ValueError):
    """What the forum put in by its own word costs more than the ceiling; the text is for people."""


class Slot(enum.StrEnum):
    """Where a proposal ends up."""

    PRIORITY = "prioritas"
    RESERVE = "cadangan"


class Outcome(enum.StrEnum):
    """Why it ended up there."""

    FITS = "masuk"
    OVER = "melebihi"
    NO_COST = "tanpa_biaya"
    NO_PURSE = "tanpa_pagu"
    PUT_IN = "ditetapkan"
    PUT_OFF = "ditunda"


@dataclass(frozen=True)
class Ceiling:
    """The money: one amount under WHOLE, or an amount for each group (bidang). Whole rupiah."""

    purses: Mapping[str, int]
    split: bool = False

    def __post_init__(self) -> None:
        if any(amount < 0 for amount in self.purses.values()):
            raise ValueError("money below 0")

    def purse_of(self, group: str) -> str:
        """From which purse a proposal of this group is paid."""
        return group if self.split else WHOLE

    @property
    def total(self) -> int:
        return sum(self.purses.values())


@dataclass(frozen=True)
class Override:
    """The forum's own word about one proposal, with its reasons."""

    slot: Slot
    note: str

    def __post_init__(self) -> None:
        if not self.note.strip():
            raise ValueError("an override needs a note")


@dataclass(frozen=True)
class Candidate(Generic[Key]):
    """A ranked proposal: number in the ranking, cost in whole rupiah (None = unknown), group of the purse."""

    key: Key
    rank: int
    cost: int | None
    group: str = WHOLE


@dataclass(frozen=True)
class Filling(Generic[Key]):
    """One line: what was left in its purse when its turn came, where it went, why; `note` is the forum's word."""

    candidate: Candidate[Key]
    slot: Slot
    outcome: Outcome
    before: int
    note: str = ""

    @property
    def paid(self) -> int:
        return (self.candidate.cost or 0) if self.slot is Slot.PRIORITY else 0

    @property
    def after(self) -> int:
        return self.before - self.paid

    @property
    def short(self) -> int:
        """Money that was lacking, 0 where none was."""
        return max(0, (self.candidate.cost or 0) - self.before) if self.outcome is Outcome.OVER else 0


@dataclass
class _Purses:
    ceiling: Ceiling
    left: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.left = dict(self.ceiling.purses)


def fill(
    candidates: Iterable[Candidate[Key]], ceiling: Ceiling, overrides: Mapping[Key, Override] | None = None
) -> tuple[Filling[Key], ...]:
    """Go down the ranking and mark each as priority while it fits into what is left of its purse, else as reserve.

    What the forum put in by its own word is set aside first, so the ceiling holds whatever it decides. One that does
    not fit is skipped and the next is tried. ValueError on two of one rank; OverCeilingError where the forum's own
    choices cost more than there is.
    """
    said = overrides or {}
    listed = sorted(candidates, key=lambda one: one.rank)
    if len({one.rank for one in listed}) != len(listed):
        raise ValueError("two candidates of one rank")
    purses = _Purses(ceiling)
    put_in = {one.key: _set_aside(one, purses) for one in listed if _forced(one, said)}
    return tuple(
        Filling(one, Slot.PRIORITY, Outcome.PUT_IN, put_in[one.key], said[one.key].note)
        if one.key in put_in
        else _turn(one, purses, said.get(one.key))
        for one in listed
    )


def _forced(one: Candidate[Key], said: Mapping[Key, Override]) -> bool:
    return one.key in said and said[one.key].slot is Slot.PRIORITY


def _set_aside(one: Candidate[Key], purses: _Purses) -> int:
    """Take the cost of a proposal the forum put in; what was there before."""
    purse = purses.ceiling.purse_of(one.group)
    before = purses.left.get(purse, 0)
    if one.cost is None or one.cost > before:
        raise OverCeilingError("Biaya usulan yang ditetapkan forum melebihi pagu. Kurangi, atau naikkan pagunya.")
    purses.left[purse] = before - one.cost
    return before


def _turn(one: Candidate[Key], purses: _Purses, said: Override | None) -> Filling[Key]:
    purse = purses.ceiling.purse_of(one.group)
    before = purses.left.get(purse, 0)
    if said is not None:
        return Filling(one, Slot.RESERVE, Outcome.PUT_OFF, before, said.note)
    if one.cost is None:
        return Filling(one, Slot.RESERVE, Outcome.NO_COST, before)
    if purse not in purses.left:
        return Filling(one, Slot.RESERVE, Outcome.NO_PURSE, before)
    if one.cost > before:
        return Filling(one, Slot.RESERVE, Outcome.OVER, before)
    purses.left[purse] = before - one.cost
    return Filling(one, Slot.PRIORITY, Outcome.FITS, before)
