"""Rising rows: the longest, and the heaviest, in n log n."""

from bisect import bisect_left
from collections.abc import Sequence


def longest_rising(values: Sequence[int]) -> list[int]:
    """Indexes of a longest strictly rising subsequence."""
    tails: list[int] = []
    heads: list[int] = []
    before = [-1] * len(values)
    for index, value in enumerate(values):
        at = bisect_left(tails, value)
        before[index] = heads[at - 1] if at else -1
        tails[at : at + 1] = [value]
        heads[at : at + 1] = [index]
    row: list[int] = []
    index = heads[-1] if heads else -1
    while index >= 0:
        row.append(index)
        index = before[index]
    return row[::-1]


def heaviest_rising(pairs: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Of pairs (first, second, weight) the subset rising on both sides that weighs most."""
    order = sorted(range(len(pairs)), key=lambda index: (pairs[index][0], -pairs[index][1]))
    width = max((pair[1] for pair in pairs), default=-1) + 1
    best: list[tuple[float, int]] = [(0.0, -1)] * (width + 1)  # a Fenwick tree of prefix maxima
    before = [-1] * len(pairs)
    top = (0.0, -1)
    for index in order:
        _, second, weight = pairs[index]
        total = (0.0, -1)
        at = second
        while at > 0:
            if best[at][0] > total[0]:
                total = best[at]
            at -= at & -at
        before[index] = total[1]
        entry = (total[0] + weight, index)
        if entry[0] > top[0]:
            top = entry
        at = second + 1
        while at <= width:
            if entry[0] > best[at][0]:
                best[at] = entry
            at += at & -at
    row: list[tuple[int, int]] = []
    index = top[1]
    while index >= 0:
        row.append((pairs[index][0], pairs[index][1]))
        index = before[index]
    return row[::-1]
