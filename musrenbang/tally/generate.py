"""Random elections for tests and the bench: a fixed seed gives the same ballots everywhere."""

import random
from typing import Any

import numpy as np

from musrenbang.tally import pabulib
from musrenbang.tally.ballots import Kind
from musrenbang.tally.profile import Profile, pack


def profile(ballots: int, projects: int, *, most: int = 10, seed: int = 2026) -> Profile:
    """Approval ballots of 1 to `most` projects, popular projects more often; a third of all costs fits the budget."""
    chance = np.random.default_rng(seed)
    lengths = chance.integers(1, most + 1, size=ballots)
    starts = np.concatenate(([0], np.cumsum(lengths)))
    pull = chance.gamma(2.0, size=projects)
    choice = np.empty(int(starts[-1]), dtype=np.int32)
    # Sampling without replacement: the first `length` of an order by weighted exponential clocks, block by block.
    block = max(1, 4_000_000 // projects)
    for first in range(0, ballots, block):
        part = lengths[first : first + block]
        clocks = chance.exponential(size=(len(part), projects)) / pull
        reach = min(most, projects)
        order = np.argpartition(clocks, reach - 1, axis=1)[:, :reach]
        order = np.take_along_axis(order, np.argsort(np.take_along_axis(clocks, order, axis=1), axis=1), axis=1)
        keep = np.arange(reach) < part[:, None]
        choice[starts[first] : starts[first + len(part)]] = order[keep]
    costs = [int(cost) * 1000 for cost in np.exp(chance.normal(8.0, 0.8, size=projects)) + 1]
    ids = tuple(str(number) for number in range(1, projects + 1))
    return pack(ids, costs, sum(costs) // 3, starts.astype(np.int64), choice, None)


def election_text(kind: Kind, ballots: int, projects: int, *, most: int = 5, seed: int = 2026) -> str:
    """A small .pb file of any kind of ballot, to try things on."""
    chance = random.Random(seed)  # noqa: S311 - no secret, the same file everywhere
    ids = [str(number) for number in range(1, projects + 1)]
    rows: list[dict[str, Any]] = [{"project_id": name, "cost": chance.randint(5, 120) * 1_000_000} for name in ids]
    budget = sum(row["cost"] for row in rows) // 3
    pull = [chance.gammavariate(2, 1) for _ in ids]
    votes: list[list[str]] = []
    points: list[list[int]] = []
    for _ in range(ballots):
        length = 1 if kind is Kind.CHOOSE_ONE else chance.randint(1, min(most, projects))
        ranked = sorted(ids, key=lambda name: chance.expovariate(pull[int(name) - 1]))
        votes.append(_within(ranked[:length], rows, budget) if kind is Kind.KNAPSACK else ranked[:length])
        points.append([chance.randint(1, 5) for _ in votes[-1]])
    meta = {
        "description": "Contoh acak",
        "country": "Indonesia",
        "unit": "Contoh",
        "instance": seed,
        "budget": budget,
        "currency": "IDR",
        "vote_type": Kind.APPROVAL.value if kind is Kind.KNAPSACK else kind.value,
        "rule": "unknown",
        "date_begin": "01.01.2026",
        "date_end": "31.01.2026",
        "max_length": projects if kind is Kind.KNAPSACK else min(most, projects),
    }
    if kind is Kind.KNAPSACK:
        meta["max_sum_cost"] = budget
    if kind.with_points:
        meta["max_sum_points" if kind is Kind.POINTS else "max_points"] = 5 * most if kind is Kind.POINTS else 5
    return pabulib.write(meta, ["project_id", "cost"], rows, votes, points if kind.with_points else None)


def _within(names: list[str], rows: list[dict[str, Any]], budget: int) -> list[str]:
    kept, left = [], budget
    for name in names:
        cost = rows[int(name) - 1]["cost"]
        if cost <= left:
            kept.append(name)
            left -= cost
    return kept
