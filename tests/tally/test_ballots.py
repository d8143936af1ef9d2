"""One validator for every kind of ballot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musrenbang.tally import BallotError
from musrenbang.tally.ballots import BallotRules, CategoryLimit, Kind, check, faults, utilities

COSTS = {"a": 10, "b": 20, "c": 30}


def rules(kind: Kind = Kind.APPROVAL, **limits: object) -> BallotRules:
    return BallotRules(kind=kind, costs=COSTS, **limits)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given_rules", "choices", "points", "codes"),
    [
        (rules(), [], None, []),
        (rules(), ["a", "c"], None, []),
        (rules(), ["a", "x"], None, ["unknown"]),
        (rules(), ["a", "a"], None, ["twice"]),
        (rules(least=2), ["a"], None, ["few"]),
        (rules(least=2), ["a", "a"], None, ["twice", "few"]),
        (rules(most=1), ["a", "b"], None, ["many"]),
        (rules(Kind.CHOOSE_ONE), ["a", "b"], None, ["many"]),
        (rules(Kind.KNAPSACK, max_cost=30), ["a", "b"], None, []),
        (rules(Kind.KNAPSACK, max_cost=30), ["b", "c"], None, ["cost_high"]),
        (rules(min_cost=15), ["a"], None, ["cost_low"]),
        (rules(Kind.RANKING, least=3, most=3), ["c", "a", "b"], None, []),
        (rules(Kind.POINTS, max_sum=10), ["a", "b"], [4, 6], []),
        (rules(Kind.POINTS, max_sum=10), ["a", "b"], [5, 6], ["sum_high"]),
        (rules(Kind.POINTS, min_sum=10), ["a", "b"], [5, 4], ["sum_low"]),
        (rules(Kind.POINTS), ["a"], [-1], ["points_low"]),
        (rules(Kind.POINTS), ["a", "b"], [1], ["points_missing"]),
        (rules(Kind.POINTS), ["a"], None, ["points_missing"]),
        (rules(Kind.SCORE, min_points=-2, max_points=2), ["a", "b", "c"], [-2, 0, 2], []),
        (rules(Kind.SCORE, min_points=-2, max_points=2), ["a", "b"], [-3, 3], ["points_low", "points_high"]),
        (
            rules(
                categories={"a": frozenset({"jalan"}), "b": frozenset({"jalan", "air"})},
                per_category={"jalan": CategoryLimit(most=1), "air": CategoryLimit(least=1, max_cost=15)},
            ),
            ["a", "b"],
            None,
            ["category_many", "category_cost"],
        ),
    ],
)
def test_each_broken_rule_is_named(
    given_rules: BallotRules, choices: list[str], points: list[int] | None, codes: list[str]
) -> None:
    assert [fault.code for fault in faults(given_rules, choices, points)] == codes


def test_the_first_fault_is_raised_for_the_voter() -> None:
    check(rules(most=2), ["a", "b"])
    with pytest.raises(BallotError, match="paling banyak 2 kegiatan. Surat suara ini memilih 3") as error:
        check(rules(most=2), ["a", "b", "c"])
    assert error.value.code == "many"


@given(st.lists(st.sampled_from("abcx"), max_size=5), st.integers(0, 3), st.integers(0, 3), st.integers(0, 60))
def test_a_ballot_without_fault_obeys_every_rule(choices: list[str], least: int, most: int, cost: int) -> None:
    found = faults(rules(least=least, most=most, max_cost=cost), choices)
    obeys = (
        set(choices) <= set(COSTS)
        and len(set(choices)) == len(choices)
        and least <= len(choices) <= most
        and sum(COSTS.get(name, 0) for name in choices) <= cost
    )
    assert (not found) is obeys


def test_what_a_choice_is_worth() -> None:
    assert utilities(Kind.APPROVAL, ["a", "b"]) == {"a": 1, "b": 1}
    assert utilities(Kind.RANKING, ["c", "a"]) == {"c": 2, "a": 1}
    assert utilities(Kind.SCORE, ["a", "b"], [3, 0]) == {"a": 3, "b": 0}
