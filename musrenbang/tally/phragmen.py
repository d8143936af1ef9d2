"""Sequential Phragmen: each cost is shared so that the greatest load stays least; stops at the edge."""

import math
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from musrenbang.tally.profile import Profile

NEAR = 1e-9


@dataclass(frozen=True)
class Step:
    """One project taken: the load each of its supporters carries from now on."""

    project: int
    load: Fraction
    supporters: int
    tied: tuple[int, ...] = ()


@dataclass(frozen=True)
class Ended:
    """Why the count ended: the projects whose turn it was and that did not fit; empty where none was left."""

    steps: tuple[Step, ...]
    stopped_by: tuple[int, ...] = ()


def phragmen(profile: Profile, places: list[int]) -> Ended:
    """Take the project with the least new load until it, or one tied with it, does not fit into the budget.

    ValueError for ballots with points or ranks: the rule is defined for approvals.
    """
    if profile.utility is not None:
        raise ValueError("Aturan phragmen_stop hanya untuk surat suara approval dan choose-1.")
    state = _State(profile)
    left = profile.budget
    steps: list[Step] = []
    while state.open:
        near = state.nearest()
        loads = {project: state.load(project) for project in near}
        least = min(loads.values())
        tied = sorted((p for p in near if loads[p] == least), key=places.__getitem__)
        if any(profile.costs[p] > left for p in tied):
            return Ended(tuple(steps), tuple(tied))
        chosen = tied[0]
        steps.append(Step(chosen, least, len(profile.supporters[chosen]), tuple(tied) if len(tied) > 1 else ()))
        left -= profile.costs[chosen]
        state.take(chosen, least)
    return Ended(tuple(steps))


class _State:
    """All supporters of a project carry the same load after it, so loads are counted by the last project taken.

    counts[q, k]: supporters of q whose last project was the k-th taken (k = 0: none yet, load 0).
    """

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.open = [p for p, rows in enumerate(profile.supporters) if len(rows) and profile.costs[p] <= profile.budget]
        many = len(profile.ids)
        self.counts = np.zeros((many, len(self.open) + 1), dtype=np.int64)
        self.counts[:, 0] = [len(rows) for rows in profile.supporters]
        self.last = np.zeros(profile.rows, dtype=np.int64)
        self.loads = np.zeros(len(self.open) + 1)
        self.taken = 0
        self.base, self.whole = 1, [0]  # exact loads over one common base
        self.costs = np.array([float(cost) for cost in profile.costs])
        self.sizes = np.array([max(1, len(rows)) for rows in profile.supporters], dtype=np.float64)

    def nearest(self) -> list[int]:
        """All projects whose new load may be the least: sums of positive floats are right to far below NEAR."""
        rough = (self.costs + self.counts @ self.loads) / self.sizes
        mine = rough[self.open]
        limit = float(mine.min()) * (1 + NEAR)
        return [project for project, value in zip(self.open, mine, strict=True) if value <= limit]

    def load(self, project: int) -> Fraction:
        """The exact new load of the supporters of a project."""
        counts = self.counts[project]
        total = sum(int(counts[k]) * self.whole[k] for k in np.flatnonzero(counts[: self.taken + 1]))
        supporters = len(self.profile.supporters[project])
        return Fraction(self.profile.costs[project] * self.base + total, self.base * supporters)

    def take(self, project: int, load: Fraction) -> None:
        profile = self.profile
        rows = profile.supporters[project]
        places = profile.entries(rows)
        choice, owner = profile.choice[places], self.last[profile.row_of[places]]
        wide = self.counts.shape[1]
        moved = np.bincount(choice.astype(np.int64) * wide + owner, minlength=self.counts.size)
        moved = moved.reshape(self.counts.shape)
        self.taken += 1
        self.counts -= moved
        self.counts[:, self.taken] += moved.sum(axis=1)
        self.last[rows] = self.taken
        if self.base % load.denominator:
            factor = load.denominator // math.gcd(self.base, load.denominator)
            self.base *= factor
            self.whole = [value * factor for value in self.whole]
        self.whole.append(load.numerator * (self.base // load.denominator))
        self.loads[self.taken] = float(load)
        self.open.remove(project)
