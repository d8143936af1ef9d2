"""One count from ballots to winners by a declared rule; the official winners always come from exact arithmetic."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from musrenbang.tally import shares
from musrenbang.tally.add1 import Add1, add1
from musrenbang.tally.phragmen import Ended, phragmen
from musrenbang.tally.profile import Profile
from musrenbang.tally.rules import Blank, Method, Rule, Start, tie_places
from musrenbang.tally.scoring import Turn, by_score
from musrenbang.tally.shares import Run


@dataclass(frozen=True)
class Preference:
    """The comparison step: ballots with more chosen winners under one outcome than under the other."""

    shares: int
    greedy: int
    equal: int
    kept: str


@dataclass(frozen=True)
class Result:
    """A count, complete: winners in the order they were chosen, and all that is needed to explain and check it."""

    rule: Rule
    profile: Profile
    places: tuple[int, ...]
    winners: tuple[int, ...]
    share: Fraction = Fraction(0)
    run: Run | None = None
    raised: Add1 | None = None
    turns: tuple[Turn, ...] = ()
    phragmen: Ended | None = None
    float_agrees: bool | None = None
    preference: Preference | None = None

    @property
    def total_cost(self) -> int:
        return sum(self.profile.costs[project] for project in self.winners)

    @property
    def names(self) -> list[str]:
        """Ids of the winners, sorted as text."""
        return sorted(self.profile.ids[project] for project in self.winners)


def count(profile: Profile, rule: Rule) -> Result:
    """Count these ballots by this rule. ValueError where the rule does not fit the ballots."""
    places = tie_places(profile, rule)
    if rule.method is Method.GREEDY:
        turns = by_score(profile, places, rule)
        return Result(rule, profile, tuple(places), _funded(turns), turns=turns)
    if rule.method is Method.PHRAGMEN:
        ended = phragmen(profile, places)
        return Result(rule, profile, tuple(places), tuple(s.project for s in ended.steps), phragmen=ended)
    return _equal_shares(profile, rule, places)


def first_share(profile: Profile, rule: Rule) -> Fraction:
    """The budget divided by the ballots that take part, in the profile's unit of money."""
    voters = profile.rows if rule.blank is Blank.COUNT else profile.valid
    if not voters:
        return Fraction(0)
    share = Fraction(profile.budget, voters)
    if rule.start is Start.INTEGRAL:
        return Fraction(math.floor(share / profile.unit) * profile.unit)
    return share


def _equal_shares(profile: Profile, rule: Rule, places: list[int]) -> Result:
    share = first_share(profile, rule)
    raised: Add1 | None = None
    agrees: bool | None = None
    if rule.add1 and share:
        raised = add1(profile, rule, share, places)
        run = raised.kept
        agrees = not raised.doubts
    else:
        run = shares.exact(profile, rule.worth, share, places)
        try:
            agrees = set(shares.certified(profile, rule.worth, share, places).winners) == set(run.winners)
        except shares.DoubtError:
            agrees = False
    winners = run.winners
    turns: tuple[Turn, ...] = ()
    if rule.fill:
        spent = sum(profile.costs[project] for project in winners)
        turns = by_score(profile, places, rule, spent=spent, without=winners)
        winners = (*winners, *_funded(turns))
    result = Result(rule, profile, tuple(places), winners, share, run, raised, turns, float_agrees=agrees)
    return _compared(result) if rule.compare else result


def _compared(result: Result) -> Result:
    """Keep equal shares unless strictly more voters find more of their choices under the most votes."""
    profile, rule = result.profile, result.rule
    turns = by_score(profile, list(result.places), rule)
    other = _funded(turns)
    ours, theirs = pleased(profile, result.winners), pleased(profile, other)
    better, worse = int((ours > theirs).sum()), int((theirs > ours).sum())
    told = Preference(better, worse, profile.rows - better - worse, "greedy" if worse > better else "shares")
    if told.kept == "shares":
        return replace(result, preference=told)
    return replace(result, preference=told, winners=other, turns=turns)


def pleased(profile: Profile, winners: Iterable[int]) -> Any:
    """How many of its choices each ballot finds among the winners."""
    chosen = np.zeros(len(profile.ids), dtype=bool)
    chosen[list(winners)] = True
    hits = chosen[profile.choice]
    if profile.utility is not None:
        hits &= profile.utility > 0
    return np.bincount(profile.row_of, weights=hits.astype(np.float64), minlength=profile.rows)


def _funded(turns: Iterable[Turn]) -> tuple[int, ...]:
    return tuple(turn.project for turn in turns if turn.funded)
