"""The shift plan: when each counter is open. Minutes on the day's scale; a counter is a list of (from, to) spans."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

FOREVER = float("inf")

Steps: TypeAlias = Sequence[tuple[float | None, int]]
Spans: TypeAlias = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Counter:
    """One counter: when it is open, and which services it does (None: all)."""

    spans: Spans
    services: frozenset[int] | None = None

    def free_from(self, moment: float) -> float:
        """The first moment, from this one on, at which the counter may call; infinity when it opens no more."""
        for start, end in self.spans:
            if moment < end:
                return max(moment, start)
        return FOREVER

    def does(self, service: int) -> bool:
        return self.services is None or service in self.services


def from_steps(steps: Steps) -> list[Counter]:
    """Counters from a row of "until this minute so many are open"; the last step has no end."""
    spans: list[list[tuple[float, float]]] = [[] for _ in range(max((n for _, n in steps), default=0))]
    start = 0.0
    for until, open_counters in steps:
        end = FOREVER if until is None else float(until)
        for index in range(open_counters):
            if spans[index] and spans[index][-1][1] == start:
                spans[index][-1] = (spans[index][-1][0], end)
            else:
                spans[index].append((start, end))
        start = end
    return [Counter(tuple(row)) for row in spans]


def open_at(counters: Sequence[Counter], moment: float) -> int:
    """How many counters are open at this moment."""
    return sum(counter.free_from(moment) == moment for counter in counters)


def planned_minutes(counters: Sequence[Counter], start: float, end: float) -> float:
    """Counter-minutes planned between two moments."""
    return sum(max(0.0, min(b, end) - max(a, start)) for counter in counters for a, b in counter.spans)


def moment_of(counters: Sequence[Counter], minutes: float, start: float, end: float) -> float:
    """The moment at which so many counter-minutes have been offered since `start`: the inverse of planned_minutes."""
    edges = sorted({start, end, *(e for c in counters for span in c.spans for e in span if start < e < end)})
    for a, b in zip(edges, edges[1:], strict=False):
        offered = planned_minutes(counters, a, b)
        if offered >= minutes and offered > 0:
            return a + (b - a) * minutes / offered
        minutes -= offered
    return end
