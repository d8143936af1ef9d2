"""Most points first, or most points for the money: the rules cities use, and what fills the rest after equal shares."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from musrenbang.tally.profile import Profile
from musrenbang.tally.rules import Rule


@dataclass(frozen=True)
class Turn:
    """One project when its turn came: what was left before, whether it was paid, whether its place was a tie."""

    project: int
    score: int
    before: int
    funded: bool
    tied: bool


def by_score(
    profile: Profile, places: list[int], rule: Rule, *, spent: int = 0, without: Iterable[int] = ()
) -> tuple[Turn, ...]:
    """Projects with support in the order of their score (or score for cost), each paid if it fits what is left.

    Without `rule.skip` the first that does not fit ends the count. A project without support has no turn.
    """
    left, out, stopped = profile.budget - spent, set(without), False
    rank = {p: _rank(profile, p, rule.per_cost) for p in range(len(profile.ids)) if p not in out}
    least = max(1, rule.threshold)
    listed = sorted((p for p in rank if profile.scores[p] >= least), key=lambda p: (-rank[p], places[p]))
    turns = []
    for at, project in enumerate(listed):
        funded = not stopped and profile.costs[project] <= left
        around = listed[max(at - 1, 0) : at] + listed[at + 1 : at + 2]
        tied = any(rank[other] == rank[project] for other in around)
        turns.append(Turn(project, profile.scores[project], left, funded, tied))
        left -= profile.costs[project] if funded else 0
        stopped = stopped or not (funded or rule.skip)
    return tuple(turns)


def _rank(profile: Profile, project: int, per_cost: bool) -> Fraction | int:
    score, cost = profile.scores[project], profile.costs[project]
    if not per_cost:
        return score
    # What costs nothing comes first, by its score.
    return Fraction(score, cost) if cost else Fraction(score) * 10**60
