"""What if another counter were open: the office's own days played again under another shift plan."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from layanan.queries.figures import Figures
from layanan.queries.waiting import NO_SHOW_MINUTES, counters_of
from layanan.queue.order import clock_of
from layanan.queue.plan import Counter
from layanan.queue.scenario import Day, Person
from layanan.queue.simulate import run
from layanan.queue.visits import ABSENT, DONE, Visit

LATEST = 20  # days that are played


@dataclass(frozen=True)
class Played:
    """How long people would have waited."""

    days: int
    p50: float
    p90: float
    crowd: float


def plan_with(plan: Sequence[Counter], number: int, opens: float, closes: float) -> list[Counter]:
    """The plan with one counter opened in these minutes; a number beyond the plan is a new counter."""
    counters = list(plan)
    if number <= len(counters):
        old = counters[number - 1]
        counters[number - 1] = replace(old, spans=_joined([*old.spans, (opens, closes)]))
    else:
        counters.append(Counter(((opens, closes),)))
    return counters


def _joined(spans: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    out: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)


def days_of(figures: Figures, counters: Sequence[Counter]) -> list[Day]:
    """The office's own days: who came when for what, with the minutes each piece of work took."""
    known: dict[int, list[float]] = {}
    for work in figures.works:
        known.setdefault(work.service, []).append(work.minutes)
    every = [m for rows in known.values() for m in rows] or [10.0]
    rng = np.random.default_rng(8)
    return [_day(visits, known, every, rng, counters) for visits in figures.by_day[-LATEST:] if visits]


def _day(
    visits: Sequence[Visit],
    known: dict[int, list[float]],
    every: list[float],
    rng: np.random.Generator,
    counters: Sequence[Counter],
) -> Day:
    there = [v for v in visits if v.came is not None and v.outcome in {DONE, ABSENT}]
    there.sort(key=lambda v: v.came or 0.0)
    people = []
    for n, visit in enumerate(there):
        came = visit.came or 0.0
        minutes = float(rng.choice(known.get(visit.service, every)))
        clock = clock_of(came, visit.slot)
        people.append(Person(n, visit.service, came, clock, minutes, visit.priority, visit.outcome == DONE))
    return Day(tuple(people), tuple(counters), (1.0,) * len(counters), NO_SHOW_MINUTES)


def played(days: Sequence[Day]) -> Played:
    """Let these days pass and see how long people waited."""
    waits: list[float] = []
    crowds = []
    for day in days:
        floor = run(day)
        waits += [call.at - call.person.arrival for call in floor.calls if call.person.comes]
        crowds.append(floor.crowd)
    p50, p90 = np.quantile(waits or [0.0], [0.5, 0.9]).tolist()
    return Played(len(days), p50, p90, float(np.mean(crowds or [0])))


def what_if(figures: Figures, number: int, opens: float, closes: float) -> tuple[Played, Played]:
    """As planned, and with this counter open: the same people, the same minutes."""
    _, plan = counters_of(figures.office, figures.until)
    return played(days_of(figures, plan)), played(days_of(figures, plan_with(plan, number, opens, closes)))
