"""How long people will still wait: the whole line is played forward 200 times from what the office has learned.

Pure: no clock, no database. What is known goes in (`Floor` and `Experience`), a range for everybody waiting comes out.
Each run draws how slow this day is, how long each business takes, who has gone away, and lets the counters of the
shift plan call by the fair order of `layanan.queue.order`. Minutes on the day's scale throughout.
"""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from layanan.queue.order import AGEING, Waiting
from layanan.queue.plan import Counter, moment_of

RUNS = 200
REMEMBERED = 200  # durations kept for each office and service
RECENT = 25  # finished services the day factor rests on
PSEUDO = 8  # how many observations the officer's word is worth
PSEUDO_CV = 0.7
WINSOR = 0.025  # share of durations at each end that counts as no longer (shorter) than its neighbour
LEAST = 0.05  # minutes: no business takes less
DAY_SD, SKILL_SD, SKILLED = 0.4, 0.15, 4

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Serving:
    """Somebody at a counter: which business, and since when."""

    counter: int
    service: int
    since: float


@dataclass(frozen=True, slots=True)
class Experience:
    """What the office has learned: durations of each service (sorted), how many do not come, and what that costs.

    `shares` say how often each service is asked for (any scale; without them all alike). `coming` are rows (minute of
    the day, people with priority who have come by then on a usual day): they may pass some of those who wait now.
    """

    durations: Mapping[int, Floats]
    no_show: float
    no_show_minutes: float
    shares: Mapping[int, float] = field(default_factory=dict)
    coming: Sequence[tuple[float, float]] = ()

    @property
    def mean(self) -> float:
        """Mean minutes of a visit, services weighed by how often they are asked for."""
        return float(np.average([known.mean() for known in self.durations.values()], weights=self.weights))

    @property
    def weights(self) -> Floats:
        """The share of each service, in the order of `durations`."""
        raw = np.array([self.shares.get(service, 0.0) for service in self.durations])
        return raw / raw.sum() if raw.sum() > 0 else np.full(len(raw), 1 / len(raw))


@dataclass(frozen=True, slots=True)
class Floor:
    """The office at a moment. `finished` are today's (service, minutes), oldest first."""

    now: float
    waiting: Sequence[Waiting]
    serving: Sequence[Serving]
    counters: Sequence[Counter]
    finished: Sequence[tuple[int, float]] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """Minutes from now until the call; infinite where the counters close before."""

    p10: float
    p20: float
    p50: float
    p80: float

    @property
    def middle(self) -> float:
        return (self.p20 + self.p80) / 2


def learned(minutes: Sequence[float], officer: float) -> Floats:
    """What is known of one service: the newest 200 durations, winsorised and sorted.

    The officer's own minutes stand in front as eight pseudo-observations, so an estimate exists from the first ticket;
    they fall out by themselves when 200 real ones are there.
    """
    spread = math.sqrt(math.log1p(PSEUDO_CV**2))
    guess = np.exp(spread * _normal_points(PSEUDO))
    known = np.concatenate([officer * guess / guess.mean(), np.asarray(minutes, dtype=float)])[-REMEMBERED:]
    known = np.sort(np.maximum(known, LEAST))
    cut = int(len(known) * WINSOR)
    return np.clip(known, known[cut], known[len(known) - 1 - cut])


def _normal_points(count: int) -> Floats:
    """Standard normal quantiles at (i + 1/2) / count, by bisection of erf: eight points need no library."""
    points = []
    for i in range(count):
        low, high, share = -6.0, 6.0, (i + 0.5) / count
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if (1 + math.erf(middle / math.sqrt(2))) / 2 < share else (low, middle)
        points.append(low)
    return np.array(points)


def day_factor(finished: Sequence[tuple[int, float]], experience: Experience) -> tuple[float, float]:
    """How slow this day is against the remembered ones, from the newest 25 finished, and its log-normal sd."""
    recent, pull = finished[-RECENT:], PSEUDO * experience.mean
    actual = sum(minutes for _, minutes in recent)
    expected = sum(float(experience.durations[service].mean()) for service, _ in recent)
    spread = DAY_SD**2 * PSEUDO / (PSEUDO + len(recent)) + SKILL_SD**2 / SKILLED
    return (actual + pull) / (expected + pull), math.sqrt(spread)


def estimate(floor: Floor, experience: Experience, *, runs: int = RUNS, seed: int = 8) -> dict[Hashable, Promise]:
    """The promise to everyone waiting, in one pass. The same floor gives the same answer."""
    if not floor.waiting:
        return {}
    rng = np.random.default_rng(seed)
    line = sorted(floor.waiting, key=lambda w: (w.clock, w.rank))
    centre, sd = day_factor(floor.finished, experience)
    factor = centre * np.exp(sd * rng.standard_normal(runs) - sd * sd / 2)  # its mean is the estimate
    free = _free(rng, floor, experience, factor)
    work = np.stack([_drawn(rng, experience.durations[w.service], factor) for w in line], axis=1)
    later = _later(rng, floor, experience, float(work.sum(axis=1).mean()), runs)
    if later.size:
        work = np.hstack([work, _any_kind(rng, experience, later.shape) * factor[:, None]])
    gone = rng.random(work.shape) < experience.no_show
    work = np.where(gone, experience.no_show_minutes, work)
    calls = _played(floor, line, later, work, free) - floor.now
    return _ranges(line, np.sort(calls, axis=0))


def _later(rng: np.random.Generator, floor: Floor, experience: Experience, minutes: float, runs: int) -> Floats:
    """When people with priority come who are not here yet and may still pass somebody of the line; a row for each run.

    Who waits so long can be passed only by those who come within the first 0.6 of the wait (1 - 1 / 2.5); twice that
    is looked at, since a day may be slow.
    """
    if not experience.coming:
        return np.empty((runs, 0))
    moments, so_far = np.array(experience.coming, dtype=float).T
    end = moment_of(floor.counters, minutes, floor.now, floor.now + 600)
    horizon = floor.now + 2 * (1 - 1 / AGEING) * (end - floor.now)
    already, then = np.interp([floor.now, horizon], moments, so_far)
    expected = then - already
    most = math.ceil(expected + 3 * math.sqrt(expected))
    marks = already + rng.standard_exponential((runs, most)).cumsum(axis=1)
    return np.where(marks < then, np.interp(marks, so_far, moments), np.inf)


def _drawn(rng: np.random.Generator, known: Floats, factor: Floats) -> Floats:
    return known[rng.integers(0, len(known), len(factor))] * factor


def _any_kind(rng: np.random.Generator, experience: Experience, shape: tuple[int, ...]) -> Floats:
    """Minutes of people whose business is not known: a service by its share, then one of its durations."""
    kinds = list(experience.durations.values())
    which = rng.choice(len(kinds), size=shape, p=experience.weights)
    drawn = np.stack([known[rng.integers(0, len(known), shape)] for known in kinds])
    return np.take_along_axis(drawn, which[None], axis=0)[0]


def _free(rng: np.random.Generator, floor: Floor, experience: Experience, factor: Floats) -> Floats:
    """When each counter is free, by run: now, or after what is left of the business it has, given how long it lasts."""
    free = np.full((len(factor), len(floor.counters)), float(floor.now))
    for busy in floor.serving:
        known = experience.durations[busy.service]
        elapsed = max(0.0, floor.now - busy.since)
        first = np.searchsorted(known, elapsed / factor, side="right")
        left = len(known) - first
        picked = known[np.minimum(first + (rng.random(len(factor)) * left).astype(int), len(known) - 1)] * factor
        # Longer than all that is remembered: nobody knows; as a rule it takes some more of the same.
        over = rng.exponential(known.mean() / 2, len(factor))
        free[:, busy.counter] += np.where(left > 0, picked - elapsed, over)
    return free


def _played(floor: Floor, line: Sequence[Waiting], later: Floats, work: Floats, free: Floats) -> Floats:
    """The moment of the call of each one in line, in each run; infinity where no counter is left."""
    runs, size = len(work), len(line)
    every = np.arange(runs)
    clock = np.hstack([np.tile([w.clock for w in line], (runs, 1)), later])
    here = np.hstack([np.tile([w.here_from for w in line], (runs, 1)), later])
    pull = np.array([AGEING - 1 if w.priority else 0.0 for w in line] + [AGEING - 1] * later.shape[1])
    behind = np.array([w.behind for w in line] + [0] * later.shape[1])
    can = np.ones((len(floor.counters), work.shape[1]), dtype=bool)
    can[:, :size] = [[counter.does(w.service) for w in line] for counter in floor.counters]
    coming, back, all_can = bool((here > floor.now).any()), bool((behind > 0).any()), bool(can.all())
    passing = np.where(np.isinf(clock), 0.0, clock)
    barred, left = np.zeros(work.shape), runs * size  # minus infinity once called; calls still to make
    calls, made = np.full(work.shape, np.inf), np.zeros(runs, dtype=int)
    free = np.stack([_opened(counter, free[:, i]) for i, counter in enumerate(floor.counters)], axis=1)
    while True:
        counter = free.argmin(axis=1)
        at = free[every, counter]
        open_still = np.isfinite(at)
        if not left or not open_still.any():
            return calls[:, :size]
        waited = np.where(open_still, at, 0.0)[:, None] - passing
        weight = waited + np.maximum(waited, 0.0) * pull + barred
        if coming:
            weight[here > at[:, None]] = -np.inf
        if not all_can:
            weight[~can[counter]] = -np.inf
        if back:
            weight -= np.where(behind > made[:, None], 1e7 * behind, 0.0)
        chosen = weight.argmax(axis=1)
        found = np.isfinite(weight[every, chosen]) & open_still
        calls[every[found], chosen[found]] = at[found]
        barred[every[found], chosen[found]] = -np.inf
        made += found
        left -= int((found & (chosen < size)).sum())
        until = np.where(found, at + work[every, chosen], np.inf)
        if coming and not found.all():
            until = np.where(found, until, _next_arrival(at, here, barred, can[counter]))
        for i, one in enumerate(floor.counters):
            mine = counter == i
            free[mine, i] = _opened(one, until[mine])


def _next_arrival(at: Floats, here: Floats, barred: Floats, can: NDArray[np.bool_]) -> Floats:
    """When somebody whom this counter can serve will be there; infinity where nobody is awaited."""
    awaited = np.where(can & np.isfinite(barred) & (here > at[:, None]), here, np.inf)
    return awaited.min(axis=1)


def _opened(counter: Counter, moments: Floats) -> Floats:
    """`Counter.free_from` for many moments at once."""
    out = np.full(len(moments), np.inf)
    for start, end in reversed(counter.spans):
        out = np.where(moments < end, np.maximum(moments, start), out)
    return np.where(np.isfinite(moments), out, np.inf)


def _ranges(line: Sequence[Waiting], ordered: Floats) -> dict[Hashable, Promise]:
    """Quantiles of sorted runs, between the two neighbours."""
    rows = {}
    last = len(ordered) - 1
    for name, share in (("p10", 0.1), ("p20", 0.2), ("p50", 0.5), ("p80", 0.8)):
        low = int(share * last)
        lower, upper, part = ordered[low], ordered[min(low + 1, last)], share * last - low
        with np.errstate(invalid="ignore"):
            rows[name] = np.where(np.isfinite(upper), lower + (upper - lower) * part, np.where(part > 0, upper, lower))
    return {
        w.key: Promise(*(float(rows[name][i]) for name in ("p10", "p20", "p50", "p80"))) for i, w in enumerate(line)
    }
