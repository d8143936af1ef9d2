"""Counts worked out by hand, so that the rules are what the published definitions say."""

import doctest
from fractions import Fraction
from typing import Any

import pytest

from musrenbang.tally import amounts, ballots, rules
from musrenbang.tally.ballots import Kind
from musrenbang.tally.count import Result, count
from musrenbang.tally.explain import explain, paid_by, sentence
from musrenbang.tally.profile import from_ballots
from musrenbang.tally.report import plain, rounds
from musrenbang.tally.rules import RULES, Blank, Start, Tie, declared_rule


def counted(name: str, costs: dict[str, int], budget: int, ballots: list[str], **knobs: Any) -> Result:
    """Approvals written as words of letters: "ab" approves a and b."""
    profile = from_ballots(Kind.APPROVAL, costs, budget, [list(ballot) for ballot in ballots])
    return count(profile, RULES[name].with_knobs(**knobs))


def steps(result: Result) -> list[tuple[str, str, int, int]]:
    return [(row["project"], row["price"], row["payers"], row["full"]) for row in rounds(result) if "price" in row]


def test_five_voters_and_equal_shares() -> None:
    # 100 for five: 20 each. Road (60): four voters, 15 each. Well (25): two of them with 5 left, one with 20:
    # 5 + 5 + 15 = 25. Park (30): one voter with 5 left and nobody else: out.
    result = counted("mes_cost", {"r": 60, "w": 25, "p": 30}, 100, ["rw", "rw", "rp", "r", "w"])
    assert steps(result) == [("r", "15", 4, 4), ("w", "15", 3, 1)]
    assert result.names == ["r", "w"]
    assert result.profile.money(result.total_cost) == 85


def test_greedy_gives_all_to_the_larger_group_and_equal_shares_do_not() -> None:
    ballots = ["abc"] * 6 + ["de"] * 4
    costs = {"a": 30, "b": 30, "c": 30, "d": 20, "e": 20}
    assert counted("greedy_score", costs, 100, ballots).names == ["a", "b", "c"]
    # 10 each: the six pay 5 + 5 for a and b and have nothing left; the four pay 5 + 5 for d and e.
    assert counted("mes_cost", costs, 100, ballots).names == ["a", "b", "d", "e"]


def test_cost_and_score_as_worth_differ() -> None:
    # 4 each. By cost the dear one is bought at 1/3 a unit of cost by all three; by score the cheap one goes first.
    costs, ballots = {"x": 9, "y": 4}, ["xy", "xy", "x"]
    assert counted("mes_cost", costs, 12, ballots).names == ["x"]
    assert counted("mes_card", costs, 12, ballots).names == ["y"]
    assert steps(counted("mes_card", costs, 12, ballots)) == [("y", "2", 2, 2)]


def test_who_lacks_the_price_pays_all_she_has() -> None:
    # 10 each. a (24 by three): 8 each. b (13): voters 1 and 2 have 2 left, voter 4 has 10: 2 + 2 + 9.
    result = counted("mes_cost", {"a": 24, "b": 13}, 40, ["ab", "ab", "a", "b"])
    assert steps(result) == [("a", "8", 3, 3), ("b", "9", 3, 1)]


def test_points_are_paid_in_proportion() -> None:
    profile = from_ballots(Kind.POINTS, {"a": 12, "b": 4}, 20, [["a", "b"], ["a"]], [[1, 1], [2]])
    result = count(profile, RULES["mes_cost"])
    # a: rate 12 / 3 = 4 a point: 4 and 8. b: one voter, 4 of the 6 left.
    assert steps(result) == [("a", "4", 2, 2), ("b", "4", 1, 1)]
    assert profile.scores == (3, 1)


def test_ranks_count_from_the_end() -> None:
    profile = from_ballots(Kind.RANKING, {"a": 1, "b": 1, "c": 1}, 1, [["a", "b", "c"], ["b", "a"]])
    assert profile.scores == (4, 4, 1)
    assert count(profile, RULES["greedy_score"]).names == ["a"]


def test_the_declared_order_settles_what_is_equal() -> None:
    costs = {"10": 5, "9": 5, "2": 4}
    profile = from_ballots(Kind.APPROVAL, costs, 5, [["10"], ["9"], ["2"]])
    assert count(profile, RULES["greedy_score"]).names == ["10"]  # ids are text: "10" before "2" before "9"
    assert count(profile, RULES["greedy_score"].with_knobs(tie=Tie.MINCOST)).names == ["2"]
    assert count(profile, RULES["greedy_score"].with_knobs(order=("9", "2", "10"))).names == ["9"]
    with pytest.raises(ValueError, match="Undian"):
        count(profile, RULES["greedy_score"].with_knobs(order=("9", "2")))


def test_an_exact_tie_that_floats_cannot_see() -> None:
    # Three pay 1/3 each again and again; 0.1 + 0.2 is not 0.3 in floats, here nothing may depend on it.
    costs = {"a": 1, "b": 1, "c": 1}
    result = counted("mes_card", costs, 3, ["abc", "abc", "abc"])
    assert [row["project"] for row in rounds(result)] == ["a", "b", "c"]
    assert rounds(result)[0]["tied"] == ["a", "b", "c"]
    assert result.float_agrees is False


def test_add1_and_its_knobs() -> None:
    # Share 11/3: neither a (8, two voters: 22/3) nor b (4, one voter). Share 14/3: both, for 12 > 11.
    costs, ballots = {"a": 8, "b": 4}, ["a", "a", "b"]
    result = counted("mes_cost_add1", costs, 11, ballots)
    assert result.names == []
    assert result.raised is not None
    assert (result.raised.runs, result.raised.end) == (2, "over")
    assert counted("mes_cost_add1_then_greedy_score", costs, 11, ballots).names == ["a"]
    # A finer step finds 4 each: a alone needs 4, and so does b.
    assert counted("mes_cost_add1", costs, 11, ballots, step=Fraction(1, 3)).names == []
    assert counted("mes_cost_add1", costs, 12, ballots).names == ["a", "b"]
    integral = counted("mes_cost_add1", costs, 14, ballots, start=Start.INTEGRAL)
    assert (integral.share, integral.names) == (4, ["a", "b"])
    # Whole first share 3 (of 11/3), then 4: both for 12 > 11.
    assert counted("mes_cost_add1", costs, 11, ballots, start=Start.INTEGRAL).share == 3


def test_add1_may_stop_when_nothing_fits_or_go_on() -> None:
    # Share 5: a (10) by two. Then 10 of 12 are spent, c (4) does not fit: exhaustive. Going on: share 6 the same,
    # and at share 8 c is paid too: 14 > 12.
    costs, ballots = {"a": 10, "c": 8}, ["a", "a", "c"]
    first = counted("mes_cost_add1", costs, 15, ballots)
    assert (first.names, first.raised and first.raised.end) == (["a"], "exhaustive")
    on = counted("mes_cost_add1", costs, 15, ballots, exhaustive_stop=False)
    assert (on.names, on.raised and on.raised.end, on.run and on.run.share) == (["a"], "over", 7)


def test_blank_ballots_take_part_in_the_budget_only_when_declared() -> None:
    ballots = ["a", "a", "", ""]
    assert counted("mes_cost", {"a": 8}, 12, ballots).names == []  # 3 each
    assert counted("mes_cost", {"a": 8}, 12, ballots, blank=Blank.SKIP).names == ["a"]  # 6 each


def test_phragmen_loads_and_its_end() -> None:
    # a (6 by three): load 2. b (4 by two): 2 as well, an exact tie: id first. Then b: (4 + 2) / 2 = 3. c: 9 / 1.
    result = counted("phragmen_stop", {"a": 6, "b": 4, "c": 9}, 12, ["ab", "a", "a", "b", "c"])
    assert [(row["project"], row["load"]) for row in rounds(result)] == [("a", "2"), ("b", "3")]
    assert result.phragmen is not None
    assert result.phragmen.stopped_by == (2,)
    with pytest.raises(ValueError, match="approval"):
        count(from_ballots(Kind.RANKING, {"a": 1}, 1, [["a"]]), RULES["phragmen_stop"])


def test_phragmen_stops_when_one_of_the_tied_does_not_fit() -> None:
    # c at load 1; then a and b both at load 2, and b (4) does not fit into the 3 left.
    assert counted("phragmen_stop", {"a": 2, "b": 4, "c": 1}, 4, ["a", "b", "b", "c"]).names == ["c"]
    assert counted("phragmen_stop", {"a": 2, "b": 4, "c": 1}, 5, ["a", "b", "b", "c"]).names == ["a", "c"]
    # What costs more than the whole budget never has a turn.
    assert counted("phragmen_stop", {"a": 2, "b": 9}, 5, ["a", *"bbbbbbbbb"]).names == ["a"]


def test_greedy_skips_or_ends_and_asks_for_a_least_score() -> None:
    costs, ballots = {"a": 5, "b": 8, "c": 2}, ["ab", "ab", "abc", "a"]
    assert counted("greedy_score", costs, 10, ballots).names == ["a", "c"]
    assert counted("greedy_score", costs, 10, ballots, skip=False).names == ["a"]
    assert counted("greedy_score", costs, 10, ballots, threshold=2).names == ["a"]
    assert counted("greedy_score_per_cost", costs, 10, ballots).names == ["a", "c"]


def test_the_comparison_step_keeps_what_more_voters_prefer() -> None:
    # By shares nobody can pay; the most votes buy a for three voters.
    result = counted("mes_cost", {"a": 9}, 10, ["a", "a", "a", "", ""], compare=True)
    assert result.names == ["a"]
    assert result.preference is not None
    assert (result.preference.kept, result.preference.greedy) == ("greedy", 3)


def test_what_costs_nothing_is_had_by_whoever_is_chosen() -> None:
    result = counted("mes_cost", {"a": 0, "b": 0, "c": 6}, 6, ["ac"])
    assert result.names == ["a", "c"]


def test_why_and_why_not() -> None:
    result = counted("mes_cost", {"r": 60, "w": 25, "p": 30, "q": 1}, 100, ["rw", "rw", "rp", "r", "w"])
    facts = {why.project: why for why in explain(result)}
    assert {name: why.status for name, why in facts.items()} == {
        "r": "funded", "w": "funded", "p": "few", "q": "no_votes",
    }  # fmt: skip
    assert facts["p"].needed == 2
    assert [sentence(why, plain) for why in explain(result)] == [
        "Didanai pada putaran 1. Ada 4 pendukung; paling banyak 15 dari tiap bagian.",
        "Didanai pada putaran 2. Ada 3 pendukung; paling banyak 15 dari tiap bagian.",
        "Pendukungnya terlalu sedikit untuk biayanya: perlu sekitar 2, ada 1.",
        "Tidak ada yang memilih kegiatan ini.",
    ]


def test_why_not_when_the_supporters_paid_for_others() -> None:
    # 10 each. a (24): 8 from three. b (15): 2 + 2 left with two of them: 4 of 15.
    result = counted("mes_cost", {"a": 24, "b": 15}, 30, ["ab", "ab", "a"])
    why = explain(result)[-1]
    assert (why.project, why.status, why.together, why.left, why.lacking) == ("b", "spent", 20, 4, 11)
    assert why.needed == 4
    # At the rate of a (1/3 of its cost each) two supporters would have paid 5 each: 10 of 15.
    assert why.effective == 66.6
    assert sentence(why, plain) == (
        "2 pendukungnya bersama-sama memegang 20. Mereka membayar 16 untuk kegiatan lain, terbanyak untuk a. "
        "Tersisa 4, padahal biayanya 15."
    )


def test_how_many_votes_a_project_lacked() -> None:
    result = counted("greedy_score", {"a": 6, "b": 5}, 10, ["a", "a", "a", "b"])
    lost = explain(result)[-1]
    assert (lost.project, lost.status, lost.lacking, lost.needed) == ("b", "no_money", 1, 4)


def test_a_rule_is_what_it_declares() -> None:
    for name in RULES:
        rule = RULES[name].with_knobs(step=Fraction(1, 3), tie=Tie.MINCOST, order=("a",), threshold=7, skip=False)
        assert declared_rule(rule.declared()) == rule
    for wrong in ({"rule": "best"}, {"rule": "mes_cost", "step": "0"}, {"rule": "mes_cost", "tie": "luck"}):
        with pytest.raises(ValueError):  # noqa: PT011
            declared_rule(wrong)


def test_what_one_ballot_paid_for() -> None:
    result = counted("mes_cost", {"r": 60, "w": 25, "p": 30}, 100, ["rw", "rw", "rp", "r", "w"])
    assert paid_by(result, {"r": 1, "w": 1}) == [("r", 15), ("w", 5)]
    assert paid_by(result, {"w": 1}) == [("w", 15)]
    assert paid_by(result, {"p": 1}) == []


def test_modules_keep_their_examples() -> None:
    for module in (amounts, ballots, rules):
        assert doctest.testmod(module).failed == 0
