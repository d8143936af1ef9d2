"""All ballots of an election as arrays: what every counting rule works on. Money is whole, utilities are whole."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from musrenbang.tally.ballots import Kind, utilities
from musrenbang.tally.pabulib import Election
from musrenbang.tally.pb_votes import scaled_points

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
EXACT_FLOAT = 2**53


@dataclass(frozen=True)
class Profile:
    """Ballot i names choice[starts[i]:starts[i + 1]] with the utilities beside them (None: all are 1).

    Costs and budget are whole numbers of 1/unit of the currency, so nothing is ever rounded.
    """

    ids: tuple[str, ...]
    costs: tuple[int, ...]
    budget: int
    unit: int
    starts: Ints
    choice: NDArray[np.int32]
    utility: Ints | None = None

    @property
    def rows(self) -> int:
        """All ballots, blank ones included."""
        return len(self.starts) - 1

    @cached_property
    def valid(self) -> int:
        """Ballots that choose something."""
        return int(np.count_nonzero(np.diff(self.starts)))

    @cached_property
    def row_of(self) -> NDArray[np.int32]:
        """The ballot each entry of `choice` stands on."""
        return np.repeat(np.arange(self.rows, dtype=np.int32), np.diff(self.starts))

    @cached_property
    def votes(self) -> tuple[int, ...]:
        """Ballots that name each project."""
        return tuple(np.bincount(self.choice, minlength=len(self.ids)).tolist())

    @cached_property
    def scores(self) -> tuple[int, ...]:
        """Sum of utilities of each project."""
        if self.utility is None:
            return self.votes
        # Weights of bincount are floats: exact, since `pack` refuses sums above 2**53.
        sums = np.bincount(self.choice, weights=self.utility, minlength=len(self.ids))
        return tuple(int(value) for value in sums)

    @cached_property
    def supporters(self) -> tuple[NDArray[np.int32], ...]:
        """Ballots that give each project a utility above 0, ascending."""
        return self._by_project[0]

    @cached_property
    def supporter_utilities(self) -> tuple[Ints, ...] | None:
        """The utilities of `supporters`, or None where all are 1."""
        return self._by_project[1]

    @cached_property
    def _by_project(self) -> tuple[tuple[NDArray[np.int32], ...], tuple[Ints, ...] | None]:
        many = len(self.ids)
        choice, rows, utility = self.choice, self.row_of, self.utility
        if utility is not None:
            above = utility > 0
            choice, rows, utility = choice[above], rows[above], utility[above]
        # Few projects fit 16 bits, where a stable sort is a radix sort.
        order = np.argsort(choice.astype(np.int16) if many < 2**15 else choice, kind="stable")
        cuts = np.cumsum(np.bincount(choice, minlength=many))[:-1]
        lists = tuple(np.split(rows[order], cuts))
        return lists, None if utility is None else tuple(np.split(utility[order], cuts))

    def entries(self, rows: NDArray[np.int32]) -> Ints:
        """Places in `choice` of all entries of these ballots."""
        first = self.starts[rows]
        lengths = self.starts[rows + 1] - first
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        return np.arange(total) + np.repeat(first - ends + lengths, lengths)

    def money(self, value: int | Fraction) -> Fraction:
        """An amount of this profile in the currency."""
        return Fraction(value) / self.unit


def from_election(election: Election) -> Profile:
    """The profile of a read .pb file."""
    votes, kind = election.votes, election.kind
    starts = np.frombuffer(votes.starts, dtype=np.int64).copy()
    choice = np.frombuffer(votes.picks, dtype=np.int32).copy() if len(votes.picks) else np.zeros(0, np.int32)
    utility: Ints | None = None
    if kind is Kind.RANKING:
        ends = np.repeat(starts[1:], np.diff(starts))
        utility = ends - np.arange(len(choice), dtype=np.int64)
    elif kind.with_points:
        whole, _ = scaled_points(votes)
        utility = np.frombuffer(whole, dtype=np.int64).copy() if len(whole) else np.zeros(0, np.int64)
        starts, choice, utility = _with_default(election, starts, choice, utility)
    return pack(tuple(election.projects), list(election.costs.values()), election.budget, starts, choice, utility)


def from_ballots(
    kind: Kind,
    costs: Mapping[str, int | Fraction],
    budget: int | Fraction,
    ballots: Sequence[Sequence[str]],
    points: Sequence[Sequence[int]] | None = None,
) -> Profile:
    """The profile of ballots held in memory, as the voting room and the tests have them."""
    index = {name: place for place, name in enumerate(costs)}
    each = [utilities(kind, names, points[row] if points else None) for row, names in enumerate(ballots)]
    starts = np.cumsum([0, *map(len, each)], dtype=np.int64)
    choice = np.array([index[name] for ballot in each for name in ballot], dtype=np.int32)
    plain = kind in (Kind.APPROVAL, Kind.CHOOSE_ONE, Kind.KNAPSACK)
    worth = None if plain else np.array([value for ballot in each for value in ballot.values()], dtype=np.int64)
    return pack(tuple(costs), list(costs.values()), budget, starts, choice, worth)


def pack(
    ids: tuple[str, ...],
    costs: Sequence[int | Fraction],
    budget: int | Fraction,
    starts: Ints,
    choice: NDArray[np.int32],
    utility: Ints | None,
) -> Profile:
    """A profile with money in the smallest common unit. ValueError where utilities are too large to add exactly."""
    amounts = [Fraction(value) for value in (budget, *costs)]
    unit = math.lcm(*(value.denominator for value in amounts))
    if utility is not None and len(utility):
        largest = int(np.abs(utility).max())
        if largest * len(utility) >= EXACT_FLOAT:
            raise ValueError("Nilai terlalu besar untuk dihitung.")
    whole = [int(value * unit) for value in amounts]
    if max(whole) > 10**200:
        raise ValueError("Biaya terlalu besar untuk dihitung.")
    return Profile(ids, tuple(whole[1:]), whole[0], unit, starts, choice, utility)


def _with_default(
    election: Election, starts: Ints, choice: NDArray[np.int32], utility: Ints
) -> tuple[Ints, NDArray[np.int32], Ints]:
    """Give what a scoring ballot does not name the default_score of the file, where it declares one."""
    text = election.meta.get("default_score", "").strip()
    if election.kind is not Kind.SCORE or text in ("", "0") or not text.lstrip("-").isdecimal():
        return starts, choice, utility
    _, unit = scaled_points(election.votes)
    many, rows = len(election.projects), len(starts) - 1
    full = np.full((rows, many), int(text) * unit, dtype=np.int64)
    full[np.repeat(np.arange(rows), np.diff(starts)), choice] = utility
    return (
        np.arange(rows + 1, dtype=np.int64) * many,
        np.tile(np.arange(many, dtype=np.int32), rows),
        full.reshape(-1),
    )
