"""Certificates C1 to C5: proof, in whole numbers and without the counting code, that a result is what it claims."""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from musrenbang.tally.add1 import Add1
from musrenbang.tally.amounts import written
from musrenbang.tally.count import Result
from musrenbang.tally.profile import Profile
from musrenbang.tally.rules import Worth
from musrenbang.tally.shares import Run

PROOFS = ("C1", "C2", "C3", "C4", "C5", "EJR+", "order")


@dataclass
class Books:
    """Every ballot's money after a run, in whole parts: 1/base of the profile's unit."""

    base: int
    left: list[int]
    broken: list[str]


def replay(profile: Profile, run: Run) -> Books:
    """Pay every round again, ballot by ballot. `broken` names each round whose payments do not make its cost.

    Supporters pay the price times their utility or, where they have less, everything: that is C2 and C3 at once.
    """
    base = math.lcm(run.share.denominator, *(turn.price.denominator for turn in run.rounds))
    books = Books(base, [int(run.share * base)] * profile.rows, [])
    left = books.left
    for number, turn in enumerate(run.rounds, 1):
        price, given = int(turn.price * base), 0
        worths = profile.supporter_utilities
        rows = profile.supporters[turn.project].tolist()
        dues = [price] * len(rows) if worths is None else [price * worth for worth in worths[turn.project].tolist()]
        for row, due in zip(rows, dues, strict=True):
            mine = left[row]
            paid = due if due < mine else mine
            given += paid
            left[row] = mine - paid
        if given != profile.costs[turn.project] * base:
            books.broken.append(f"putaran {number}: {profile.ids[turn.project]}")
    return books


def could_still_pay(profile: Profile, run: Run, books: Books) -> list[int]:
    """C4: projects not chosen whose supporters still hold their cost; must be empty at the end of equal shares."""
    chosen = set(run.winners)
    return [
        project
        for project, rows in enumerate(profile.supporters)
        if project not in chosen
        and len(rows)
        and sum(books.left[row] for row in rows.tolist()) >= profile.costs[project] * books.base
    ]


def certificate(result: Result) -> dict[str, Any]:
    """What can be said for certain about this result, as plain JSON; every C must be true."""
    profile = result.profile
    proof: dict[str, Any] = {"engine": "exact", "C1": result.total_cost <= profile.budget}
    if result.run is not None:
        proof |= _shares_proof(profile, result.run, result.rule.worth)
        if result.raised is not None:
            proof |= _raise_proof(profile, result.raised)
        proof["float_pass"] = "agrees" if result.float_agrees else "in doubt, counted exactly"
    elif result.phragmen is not None:
        proof |= _loads_proof(result)
    else:
        proof["order"] = _order_holds(result)
    proof["ties"] = ties(result)
    proof["valid"] = all(value for key, value in proof.items() if key in PROOFS)
    return proof


def _shares_proof(profile: Profile, run: Run, worth: Worth) -> dict[str, Any]:
    books = replay(profile, run)
    owed = could_still_pay(profile, run, books)
    # C3 needs the price to be one for all: `replay` uses one price a round, so a wrong one breaks the sum of C2.
    proof: dict[str, Any] = {
        "share": written(profile.money(run.share)),
        "C2": not books.broken and min(books.left, default=0) >= 0,
        "C3": not books.broken,
        "C4": not owed,
        "unpaid": [profile.ids[project] for project in owed],
    }
    if profile.utility is None:
        proof["EJR+"] = left_behind(profile, run, worth) is None
    return proof


def left_behind(profile: Profile, run: Run, worth: Worth) -> tuple[str, int] | None:
    """EJR+ for approvals: a project not chosen and so many supporters who deserved it, or None as it must be.

    k supporters who each put in share's worth, and all have so little of what they chose that this project on top
    would still be covered by k shares, would have bought it. It is enough to look at the k with the least.
    """
    gain = [0] * profile.rows
    for project in run.winners:
        for row in profile.supporters[project].tolist():
            gain[row] += profile.costs[project] if worth is Worth.COST else 1
    chosen = set(run.winners)
    for project, rows in enumerate(profile.supporters):
        cost = profile.costs[project]
        if project in chosen:
            continue
        for size, had in enumerate(sorted(gain[row] for row in rows.tolist()), 1):
            needed = had + cost if worth is Worth.COST else (had + 1) * cost
            if needed * run.share.denominator <= size * run.share.numerator:
                return profile.ids[project], size
    return None


def _raise_proof(profile: Profile, raised: Add1) -> dict[str, Any]:
    proof: dict[str, Any] = {"runs": raised.runs, "end": raised.end, "doubts": raised.doubts, "C5": True}
    if raised.over is not None:
        over = raised.over
        cost = sum(profile.costs[project] for project in over.winners)
        proof["next_share"] = written(profile.money(over.share))
        proof["next_winners"] = sorted(profile.ids[project] for project in over.winners)
        proof["next_cost"] = written(profile.money(cost))
        proof["C5"] = cost > profile.budget and not replay(profile, over).broken
    return proof


def _loads_proof(result: Result) -> dict[str, Any]:
    """Loads only grow, and the growth of the supporters' loads is exactly the cost of each project taken."""
    profile, ended = result.profile, result.phragmen
    assert ended is not None
    base = math.lcm(1, *(step.load.denominator for step in ended.steps))
    loads, sums, grows = [0] * profile.rows, True, True
    for step in ended.steps:
        new = int(step.load * base)
        rows = profile.supporters[step.project].tolist()
        before = [loads[row] for row in rows]
        sums = sums and new * len(rows) - sum(before) == profile.costs[step.project] * base
        grows = grows and max(before, default=0) <= new
        for row in rows:
            loads[row] = new
    return {
        "C2": sums,
        "C3": grows,
        "stopped_by": [profile.ids[project] for project in ended.stopped_by],
    }


def _order_holds(result: Result) -> bool:
    """Scores never rise down the list, and what was left out did not fit when its turn came (or came after a stop)."""
    profile, left, last, stopped = result.profile, result.profile.budget, None, False
    for turn in result.turns:
        score, cost = profile.scores[turn.project], profile.costs[turn.project]
        free = result.rule.per_cost and not cost  # more for the money than anything that costs
        rank = (free, Fraction(score, cost) if result.rule.per_cost and cost else Fraction(score))
        if last is not None and rank > last:
            return False
        if turn.before != left or turn.funded != (cost <= left and not stopped):
            return False
        left -= cost if turn.funded else 0
        stopped = stopped or not (turn.funded or result.rule.skip)
        last = rank
    return True


def ties(result: Result) -> list[list[str]]:
    """Every tie the declared order settled, as ids in that order."""
    ids = result.profile.ids
    found: list[tuple[int, ...]] = []
    if result.run is not None:
        found += [turn.tied for turn in result.run.rounds if turn.tied]
    if result.phragmen is not None:
        found += [step.tied for step in result.phragmen.steps if step.tied]
    told = [[ids[project] for project in group] for group in found]
    return told + [[ids[turn.project]] for turn in result.turns if turn.tied]
