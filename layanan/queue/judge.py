"""The waiting-time estimate on trial: days it has not seen, against the two rules other systems use."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from layanan import estimate as forward
from layanan.queue.plan import open_at
from layanan.queue.scenario import Day, Person, Scenario, draw
from layanan.queue.simulate import Floor, run

WARM_UP, DAYS, SEEDS = 20, 50, 8
HALF_HOUR = 30.0
CONSTANT = 12.0  # minutes per visit, as the best known open system has it
LEAST_AHEAD = 3
CLASSES = (("1-3", 1, 3), ("4-7", 4, 7), ("8+", 8, 10**6))


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judged ticket: how many were ahead, the promise at issue, the two plain rules, and what came true."""

    ahead: int
    p20: float
    p80: float
    constant: float
    mean: float
    actual: float

    @property
    def middle(self) -> float:
        return (self.p20 + self.p80) / 2


@dataclass
class Memory:
    """What the office has learned up to a day, from its own finished services and calls."""

    scenario: Scenario
    minutes: dict[int, list[float]] = field(default_factory=dict)
    called: int = 0
    absent: int = 0
    days: int = 0
    priority: list[float] = field(default_factory=list)

    def experience(self) -> forward.Experience:
        """With the officers' word where nothing is known: the service's mean, and one no-show in ten."""
        known = {
            i: forward.learned(self.minutes.get(i, [])[-forward.REMEMBERED :], service.mean)
            for i, service in enumerate(self.scenario.services)
        }
        shares = {service: float(len(minutes)) for service, minutes in self.minutes.items()}
        no_show = (self.absent + 2) / (self.called + 20)
        return forward.Experience(known, no_show, self.scenario.no_show_minutes, shares, self.coming())

    def coming(self) -> list[tuple[float, float]]:
        """How many with priority have come by each half hour of a usual day."""
        if not self.days:
            return []
        start, end = self.scenario.span
        edges = np.arange(start, end + HALF_HOUR, HALF_HOUR)
        so_far = np.searchsorted(np.sort(self.priority), edges) / self.days
        return list(zip(edges.tolist(), so_far.tolist(), strict=True))

    def keep(self, floor: Floor) -> None:
        self.days += 1
        self.priority += [call.person.arrival for call in floor.calls if call.person.priority]
        for call in floor.finished:
            self.called += 1
            self.absent += not call.person.comes
            if call.person.comes:
                self.minutes.setdefault(call.person.service, []).append(call.until - call.at)


def judge(scenario: Scenario, seeds: Iterable[int], days: int = DAYS, warm_up: int = WARM_UP) -> list[Verdict]:
    """Every judged ticket of these seeds: each starts with an office that knows nothing but the officers' word."""
    verdicts: list[Verdict] = []
    for seed in seeds:
        memory = Memory(scenario)
        for number in range(warm_up + days):
            day = draw(scenario, "pooled", seed, number)
            if number < warm_up:
                floor = run(day)
            else:
                floor, judged = _judged_day(day, memory)
                verdicts += judged
            memory.keep(floor)
    return verdicts


def _judged_day(day: Day, memory: Memory) -> tuple[Floor, list[Verdict]]:
    """Let a day pass and give a promise to everyone who finds somebody waiting."""
    experience, promises = memory.experience(), {}
    all_known = np.concatenate([np.asarray(m) for m in memory.minutes.values()]).mean() if memory.minutes else CONSTANT

    def watch(floor: Floor, person: Person) -> None:
        ahead = sum(w.rank != person.number for w in floor.waiting)
        if ahead and ahead < len(floor.waiting):
            promise = forward.estimate(seen(floor, day), experience)[person.number]
            share = (ahead + 1) / max(1, open_at(day.counters, floor.now))
            promises[person.number] = (ahead, promise, share)

    floor = run(day, watch=watch)
    at = {call.person.number: call.at for call in floor.calls}
    return floor, [
        Verdict(ahead, p.p20, p.p80, CONSTANT * share, all_known * share, at[n] - day.people[n].arrival)
        for n, (ahead, p, share) in promises.items()
        if day.people[n].comes
    ]


def seen(floor: Floor, day: Day) -> forward.Floor:
    """What the office can know at a moment: not the day's factor, not the counters' pace, not who has gone."""
    return forward.Floor(
        floor.now,
        floor.waiting,
        [forward.Serving(c, call.person.service, call.at) for c, call in floor.serving.items()],
        day.counters,
        [(c.person.service, c.until - c.at) for c in floor.finished[-60:] if c.person.comes],
    )


def summary(verdicts: list[Verdict]) -> dict[str, object]:
    """Figures of the trial: mean errors in minutes against both rules, by class, and how the range kept its word."""
    main = [v for v in verdicts if v.ahead >= LEAST_AHEAD]
    figures: dict[str, object] = {"judged": len(main), **_errors(main)}
    figures["inside"] = _share([v.p20 <= v.actual <= v.p80 for v in main])
    figures["at_or_under_p80"] = _share([v.actual <= v.p80 for v in main])
    figures["classes"] = {
        name: {"judged": len(rows := [v for v in verdicts if low <= v.ahead <= high]), **_errors(rows)}
        for name, low, high in CLASSES
    }
    return figures


def _errors(rows: list[Verdict]) -> dict[str, float]:
    def mae(field_name: str) -> float:
        return float(np.mean([abs(getattr(v, field_name) - v.actual) for v in rows])) if rows else 0.0

    ours, constant, mean = mae("middle"), mae("constant"), mae("mean")
    out = {"mae": ours, "mae_constant": constant, "mae_mean": mean}
    out |= {"to_constant": ours / constant if constant else 0.0, "to_mean": ours / mean if mean else 0.0}
    return {key: round(value, 3) for key, value in out.items()}


def _share(hits: list[bool]) -> float:
    return round(sum(hits) / len(hits), 4) if hits else 0.0
