"""Policies tried on the same days: what separate lines, slots, an earlier shift and prepared forms do to waiting."""

from dataclasses import asdict, dataclass

import numpy as np

from layanan.queue.scenario import Scenario, draw
from layanan.queue.simulate import run


@dataclass(frozen=True, slots=True)
class Outcome:
    """Minutes from arrival to call, no-shows left out; `peak` is the day's largest crowd, mean of all days."""

    policy: str
    days: int
    tickets: int
    mean: float
    p50: float
    p90: float
    peak: float

    def as_dict(self) -> dict[str, str | int | float]:
        return {key: round(v, 3) if isinstance(v, float) else v for key, v in asdict(self).items()}


def try_policy(scenario: Scenario, policy: str, days: int, seed: int) -> Outcome:
    """So many days under one policy."""
    lanes = [frozenset(lane) for lane in scenario.lanes] if policy == "separate" else None
    waits: list[float] = []
    crowds: list[int] = []
    for number in range(days):
        floor = run(draw(scenario, policy, seed, number), lanes)
        waits += [call.at - call.person.arrival for call in floor.calls if call.person.comes]
        crowds.append(floor.crowd)
    if not waits:
        waits = [0.0]
    p50, p90 = np.quantile(waits, [0.5, 0.9]).tolist()
    return Outcome(policy, days, scenario.tickets, float(np.mean(waits)), p50, p90, float(np.mean(crowds)))
