"""The waiting-time estimate: by hand, against the fair order itself, and on days it has not seen."""

import math
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layanan import estimate as forward
from layanan.estimate import Experience, Floor, Serving, day_factor, estimate, learned
from layanan.queue import judge
from layanan.queue.order import Waiting, next_of
from layanan.queue.plan import FOREVER, Counter, from_steps
from layanan.queue.scenario import load

ONE = (Counter(((0.0, FOREVER),)),)
TEN = Experience({0: np.full(200, 10.0)}, 0.0, 1.0)
SETTLED = [(0, 10.0)] * 25


def test_durations_are_the_newest_two_hundred_without_the_far_ends() -> None:
    known = learned([500.0] * 50 + [10.0] * 192 + [900.0, 0.0, 11.0, 700.0, 12.0, 800.0, 13.0, 14.0], officer=7)
    assert len(known) == 200
    assert (known.min(), known.max()) == (10.0, 12.0)  # five at each end count as their neighbours, 500 is too long ago
    assert list(known) == sorted(known)


def test_the_officers_word_is_eight_observations_until_real_ones_are_enough() -> None:
    assert len(learned([], officer=12)) == 8
    assert learned([], officer=12).mean() == pytest.approx(12)
    assert learned([30.0] * 8, officer=10).mean() == pytest.approx(20)
    assert set(learned([30.0] * 200, officer=10)) == {30.0}


def test_the_day_factor_by_hand() -> None:
    assert day_factor([], TEN) == (1.0, pytest.approx(math.sqrt(0.4**2 + 0.15**2 / 4)))
    slow = [(0, 99.0)] * 5 + [(0, 15.0)] * 25  # only the newest 25 count: (25 x 15 + 80) / (25 x 10 + 80)
    assert day_factor(slow, TEN) == (455 / 330, pytest.approx(math.sqrt(0.4**2 * 8 / 33 + 0.15**2 / 4)))


def test_one_counter_by_hand() -> None:
    """One is served for 4 of about 10 minutes: the first waits about 6, the second about 16."""
    floor = Floor(20, [Waiting("a", 18, 1), Waiting("b", 19, 2)], [Serving(0, 0, 16)], ONE, SETTLED)
    promise = estimate(floor, TEN)
    assert promise["a"].p50 == pytest.approx(6, abs=0.7)
    assert promise["b"].p50 == pytest.approx(16, abs=1.2)
    for one in promise.values():
        assert 0 <= one.p10 < one.p20 < one.p50 < one.p80
    assert estimate(floor, TEN) == promise


def test_a_free_counter_calls_at_once_and_nobody_waiting_has_no_promise() -> None:
    assert estimate(Floor(20, [Waiting("a", 20, 1)], [], ONE), TEN)["a"].p80 == 0
    assert estimate(Floor(20, [], [], ONE), TEN) == {}


def test_the_shift_plan_is_known() -> None:
    """The only counter rests from 30 to 60 and closes at 65: the second waits for it, the third is not reached."""
    floor = Floor(25, [Waiting(n, n, n) for n in range(3)], [], [Counter(((0, 30), (60, 65)))], SETTLED)
    promise = estimate(floor, TEN)
    assert promise[0].p80 == 0
    assert promise[1].p20 == 35
    assert promise[2].p80 == math.inf


def test_a_longer_business_than_all_remembered_still_has_an_end() -> None:
    floor = Floor(200, [Waiting("a", 190, 1)], [Serving(0, 0, 0)], ONE, SETTLED)
    assert 0 < estimate(floor, TEN)["a"].p80 < 20


def test_people_with_priority_who_may_still_come_are_counted() -> None:
    line = [Waiting(n, 0, n) for n in range(12)]
    coming = Experience(TEN.durations, 0.0, 1.0, coming=[(0, 0), (600, 24)])  # one in 25 minutes
    last, alone = (estimate(Floor(0, line, [], ONE, SETTLED), known)[11].p50 for known in (coming, TEN))
    assert alone == pytest.approx(110, abs=8)
    assert last == pytest.approx(110 / (1 - 0.6 * 10 / 25), abs=12)


def test_who_has_gone_away_costs_less() -> None:
    line = [Waiting(n, 0, n) for n in range(12)]
    half = Experience(TEN.durations, 0.5, 1.0)
    assert estimate(Floor(0, line, [], ONE, SETTLED), half)[11].p50 == pytest.approx(60, abs=8)


def played_by_the_order(floor: Floor, work: list[float], free: list[float]) -> list[float]:
    """The same run, one call after another, by the order's own function."""
    line = sorted(floor.waiting, key=lambda w: (w.clock, w.rank))
    index, calls, made = {w.key: i for i, w in enumerate(line)}, [math.inf] * len(line), 0
    free = [counter.free_from(moment) for counter, moment in zip(floor.counters, free, strict=True)]
    while min(free) < FOREVER and line:
        c = free.index(at := min(free))
        counter = floor.counters[c]
        now = [Waiting(w.key, w.clock, w.rank, w.service, w.priority, w.here_from, w.behind - made) for w in line]
        chosen = next_of(now, at, counter.services)
        if chosen is None:
            awaited = [w.here_from for w in line if counter.does(w.service) and w.here_from > at]
            free[c] = counter.free_from(min(awaited, default=FOREVER))
            continue
        calls[index[chosen.key]] = at
        made += 1
        line = [w for w in line if w.key != chosen.key]
        free[c] = counter.free_from(at + work[index[chosen.key]])
    return calls


@st.composite
def floors(draw: st.DrawFn) -> tuple[Floor, list[float], list[float]]:
    half = st.integers(0, 120).map(lambda n: n / 2)
    waiting = []
    for i in range(draw(st.integers(1, 9))):
        clock, later = draw(half), draw(st.booleans())
        more = {"service": draw(st.integers(0, 2)), "priority": draw(st.booleans()), "behind": draw(st.integers(0, 3))}
        waiting.append(Waiting(i, clock, i, **more, here_from=60 + draw(half) if later else 0))
    kinds = st.sampled_from([None, frozenset({0}), frozenset({1, 2})])
    spans = st.sampled_from([((0.0, FOREVER),), ((0.0, 75.0),), ((0.0, 70.0), (90.0, FOREVER))])
    counters = [Counter(draw(spans), draw(kinds)) for _ in range(draw(st.integers(1, 3)))]
    work = draw(st.lists(st.integers(1, 40).map(float), min_size=len(waiting), max_size=len(waiting)))
    free = draw(st.lists(st.integers(60, 80).map(float), min_size=len(counters), max_size=len(counters)))
    return Floor(60, waiting, [], counters), work, free


@settings(max_examples=150, deadline=None)
@given(floors())
def test_the_line_is_played_by_the_fair_order(case: tuple[Floor, list[float], list[float]]) -> None:
    floor, work, free = case
    line = sorted(floor.waiting, key=lambda w: (w.clock, w.rank))
    runs = forward._played(floor, line, np.empty((2, 0)), np.array([work] * 2), np.array([free] * 2))
    assert runs[0].tolist() == runs[1].tolist() == played_by_the_order(floor, work, free)


def test_sixty_waiting_at_four_counters_take_little_time() -> None:
    rng = np.random.default_rng(4)
    known = {i: learned(rng.lognormal(2, 0.7, 200), 9) for i in range(6)}
    line = [Waiting(i, 40 + i, i, int(rng.integers(6)), bool(rng.random() < 0.1)) for i in range(60)]
    plan = from_steps([(240, 4), (300, 2), (None, 3)])
    floor = Floor(100, line, [Serving(c, c, 95) for c in range(4)], plan, [(1, 9.0)] * 25)
    known_office, spent = Experience(known, 0.08, 1, coming=[(0, 0), (390, 13)]), []
    for _ in range(5):
        began = time.process_time()
        assert len(estimate(floor, known_office)) == 60
        spent.append(time.process_time() - began)
    assert min(spent) <= 0.050


def keeps_its_word(figures: dict, slack: float) -> None:
    """The bars of the contract; `slack` widens those of a small sample."""
    assert figures["to_constant"] <= 0.80 + slack
    assert figures["to_mean"] <= 0.90 + slack
    assert 0.52 - slack <= figures["inside"] <= 0.68 + slack
    assert 0.75 - slack <= figures["at_or_under_p80"] <= 0.85 + slack
    for row in figures["classes"].values():
        assert row["to_constant"] < 1 + slack
        assert row["to_mean"] < 1 + slack


@pytest.mark.parametrize("tickets", [115, 130])
def test_a_small_part_of_the_judgement(tickets: int) -> None:
    figures = judge.summary(judge.judge(load(tickets=tickets), range(1, 9), days=2))
    assert figures["judged"] > 500
    keeps_its_word(figures, slack=0.06)


@pytest.mark.slow
@pytest.mark.parametrize("tickets", [115, 130])
def test_the_whole_judgement(tickets: int) -> None:
    figures = judge.summary(judge.judge(load(tickets=tickets), range(1, 9)))
    assert figures["judged"] > 15_000
    keeps_its_word(figures, slack=0.0)
