"""Who is called next: the one fair order of a queue, as a pure function that a page can explain and a test can try.

Every ticket has a clock. Who waits longest by the clock is called first; for people with priority (elderly, disabled,
pregnant, with a small child) the clock runs 2.5 times as fast. Nobody is simply put in front: whoever is called, no
one left waiting has waited more than 2.5 times as long. Times are minutes on any common scale.
"""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass

AGEING = 2.5  # how fast the clock of priority runs
GRACE = 10.0  # minutes a booked person may be late without losing the slot's clock
BEHIND = 3  # who comes back after being away waits for this many calls


@dataclass(frozen=True, slots=True)
class Waiting:
    """One who waits. `rank` is the order of issue and decides between equals.

    `here_from` is when the person can be called at all (a booked person before arrival); `behind` is how many calls
    must still go before (who was away and came back), not a place to lose: the clock is kept.
    """

    key: Hashable
    clock: float
    rank: int
    service: int = 0
    priority: bool = False
    here_from: float = float("-inf")
    behind: int = 0


def clock_of(arrival: float, slot: float | None = None) -> float:
    """When a ticket's clock starts: at arrival, or at the booked slot unless the person is over 10 minutes late."""
    if slot is None or arrival > slot + GRACE:
        return arrival
    return slot


def weighed(clock: float, now: float, priority: bool) -> float:
    """Minutes waited as the order counts them; before a booked slot they are negative, at the same pace for all."""
    waited = now - clock
    return waited * AGEING if priority and waited > 0 else waited


def _place(w: Waiting, now: float) -> tuple[float, float, int]:
    """Longest weighed wait first; between equals the earlier clock, then the earlier number."""
    return -weighed(w.clock, now, w.priority), w.clock, w.rank


def in_order(waiting: Iterable[Waiting], now: float, services: Collection[int] | None = None) -> list[Waiting]:
    """Those who can be called at this moment, first to last; `services` limits them to what a counter can do."""
    here = [w for w in waiting if w.here_from <= now and (services is None or w.service in services)]
    here.sort(key=lambda w: _place(w, now))
    line = [w for w in here if w.behind <= 0]
    for back in sorted((w for w in here if w.behind > 0), key=lambda w: w.behind):
        line.insert(min(back.behind, len(line)), back)
    return line


def next_of(waiting: Iterable[Waiting], now: float, services: Collection[int] | None = None) -> Waiting | None:
    """Whom a free counter calls now; None when nobody is there for it."""
    line = [w for w in waiting if w.here_from <= now and (services is None or w.service in services)]
    free = [w for w in line if w.behind <= 0]
    if not free:
        return min(line, key=lambda w: (w.behind, *_place(w, now)), default=None)
    return min(free, key=lambda w: _place(w, now))
