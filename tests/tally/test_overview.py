"""What the page of a result says, and how firm it is: figures that must agree with the count itself."""

from fractions import Fraction

import numpy as np
import pytest

from musrenbang.tally import pabulib
from musrenbang.tally.ballots import Kind
from musrenbang.tally.bundle import election_of, packed, unpacked
from musrenbang.tally.count import Result, count
from musrenbang.tally.generate import election_text
from musrenbang.tally.overview import overview, turnout_cells
from musrenbang.tally.pabulib import Election
from musrenbang.tally.profile import from_election
from musrenbang.tally.robust import dropped, other_orders, robustness, without, without_batches
from musrenbang.tally.rules import RULES
from musrenbang.tally.verify import result_files

STEP = Fraction(1_000_000)
RULES_TRIED = ["greedy_score", "mes_cost", "mes_cost_add1", "phragmen_stop"]


def counted(rule: str, kind: Kind = Kind.APPROVAL, seed: int = 5) -> tuple[Election, Result]:
    election = pabulib.read(election_text(kind, 60, 9, seed=seed).encode())
    return election, count(from_election(election), RULES[rule].with_knobs(step=STEP, exhaustive_stop=False))


@pytest.mark.parametrize("rule", RULES_TRIED)
def test_every_project_has_its_line_and_its_reason(rule: str) -> None:
    election, result = counted(rule)
    seen = overview(result, election)
    assert sorted(line.id for line in seen.lines) == sorted(election.projects)
    assert sorted(line.id for line in seen.lines if line.funded) == result.names
    assert all(line.text.endswith(".") for line in seen.lines)
    assert seen.ballots == 60


@pytest.mark.parametrize("kind", [Kind.APPROVAL, Kind.POINTS, Kind.RANKING, Kind.SCORE, Kind.CHOOSE_ONE])
def test_gains_count_every_ballot_once(kind: Kind) -> None:
    election, result = counted("mes_cost", kind)
    seen = overview(result, election)
    assert [gain.rule for gain in seen.gains] == ["mes_cost", "greedy_score"]
    for gain in seen.gains:
        assert sum(gain.shares) == seen.ballots
        assert gain.nothing == gain.shares[0]
    assert sum(seen.prefer.values()) == seen.ballots


def test_money_by_place_is_all_the_money() -> None:
    text = election_text(Kind.APPROVAL, 60, 9, seed=5)
    head, rest = text.split("project_id;cost\n")
    rows, votes = rest.split("VOTES\n")
    placed = [f"{row};{'Kertosari' if at % 2 else 'Guntur'}" for at, row in enumerate(rows.splitlines())]
    made = head + "project_id;cost;neighborhood\n" + "\n".join(placed) + "\nVOTES\n" + votes
    election = pabulib.read(made.encode())
    result = count(from_election(election), RULES["mes_cost"])
    places = overview(result, election).places
    assert {place.name for place in places} == {"Kertosari", "Guntur"}
    assert sum(place.winners for place in places) == len(result.winners)
    assert sum(place.amount for place in places) == result.total_cost


@pytest.mark.parametrize(
    ("channels", "told"),
    [
        ({"daring": 310, "bilik": 40, "kertas": 12}, [("daring", "310"), ("bilik", "40"), ("kertas", "12")]),
        ({"daring": 310, "bilik": 40, "kertas": 3}, [("daring", "310"), ("kertas dan bilik", "43")]),
        ({"daring": 310, "bilik": 2, "kertas": 3}, [("bilik dan kertas dan daring", "315")]),
        ({"daring": 4}, [("daring", "4")]),
        ({}, []),
    ],
)
def test_a_small_channel_is_never_told_alone(channels: dict[str, int], told: list[tuple[str, str]]) -> None:
    assert turnout_cells(channels) == told


def test_leaving_out_nobody_changes_nothing() -> None:
    election, result = counted("mes_cost")
    same = without(result.profile, np.array([], dtype=np.int64))
    assert count(same, result.rule).names == result.names
    assert without(result.profile, np.arange(59)).rows == 1
    assert len(election.projects) == 9


def test_the_same_seed_shakes_alike() -> None:
    _, result = counted("mes_cost_add1")
    first, second = (robustness(result, seed=7, most=20) for _ in range(2))
    assert first == second
    assert first["trials"][0]["runs"] == 20
    assert robustness(result, seed=8, most=20)["seed"] == 8


def test_wins_are_counted_for_every_project() -> None:
    _, result = counted("greedy_score")
    trial = dropped(result, seed=1, runs=15)
    assert set(trial.wins) == set(result.profile.ids)
    assert all(0 <= number <= 15 for number in trial.wins.values())
    assert trial.same <= trial.runs == 15
    batches = without_batches(result, [range(10), range(10, 20)])
    assert (batches.name, batches.runs) == ("batches", 2)


def test_a_tie_settled_otherwise_makes_the_other_win() -> None:
    meta = {"budget": 10, "vote_type": "approval", "rule": "greedy"}
    projects = [{"project_id": name, "cost": 10} for name in "ab"]
    election = pabulib.parse(pabulib.write(meta, ["project_id", "cost"], projects, [["a"], ["b"], ["a", "b"]]))
    result = count(from_election(election), RULES["greedy_score"])
    assert result.names == ["a"]
    trial = other_orders(result)
    assert (trial.runs, trial.same, trial.wins) == (1, 0, {"a": 0, "b": 1})


def test_the_download_gives_back_ballots_and_rule() -> None:
    text = election_text(Kind.APPROVAL, 30, 6, seed=2).encode()
    election = pabulib.read(text)
    rule = RULES["mes_cost"].with_knobs(exhaustive_stop=False)
    made = packed(result_files(count(from_election(election), rule), election, text))
    again, declared = election_of(made)
    assert (again.ballots, declared) == (election.ballots, rule)
    assert packed(unpacked(made)) == made
