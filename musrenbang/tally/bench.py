"""How fast the count is on this machine, by a fixed seed: the table of `python -m musrenbang.tally bench`."""

import time
import tracemalloc
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from musrenbang.tally import generate, pabulib, shares
from musrenbang.tally.count import count, first_share
from musrenbang.tally.pabulib import Election
from musrenbang.tally.profile import Profile, from_election
from musrenbang.tally.rules import RULES, Worth, tie_places
from musrenbang.tally.scoring import by_score

Row = tuple[str, float, float | None]


def rows(folder: Path | None, *, big: bool = True) -> Iterator[Row]:
    """(what, CPU seconds, target) one by one; real files only where their folder is given."""
    profile = generate.profile(100_000, 100)
    yield from _counts(profile, "100.000 x 100", (0.010, 0.100, 2.0))
    yield "bytes per ballot (arrays, 100.000 x 100)", _memory(profile), None
    if big:
        wide = generate.profile(1_000_000, 200)
        yield from _counts(wide, "1.000.000 x 200", (None, 2.0, None), exact=False)
        del wide
    if folder is not None:
        election, seconds = _read(folder / "Poland_Wieliczka_2023_Green_Budget.pb")
        rule = RULES["mes_cost_add1"].with_knobs(exhaustive_stop=False)
        ready = _ready(from_election(election))
        yield "Wieliczka Add1, no exhaustive stop, exact at the end", best(lambda: count(ready, rule)), 1.0
        election, seconds = _read(folder / "Poland_Warszawa_2026.pb")
        yield f"read .pb with {len(election.votes)} ballots", seconds, 1.0
        yield "peak bytes per ballot while reading it", _reading_memory(folder / "Poland_Warszawa_2026.pb"), None


def _counts(
    profile: Profile, name: str, targets: tuple[float | None, float | None, float | None], *, exact: bool = True
) -> Iterator[Row]:
    _ready(profile)
    greedy = RULES["greedy_score"]
    places = tie_places(profile, greedy)
    share = first_share(profile, RULES["mes_cost"])

    def scored() -> Any:
        # The counting of scores belongs to the measurement; it is kept by the profile, so it is dropped first.
        profile.__dict__.pop("votes", None)
        profile.__dict__.pop("scores", None)
        return by_score(profile, places, greedy)

    yield f"greedy_score {name}", best(scored), targets[0]
    sure, seconds = best_or_doubt(profile, share, places)
    yield f"mes_cost {name} certified{'' if sure else ' (in doubt)'}", seconds, targets[1]
    if exact:
        yield f"mes_cost {name} exact", best(lambda: shares.exact(profile, Worth.COST, share, places)), targets[2]


def best_or_doubt(profile: Profile, share: Fraction, places: list[int]) -> tuple[bool, float]:
    """Whether the float pass was certain, and its time."""
    sure = True

    def run() -> None:
        nonlocal sure
        try:
            shares.certified(profile, Worth.COST, share, places)
        except shares.DoubtError:
            sure = False

    seconds = best(run)
    return sure, seconds


def best(work: Callable[[], Any], times: int = 5) -> float:
    """CPU seconds of the quickest of a few runs. One thread does all, so on an idle machine that is the time taken."""
    found = []
    for _ in range(times):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return min(found)


def _ready(profile: Profile) -> Profile:
    """Lists by project are part of reading, not of counting."""
    _ = profile.supporters, profile.votes
    return profile


def _read(path: Path) -> tuple[Election, float]:
    data = path.read_bytes()
    seconds = best(lambda: pabulib.read(data), 2)
    return pabulib.read(data), seconds


def _memory(profile: Profile) -> float:
    held: list[Any] = [profile.starts, profile.choice, profile.row_of, *profile.supporters]
    return sum(array.nbytes for array in held) / profile.rows


def _reading_memory(path: Path) -> float:
    data = path.read_bytes()
    tracemalloc.start()
    election = pabulib.read(data)
    _ready(from_election(election))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / len(election.votes)


def table(folder: Path | None, *, big: bool = True) -> Iterator[str]:
    """The rows as lines; a row over its target says so."""
    for what, value, target in rows(folder, big=big):
        unit = "byte" if "bytes" in what else "s"
        verdict = "" if target is None else f"  target {target:g} s  {'ok' if value < target else 'TOO SLOW'}"
        yield f"{what:55} {value:12.4f} {unit}{verdict}"
