"""How firm a result is: count again without a few ballots, without each batch, and with ties settled otherwise."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from musrenbang.tally.certify import ties
from musrenbang.tally.count import Result, count
from musrenbang.tally.profile import Ints, Profile
from musrenbang.tally.rules import Rule, tie_places

LEFT_OUT = 200  # one ballot of so many is left out: 0.5 percent
MOST_TIES = 24
ENTRIES_OF_ALL = 200_000_000  # how much reading all trials together may cost
OF_A_PASS = 5000  # what one pass over the ballots costs besides, in entries


@dataclass(frozen=True)
class Trial:
    """One way of shaking the result: how many counts, and in how many each project won."""

    name: str
    runs: int
    same: int
    wins: dict[str, int]


def robustness(result: Result, *, seed: int, batches: Sequence[Sequence[int]] = (), most: int = 200) -> dict[str, Any]:
    """Every trial as plain JSON; the same seed gives the same figures everywhere."""
    runs = max(10, min(most, ENTRIES_OF_ALL // ((len(result.profile.choice) + OF_A_PASS) * weight(result))))
    trials = [dropped(result, seed=seed, runs=runs)]
    if batches:
        trials.append(without_batches(result, batches))
    if ties(result):
        trials.append(other_orders(result))
    return {"seed": seed, "trials": [trial.__dict__ for trial in trials]}


def weight(result: Result) -> int:
    """How many passes over the ballots one count takes, roughly."""
    return result.raised.runs if result.raised else 1


def dropped(result: Result, *, seed: int, runs: int) -> Trial:
    """Leave out 0.5 percent of the ballots (at least one), drawn anew for every count."""
    chance = np.random.default_rng(seed)
    rows = result.profile.rows
    few = max(1, rows // LEFT_OUT)
    drawn = (chance.choice(rows, size=few, replace=False) for _ in range(runs if rows > 1 else 0))
    return _trial("dropped", result, (without(result.profile, out) for out in drawn))


def without_batches(result: Result, batches: Iterable[Sequence[int]]) -> Trial:
    """Leave out each batch of paper ballots once."""
    return _trial("batches", result, (without(result.profile, np.array(batch)) for batch in batches))


def _trial(name: str, result: Result, profiles: Iterable[Profile]) -> Trial:
    return _told(name, result, (count(profile, result.rule).names for profile in profiles))


def other_orders(result: Result) -> Trial:
    """Settle every tie the other way round: each tied project once before all others it is tied with."""
    places = tie_places(result.profile, result.rule)
    ids = result.profile.ids
    usual = sorted(ids, key=lambda name: places[ids.index(name)])
    orders = {tuple(_first(usual, one, group)) for group in tied_groups(result) for one in group}
    kept = sorted(orders - {tuple(usual)})[:MOST_TIES]
    return _told("ties", result, (count(result.profile, _with_order(result.rule, order)).names for order in kept))


def tied_groups(result: Result) -> list[list[str]]:
    """Projects that were exactly equal when the declared order had to speak."""
    if result.run is not None or result.phragmen is not None:
        return [group for group in ties(result) if len(group) > 1]
    scores, ids = result.profile.scores, result.profile.ids
    by_score: dict[int, list[str]] = {}
    for turn in result.turns:
        by_score.setdefault(scores[turn.project], []).append(ids[turn.project])
    return [group for group in by_score.values() if len(group) > 1]


def _first(usual: list[str], one: str, group: list[str]) -> list[str]:
    others = [name for name in usual if name != one]
    at = min(others.index(name) for name in group if name != one)
    return [*others[:at], one, *others[at:]]


def _with_order(rule: Rule, order: tuple[str, ...]) -> Rule:
    return replace(rule, order=order)


def _told(name: str, result: Result, outcomes: Iterable[list[str]]) -> Trial:
    wins: Counter[str] = Counter(dict.fromkeys(result.profile.ids, 0))
    runs = same = 0
    for winners in outcomes:
        runs += 1
        same += winners == result.names
        wins.update(winners)
    return Trial(name, runs, same, dict(wins))


def without(profile: Profile, rows: Ints) -> Profile:
    """The same election without these ballots."""
    keep = np.ones(profile.rows, dtype=bool)
    keep[rows] = False
    lengths = np.diff(profile.starts)
    entries = np.repeat(keep, lengths)
    starts = np.concatenate(([0], np.cumsum(lengths[keep])))
    utility = None if profile.utility is None else profile.utility[entries]
    return Profile(profile.ids, profile.costs, profile.budget, profile.unit, starts, profile.choice[entries], utility)
