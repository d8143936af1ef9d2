"""The fair order: ageing, never strict, nobody starves, the same answer whoever asks."""

import random

from hypothesis import given
from hypothesis import strategies as st

from layanan.queue.order import AGEING, BEHIND, GRACE, Waiting, clock_of, in_order, next_of, weighed

NOW = 200.0
minutes = st.integers(0, 400).map(lambda tenths: tenths / 2)


@st.composite
def lines(draw: st.DrawFn, most: int = 12) -> list[Waiting]:
    count = draw(st.integers(1, most))
    return [
        Waiting(
            key=i,
            clock=draw(minutes),
            rank=i,
            service=draw(st.integers(0, 3)),
            priority=draw(st.booleans()),
            behind=draw(st.sampled_from([0, 0, 0, 1, 2, 3])),
        )
        for i in range(count)
    ]


def test_clock_starts_at_the_slot_unless_more_than_ten_minutes_late() -> None:
    assert clock_of(95) == 95
    assert clock_of(55, slot=60) == 60
    assert clock_of(60 + GRACE, slot=60) == 60
    assert clock_of(60 + GRACE + 0.5, slot=60) == 70.5


def test_priority_runs_two_and_a_half_times_as_fast() -> None:
    assert AGEING == 2.5
    assert weighed(clock=10, now=30, priority=True) == 50
    assert weighed(clock=10, now=30, priority=False) == 20


def test_before_a_slot_the_clock_is_the_same_for_all() -> None:
    assert weighed(clock=40, now=30, priority=True) == weighed(clock=40, now=30, priority=False) == -10


def test_priority_is_level_after_forty_minutes_with_one_who_waited_a_hundred() -> None:
    usual, priority = Waiting("usual", 100, 1), Waiting("priority", 160, 2, priority=True)
    assert [w.key for w in in_order([priority, usual], 199)] == ["usual", "priority"]
    assert [w.key for w in in_order([priority, usual], 200)] == ["usual", "priority"]  # level: the earlier clock
    assert [w.key for w in in_order([priority, usual], 201)] == ["priority", "usual"]


@given(lines())
def test_never_strict_nobody_left_has_waited_more_than_so_many_times_as_long(line: list[Waiting]) -> None:
    line = [w for w in line if not w.behind]
    chosen = next_of(line, NOW)
    if chosen is None:
        assert line == []
        return
    waited = NOW - chosen.clock
    assert all(NOW - w.clock <= AGEING * waited for w in line)
    if not chosen.priority:
        assert all(NOW - w.clock <= waited for w in line)


@given(lines(), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_how_the_line_is_handed_over(line: list[Waiting], shuffler: random.Random) -> None:
    mixed = line[:]
    shuffler.shuffle(mixed)
    assert in_order(mixed, NOW) == in_order(line, NOW)
    assert sorted(w.rank for w in in_order(line, NOW)) == [w.rank for w in line]


@given(lines(), st.sets(st.integers(0, 3)))
def test_the_next_is_the_first_of_the_order_for_what_a_counter_does(line: list[Waiting], services: set[int]) -> None:
    order = in_order(line, NOW, services)
    assert next_of(line, NOW, services) == (order[0] if order else None)
    assert all(w.service in services for w in order)


@given(lines())
def test_among_equals_in_kind_first_come_is_first_called(line: list[Waiting]) -> None:
    for kind in (True, False):
        alike = [w for w in in_order(line, NOW) if w.priority is kind and not w.behind]
        assert alike == sorted(alike, key=lambda w: (w.clock, w.rank))


@given(lines(), minutes, st.integers(1, BEHIND))
def test_who_was_away_comes_back_behind_the_next_ones(line: list[Waiting], clock: float, behind: int) -> None:
    line = [w for w in line if not w.behind]
    order = in_order([*line, Waiting("back", clock, 99, behind=behind)], NOW)
    assert [w.key for w in order].index("back") == min(behind, len(line))
    assert [w for w in order if w.key != "back"] == in_order(line, NOW)


def test_who_is_not_there_yet_is_not_called() -> None:
    booked = Waiting("booked", 210, 1, here_from=205)
    assert next_of([booked], NOW) is None
    assert next_of([booked], 205) == booked


@given(st.lists(st.booleans(), min_size=30, max_size=90))
def test_nobody_starves_however_many_come_with_priority(kinds: list[bool]) -> None:
    """More come than are called: the line only grows, yet the oldest usual one is called."""
    line: list[Waiting] = [Waiting("first", 0, 0)]
    calls = []
    for minute, priority in enumerate([True, *kinds], start=1):
        line.append(Waiting(minute, minute, minute, priority=priority))
        if minute % 3 != 0:
            chosen = next_of(line, minute + 0.5)
            assert chosen is not None
            line.remove(chosen)
            calls.append((chosen.key, minute))
    assert "first" in dict(calls)
    assert dict(calls)["first"] <= 5
