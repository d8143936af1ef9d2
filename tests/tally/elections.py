"""Elections drawn at random for the properties, small enough to be counted hundreds of times."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from musrenbang.tally import verify_script
from musrenbang.tally.ballots import Kind, utilities
from musrenbang.tally.count import Result, count
from musrenbang.tally.profile import Profile, from_ballots
from musrenbang.tally.rules import RULES, Rule

NAMES = ("a", "b", "c", "d", "e", "f")


@dataclass(frozen=True)
class Drawn:
    """One small election."""

    kind: Kind
    costs: dict[str, int]
    budget: int
    ballots: list[list[str]]
    points: list[list[int]]

    @property
    def profile(self) -> Profile:
        points = self.points if self.kind.with_points else None
        return from_ballots(self.kind, self.costs, self.budget, self.ballots, points)

    def count(self, name: str, **knobs: Any) -> Result:
        return count(self.profile, RULES[name].with_knobs(**knobs))

    def second(self, rule: Rule) -> list[str]:
        """The winners by the program for strangers."""
        costs = {name: Fraction(cost) for name, cost in self.costs.items()}
        ballots = [
            {name: Fraction(value) for name, value in utilities(self.kind, names, points).items()}
            for names, points in zip(self.ballots, self.points, strict=True)
        ]
        return sorted(verify_script.recount(Fraction(self.budget), costs, ballots, rule.declared()))

    def times(self, many: int) -> "Drawn":
        """Every ballot so many times."""
        return replace(self, ballots=self.ballots * many, points=self.points * many)

    def money(self, factor: int) -> "Drawn":
        """All money in a smaller unit."""
        costs = {name: cost * factor for name, cost in self.costs.items()}
        return replace(self, costs=costs, budget=self.budget * factor)


# Few different costs make many exact ties, which is where a count goes wrong.
COSTS = st.one_of(st.sampled_from([0, 2, 3, 4, 6, 12]), st.integers(1, 60))


@st.composite
def elections(draw: st.DrawFn, kinds: tuple[Kind, ...] = tuple(Kind), *, most_ballots: int = 14) -> Drawn:
    """An election of one of the kinds, with ties, blanks and projects nobody wants."""
    kind = draw(st.sampled_from(kinds))
    names = NAMES[: draw(st.integers(2, len(NAMES)))]
    costs = {name: draw(COSTS) for name in names}
    top = 1 if kind is Kind.CHOOSE_ONE else len(names)
    ballot = st.lists(st.sampled_from(names), max_size=top, unique=True)
    ballots = draw(st.lists(ballot, min_size=1, max_size=most_ballots))
    low = -2 if kind is Kind.SCORE else 0
    points = [draw(st.lists(st.integers(low, 5), min_size=len(b), max_size=len(b))) for b in ballots]
    return Drawn(kind, costs, draw(st.integers(max(costs.values()), 90)), ballots, points)


APPROVALS = (Kind.APPROVAL, Kind.CHOOSE_ONE, Kind.KNAPSACK)
