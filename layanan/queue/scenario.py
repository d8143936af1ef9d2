"""A day of an imagined office: who comes when for what, read from a file and drawn from a seed.

Every day draws the same people in the same order whatever the policy, so that policies are compared on equal days.
Times are minutes after opening. The shipped scenario is data/skenario.json.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from layanan.queue.order import clock_of
from layanan.queue.plan import Counter, Steps, from_steps, moment_of, planned_minutes

SHIPPED = Path(__file__).parent / "data" / "skenario.json"
POLICIES = ("pooled", "separate", "slots", "morning", "prefilled", "all")
SLOTTED = frozenset({"slots", "all"})
EARLY_SHIFT = frozenset({"morning", "all"})
PREPARED = frozenset({"prefilled", "all"})


class ScenarioError(ValueError):
    """The scenario's file does not say what it must; the text names the place."""


@dataclass(frozen=True, slots=True)
class Service:
    """A kind of business at the counter: mean minutes, spread, share of all visits."""

    mean: float
    cv: float
    share: float


@dataclass(frozen=True, slots=True)
class Person:
    """One ticket of a day. `work` is the counter minutes it will take before the counter's own pace."""

    number: int
    service: int
    arrival: float
    clock: float
    work: float
    priority: bool
    comes: bool


@dataclass(frozen=True, slots=True)
class Day:
    """All who come on one day, and how fast each counter works on it (1 = as usual, 1.2 = a fifth slower)."""

    people: tuple[Person, ...]
    counters: tuple[Counter, ...]
    pace: tuple[float, ...]
    no_show_minutes: float


@dataclass(frozen=True)
class Scenario:
    """What an office's days are like, and the policies to try on them."""

    name: str
    tickets: int
    services: tuple[Service, ...]
    span: tuple[float, float]
    bump: tuple[float, float, float]  # share, mean, sd
    day_cv: float
    skill_cv: float
    no_show: float
    no_show_minutes: float
    priority: float
    steps: Steps
    lanes: tuple[tuple[int, ...], ...]
    slots: Mapping[str, float]
    morning: Steps
    prefilled: Mapping[str, float]

    @property
    def mean(self) -> float:
        """Mean counter minutes of a visit."""
        whole = sum(s.share for s in self.services)
        return sum(s.mean * s.share for s in self.services) / whole

    def counters(self, policy: str = "pooled") -> list[Counter]:
        """The shift plan under this policy."""
        return from_steps(self.morning if policy in EARLY_SHIFT else self.steps)


def load(path: Path | None = None, tickets: int | None = None) -> Scenario:
    """A scenario from its file (the shipped one without a path). Raises ScenarioError in words."""
    try:
        text = (path or SHIPPED).read_text(encoding="utf-8")
        scenario = _read(json.loads(text))
    except OSError as problem:
        raise ScenarioError(f"Berkas skenario tidak dapat dibaca: {problem.strerror}.") from problem
    except UnicodeDecodeError as problem:
        raise ScenarioError("Berkas skenario bukan teks UTF-8.") from problem
    except json.JSONDecodeError as problem:
        raise ScenarioError(f"Berkas skenario bukan JSON: baris {problem.lineno}.") from problem
    except KeyError as problem:
        raise ScenarioError(f"Skenario tidak memuat {problem}.") from problem
    except (TypeError, ValueError, AttributeError) as problem:
        raise ScenarioError(f"Isi skenario tidak dapat dipakai: {problem}.") from problem
    scenario = scenario if tickets is None else replace(scenario, tickets=tickets)
    _check(scenario)
    return scenario


def _read(raw: dict[str, Any]) -> Scenario:
    arrivals, policies = raw["arrivals"], raw["policies"]
    return Scenario(
        name=str(raw.get("name", "")),
        tickets=int(raw["tickets"]),
        services=tuple(Service(float(s["mean"]), float(s["cv"]), float(s["share"])) for s in raw["services"]),
        span=(float(arrivals["from"]), float(arrivals["to"])),
        bump=(float(arrivals["bump_share"]), float(arrivals["bump_mean"]), float(arrivals["bump_sd"])),
        day_cv=float(raw["day_cv"]),
        skill_cv=float(raw["skill_cv"]),
        no_show=float(raw["no_show"]["share"]),
        no_show_minutes=float(raw["no_show"]["minutes"]),
        priority=float(raw["priority_share"]),
        steps=_steps(raw["counters"]),
        lanes=tuple(tuple(int(n) - 1 for n in lane) for lane in policies["lanes"]),
        slots={key: float(policies["slots"][key]) for key in ("share", "early", "late", "not_coming")},
        morning=_steps(policies["morning"]),
        prefilled={key: float(policies["prefilled"][key]) for key in ("share", "saving")},
    )


def _steps(rows: list[list[Any]]) -> Steps:
    return [(None if until is None else float(until), int(count)) for until, count in rows]


def _check(scenario: Scenario) -> None:
    """What cannot be simulated is refused before anything is drawn."""
    shares = (
        scenario.no_show,
        scenario.priority,
        scenario.bump[0],
        scenario.slots["share"],
        scenario.prefilled["share"],
    )
    wrong = [
        (not 1 <= scenario.tickets <= 5000, "tickets harus 1 sampai 5000"),
        (not scenario.services, "services kosong"),
        (any(s.mean <= 0 or s.cv < 0 or s.share < 0 for s in scenario.services), "mean, cv, atau share layanan"),
        (sum(s.share for s in scenario.services) <= 0, "share layanan berjumlah nol"),
        (scenario.span[0] >= scenario.span[1], "arrivals: from harus lebih kecil daripada to"),
        (any(not 0 <= share <= 1 for share in (*shares, scenario.slots["not_coming"])), "bagian harus antara 0 dan 1"),
        (scenario.bump[0] > 0 and not _bump_inside(scenario), "arrivals: puncak di luar jam layanan"),
        (min(scenario.day_cv, scenario.skill_cv, scenario.no_show_minutes) < 0, "cv dan menit tidak boleh negatif"),
        (any(not _lasting(steps) for steps in (scenario.steps, scenario.morning)), "counters harus berakhir [null, n]"),
        (
            sorted(n for lane in scenario.lanes for n in lane) != list(range(len(scenario.services))),
            "lanes harus memuat tiap layanan satu kali",
        ),
    ]
    for is_wrong, words in wrong:
        if is_wrong:
            raise ScenarioError(f"Skenario tidak dapat dipakai: {words}.")


def _bump_inside(scenario: Scenario) -> bool:
    (start, end), (_, mean, sd) = scenario.span, scenario.bump
    return start <= mean <= end and 0 <= sd <= 10 * (end - start)  # else drawing again might take for ever


def _lasting(steps: Steps) -> bool:
    """The last step has no end and somebody works in it, so that the last one waiting is served; times rise."""
    times = [until for until, _ in steps]
    rising = [t for t in times[:-1] if t is not None]
    return (
        bool(steps)
        and times[-1] is None
        and steps[-1][1] > 0
        and len(rising) == len(times) - 1
        and (sorted(set(rising)) == rising and all(0 <= n <= 100 for _, n in steps))
    )


def lognormal(mean: float, cv: float, normal: NDArray[np.float64] | float) -> Any:
    """A log-normal value of this mean and coefficient of variation from a standard normal one."""
    variance = math.log1p(cv * cv)
    return mean * np.exp(math.sqrt(variance) * normal - variance / 2)


def draw(scenario: Scenario, policy: str, seed: int, day: int) -> Day:
    """One day under a policy. The same seed and day give the same people with the same business for every policy."""
    rng, n = np.random.default_rng([seed, day]), scenario.tickets
    shares = np.array([s.share for s in scenario.services])
    service = rng.choice(len(shares), size=n, p=shares / shares.sum())
    arrival = _arrivals(scenario, rng, n)
    normal, coin = rng.standard_normal(n), rng.random((4, n))
    counters = scenario.counters(policy)
    factor = lognormal(1.0, scenario.day_cv, rng.standard_normal())
    pace = lognormal(1.0, scenario.skill_cv, rng.standard_normal(max(16, len(counters))))[: len(counters)]
    means, cvs = (np.array([getattr(s, field) for s in scenario.services])[service] for field in ("mean", "cv"))
    variance = np.log1p(cvs**2)
    work = factor * means * np.exp(np.sqrt(variance) * normal - variance / 2)
    comes, priority, clock = coin[0] >= scenario.no_show, coin[1] < scenario.priority, arrival.copy()
    if policy in PREPARED:
        work = np.where(coin[2] < scenario.prefilled["share"], work * (1 - scenario.prefilled["saving"]), work)
    if policy in SLOTTED:
        arrival, clock, comes = _booked(scenario, counters, rng, arrival, comes, coin[3])
    people = sorted(
        zip(
            arrival.tolist(),
            clock.tolist(),
            service.tolist(),
            work.tolist(),
            priority.tolist(),
            comes.tolist(),
            strict=True,
        )
    )
    return Day(
        tuple(Person(i, s, a, c, w, p, there) for i, (a, c, s, w, p, there) in enumerate(people)),
        tuple(counters),
        tuple(pace.tolist()),
        scenario.no_show_minutes,
    )


def _arrivals(scenario: Scenario, rng: np.random.Generator, n: int) -> NDArray[np.float64]:
    """The morning's bump over an even day; what falls outside the hours is drawn again."""
    (start, end), (share, mean, sd) = scenario.span, scenario.bump
    times = np.where(rng.random(n) < share, rng.normal(mean, sd, n), rng.uniform(start, end, n))
    while (outside := (times < start) | (times > end)).any():
        times[outside] = rng.normal(mean, sd, int(outside.sum()))
    return times


def _booked(
    scenario: Scenario,
    counters: list[Counter],
    rng: np.random.Generator,
    arrival: NDArray[np.float64],
    comes: NDArray[np.bool_],
    coin: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """So many tickets, picked evenly, get slots at equal steps of planned counter-minutes; some of them stay away.

    Nobody can know beforehand who stays away: the counter calls at the slot and loses the same minutes as for others.
    """
    n = len(arrival)
    slots, (start, end) = scenario.slots, scenario.span
    chosen = rng.permutation(n)[: round(n * slots["share"])]
    step = planned_minutes(counters, start, end) / max(1, len(chosen))
    times = np.array([moment_of(counters, step * (i + 0.5), start, end) for i in range(len(chosen))])
    shift = rng.uniform(-slots["early"], slots["late"], len(chosen))
    arrival, clock, comes = arrival.copy(), arrival.copy(), comes.copy()
    arrival[chosen] = times + shift
    clock[chosen] = [clock_of(a, slot) for a, slot in zip(arrival[chosen].tolist(), times.tolist(), strict=True)]
    comes[chosen] = coin[chosen] >= slots["not_coming"]
    return arrival, clock, comes
