"""The shipped scenario says what the contract says, and the levers do to waiting what they are said to do."""

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from layanan.queue.plan import Counter, from_steps, moment_of, open_at, planned_minutes
from layanan.queue.policies import try_policy
from layanan.queue.scenario import POLICIES, SHIPPED, Day, Person, ScenarioError, draw, load
from layanan.queue.simulate import run

BOUNDS = {"separate": (1.5, 99), "slots": (0, 0.75), "morning": (0, 0.95), "prefilled": (0, 0.70), "all": (0, 0.30)}


def person(number: int, arrival: float, work: float, **more: object) -> Person:
    return Person(
        **{"number": number, "service": 0, "arrival": arrival, "clock": arrival, "work": work}
        | {"priority": False, "comes": True}
        | more
    )


def test_the_shipped_scenario() -> None:
    scenario = load()
    assert [s.mean for s in scenario.services] == [4, 9, 14, 12, 18, 10]
    assert [s.share for s in scenario.services] == [30, 22, 16, 10, 12, 10]
    assert [s.cv for s in scenario.services] == [0.9, 0.8, 0.7, 0.7, 0.6, 0.8]
    assert scenario.mean == pytest.approx(9.78)
    assert (scenario.tickets, scenario.no_show, scenario.no_show_minutes, scenario.priority) == (130, 0.08, 1, 0.1)
    assert (scenario.day_cv, scenario.skill_cv, scenario.bump, scenario.span) == (0.18, 0.15, (0.55, 90, 60), (0, 390))


def test_the_plan_of_counters() -> None:
    usual, early = load().counters(), load().counters("morning")
    assert [open_at(usual, m) for m in (-1, 0, 239, 240, 299, 300, 900)] == [0, 4, 4, 2, 2, 3, 3]
    assert [open_at(early, m) for m in (0, 149, 150, 240, 270, 299, 300, 900)] == [5, 5, 3, 2, 1, 1, 3, 3]
    assert planned_minutes(usual, 0, 390) == 4 * 240 + 2 * 60 + 3 * 90
    assert moment_of(usual, 4 * 240 + 60, 0, 390) == 270
    assert moment_of(usual, 10**6, 0, 390) == 390


def test_a_day_is_drawn_the_same_again_and_for_each_policy() -> None:
    scenario = load()
    assert draw(scenario, "pooled", 5, 3) == draw(scenario, "separate", 5, 3)
    assert draw(scenario, "pooled", 5, 3) != draw(scenario, "pooled", 5, 4) != draw(scenario, "pooled", 6, 4)
    slots, pooled = draw(scenario, "slots", 5, 3), draw(scenario, "pooled", 5, 3)
    assert len(slots.people) == len(pooled.people) == 130
    assert sorted(p.work for p in slots.people) == sorted(p.work for p in pooled.people)
    assert sum(p.clock != p.arrival for p in slots.people) == 65


def test_draws_have_the_means_that_were_asked_for() -> None:
    days = [draw(load(), "pooled", 2, n) for n in range(150)]
    people = [p for day in days for p in day.people]
    assert sum(p.work for p in people) / len(people) == pytest.approx(9.78, rel=0.05)
    assert sum(not p.comes for p in people) / len(people) == pytest.approx(0.08, abs=0.01)
    assert sum(p.priority for p in people) / len(people) == pytest.approx(0.10, abs=0.01)
    assert all(0 <= p.arrival <= 390 for p in people)
    assert sum(p.arrival < 180 for p in people) / len(people) == pytest.approx(0.45 * 180 / 390 + 0.55 * 0.93, abs=0.02)


def test_a_day_by_hand() -> None:
    """The second counter closes at 10: it calls nobody after that and finishes what it has; absence costs a minute."""
    people = (
        person(0, 0, 8),
        person(1, 0, 20),
        person(2, 1, 5, comes=False),
        person(3, 2, 5),
        person(4, 7, 5, priority=True),
    )
    day = Day(people, tuple(from_steps([(10, 2), (None, 1)])), (1.0, 1.0), 1.0)
    floor = run(day)
    # at 8 the priority one has waited 1 x 2.5, number 2 seven and number 3 six minutes
    assert [(c.person.number, c.counter, c.at, c.until) for c in floor.calls] == [
        (0, 0, 0, 8),
        (1, 1, 0, 20),
        (2, 0, 8, 9),
        (3, 0, 9, 14),
        (4, 0, 14, 19),
    ]
    assert floor.crowd == 3


def test_an_own_pace_makes_a_counter_slower() -> None:
    day = Day((person(0, 0, 10), person(1, 0, 10)), tuple(from_steps([(None, 1)])), (1.5,), 1.0)
    assert [c.at for c in run(day).calls] == [0, 15]


def test_separate_lines_leave_nobody_without_a_counter() -> None:
    lanes = [frozenset({0}), frozenset({1})]
    day = Day((person(0, 0, 5), person(1, 1, 5, service=1)), (Counter(((0, 99.0),)),), (1.0,), 1.0)
    assert [c.person.number for c in run(day, lanes).calls] == [0, 1]


def test_levers_on_a_few_days() -> None:
    scenario = load()
    pooled = try_policy(scenario, "pooled", 60, 11)
    for policy, (low, high) in BOUNDS.items():
        assert low <= try_policy(scenario, policy, 60, 11).p90 / pooled.p90 <= high, policy


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_levers_on_a_thousand_days(seed: int) -> None:
    scenario = load()
    pooled = try_policy(scenario, "pooled", 1000, seed)
    for policy, (low, high) in BOUNDS.items():
        assert low <= try_policy(scenario, policy, 1000, seed).p90 / pooled.p90 <= high, policy


def sim(*args: str) -> dict[str, object]:
    out = StringIO()
    call_command("queue_sim", *args, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_the_command_prints_the_figures(tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    own.write_text(SHIPPED.read_text().replace('"tickets": 130', '"tickets": 40'))
    for policy in POLICIES:
        figures = sim(str(own), "--policy", policy, "--days", "2", "--seed", "4")
        assert list(figures) == ["policy", "days", "tickets", "mean", "p50", "p90", "peak"]
        assert (figures["policy"], figures["days"], figures["tickets"]) == (policy, 2, 40)
    assert sim("--days", "3", "--seed", "4") == sim("--days", "3", "--seed", "4", "--policy", "pooled")
    assert sim("--days", "3", "--seed", "4") != sim("--days", "3", "--seed", "5")


def test_the_command_judges_the_estimate() -> None:
    figures = sim("--estimate", "--days", "1", "--seeds", "1", "--tickets", "60")
    assert {"judged", "mae", "mae_constant", "mae_mean", "inside", "at_or_under_p80", "classes"} <= set(figures)
    assert list(figures["classes"]) == ["1-3", "4-7", "8+"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"tickets": 0}, "tickets harus"),
        ({"services": []}, "services kosong"),
        ({"counters": [[240, 4]]}, "berakhir"),
        ({"counters": [[240, 4], [None, 0]]}, "berakhir"),
        ({"counters": [[240, 4], [200, 2], [None, 3]]}, "berakhir"),
        ({"arrivals": {"from": 0, "to": 390, "bump_share": 0.5, "bump_mean": 9000, "bump_sd": 60}}, "puncak"),
        ({"arrivals": {"from": 390, "to": 0, "bump_share": 0.5, "bump_mean": 90, "bump_sd": 60}}, "from harus"),
        ({"priority_share": 1.5}, "antara 0 dan 1"),
        ({"day_cv": -1}, "tidak boleh negatif"),
        ({"no_show": 3}, "tidak dapat dipakai"),
        ({"services": "abc"}, "tidak dapat dipakai"),
    ],
)
def test_a_wrong_scenario_is_refused_in_words(tmp_path: Path, change: dict[str, object], words: str) -> None:
    own = tmp_path / "own.json"
    own.write_text(json.dumps(json.loads(SHIPPED.read_text()) | change))
    with pytest.raises(ScenarioError, match=words):
        load(own)
    with pytest.raises(CommandError, match=words):
        call_command("queue_sim", str(own))


@pytest.mark.parametrize("text", ["", "[]", "3", "{}", '{"tickets": NaN}', "\xff"])
def test_a_broken_file_is_refused_in_words(tmp_path: Path, text: str) -> None:
    own = tmp_path / "own.json"
    own.write_bytes(text.encode("latin-1"))
    with pytest.raises(CommandError, match=r"[Ss]kenario"):
        call_command("queue_sim", str(own))
    with pytest.raises(CommandError, match="tidak dapat dibaca"):
        call_command("queue_sim", str(tmp_path / "none.json"))


def test_lanes_name_every_service_once() -> None:
    scenario = load()
    assert sorted(n for lane in scenario.lanes for n in lane) == list(range(6))
    assert replace(scenario, tickets=7).counters() == scenario.counters()
