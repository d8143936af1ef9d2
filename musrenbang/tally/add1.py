"""Equal shares again and again with a larger share, until the budget would not do: the completion called Add1."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from musrenbang.tally import shares
from musrenbang.tally.profile import Profile
from musrenbang.tally.rules import Rule
from musrenbang.tally.shares import Run

MOST_RUNS = 2_000_000


@dataclass(frozen=True)
class Add1:
    """What was kept and why it ended there: the next share costs too much, nothing fits any more, or all are paid."""

    kept: Run
    runs: int
    end: str
    over: Run | None
    doubts: int


class StepError(ValueError):
    """The step is so small that the count would not end in a person's time."""


def cost_of(profile: Profile, run: Run) -> int:
    return sum(profile.costs[project] for project in run.winners)


def is_exhaustive(profile: Profile, run: Run) -> bool:
    """No project with support that is not chosen fits into what is left."""
    left, chosen = profile.budget - cost_of(profile, run), set(run.winners)
    return not any(
        profile.scores[p] > 0 and cost <= left and len(profile.supporters[p])
        for p, cost in enumerate(profile.costs)
        if p not in chosen
    )


def add1(profile: Profile, rule: Rule, share: Fraction, places: list[int], *, always_exact: bool = False) -> Add1:
    """Raise the share by the step until the rule says stop; the deciding shares are counted exactly.

    Shares in between are counted by certified floats, and exactly where those are in doubt.
    """
    doubts = 0

    def quick(at: Fraction) -> Run:
        nonlocal doubts
        try:
            return shares.certified(profile, rule.worth, at, places)
        except shares.DoubtError:
            doubts += 1
            return slow(at)

    def slow(at: Fraction) -> Run:
        return shares.exact(profile, rule.worth, at, places)

    kept, runs, end, over = _climb(profile, rule, share, slow if always_exact else quick)
    sure = kept if kept.rounds or always_exact else slow(kept.share)
    beyond = None if over is None else slow(over.share)
    same = set(sure.winners) == set(kept.winners) and (
        beyond is None or over is None or set(beyond.winners) == set(over.winners)
    )
    if not same and not always_exact:
        # Never seen: floats misled beyond their certificate. Then every share is counted exactly.
        return add1(profile, rule, share, places, always_exact=True)
    return Add1(sure, runs, end, beyond, doubts)


def _climb(
    profile: Profile, rule: Rule, share: Fraction, count: Callable[[Fraction], Run]
) -> tuple[Run, int, str, Run | None]:
    step = rule.step * profile.unit
    supported = sum(1 for rows in profile.supporters if len(rows))
    kept = Run(share, ())
    for runs in range(1, MOST_RUNS + 1):
        run = count(share)
        if cost_of(profile, run) > profile.budget:
            return kept, runs, "over", run
        kept = run
        if len(run.winners) == supported:
            return kept, runs, "all", None
        if rule.exhaustive_stop and is_exhaustive(profile, run):
            return kept, runs, "exhaustive", None
        share += step
    raise StepError(f"Langkah {rule.step} terlalu kecil untuk dana ini; pakai langkah yang lebih besar.")
