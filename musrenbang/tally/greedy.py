"""Most votes first within a budget: the rule `greedy` of Pabulib (skip what does not fit)."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic

from musrenbang.tally.approval import Key, Option


class Reason(enum.StrEnum):
    """Why an option is paid for, or not."""

    FUNDED = "terpilih"
    NO_MONEY = "dana"
    NO_VOTES = "suara"


@dataclass(frozen=True)
class Line(Generic[Key]):
    """One option in counting order: votes, what was left before its turn, whether it was paid."""

    rank: int
    option: Option[Key]
    votes: int
    before: int
    reason: Reason
    tied: bool

    @property
    def funded(self) -> bool:
        return self.reason is Reason.FUNDED

    @property
    def after(self) -> int:
        """Money left after its turn."""
        return self.before - self.option.cost if self.funded else self.before

    @property
    def short(self) -> int:
        """Money that was lacking, 0 where it fitted."""
        return max(0, self.option.cost - self.before)


@dataclass(frozen=True)
class Outcome(Generic[Key]):
    """The whole count, line by line, in the order the options had their turn."""

    budget: int
    lines: tuple[Line[Key], ...]

    @property
    def winners(self) -> tuple[Key, ...]:
        return tuple(line.option.key for line in self.lines if line.funded)

    @property
    def spent(self) -> int:
        return sum(line.option.cost for line in self.lines if line.funded)

    @property
    def left(self) -> int:
        return self.budget - self.spent


def greedy(
    options: Iterable[Option[Key]], votes: Mapping[Key, int], budget: int, *, least_votes: int = 1
) -> Outcome[Key]:
    """Go through the options by votes, most first; pay each that fits into what is left, skip each that does not.

    Equal votes are settled by `Option.tie`, the lower first, fixed before anybody voted. An option needs
    `least_votes`. Costs and budget are whole rupiah, so nothing is ever rounded. ValueError on a cost or budget
    below 0, or on two options with the same votes and the same tie.
    """
    listed = sorted(options, key=lambda option: (-votes.get(option.key, 0), option.tie))
    if budget < 0 or any(option.cost < 0 for option in listed):
        raise ValueError("money below 0")
    lines: list[Line[Key]] = []
    left = budget
    for rank, option in enumerate(listed, 1):
        mine = votes.get(option.key, 0)
        around = listed[max(rank - 2, 0) : rank - 1] + listed[rank : rank + 1]
        equal = [other for other in around if votes.get(other.key, 0) == mine]
        if any(other.tie == option.tie for other in equal):
            raise ValueError("equal votes without an order that settles them")
        reason = _reason(option.cost, mine, left, least_votes)
        lines.append(Line(rank, option, mine, left, reason, bool(equal)))
        left = lines[-1].after
    return Outcome(budget, tuple(lines))


def _reason(cost: int, votes: int, left: int, least_votes: int) -> Reason:
    if votes < least_votes:
        return Reason.NO_VOTES
    return Reason.FUNDED if cost <= left else Reason.NO_MONEY
