"""What must hold for every election: the properties of the counting rules, and two engines that agree."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musrenbang.tally import shares
from musrenbang.tally.ballots import Kind
from musrenbang.tally.certify import certificate
from musrenbang.tally.count import first_share
from musrenbang.tally.rules import RULES, Blank, Start, Tie, tie_places
from tests.tally.elections import APPROVALS, Drawn, elections

ALL = [name for name in RULES if name != "phragmen_stop"]
PLAIN = [name for name in ALL if "add1" not in name]
ADD1 = [name for name in ALL if "add1" in name]
KNOBS = st.fixed_dictionaries(
    {
        "tie": st.sampled_from(Tie),
        "blank": st.sampled_from(Blank),
        "start": st.sampled_from(Start),
        "step": st.sampled_from([Fraction(1), Fraction(3), Fraction(1, 2)]),
        "exhaustive_stop": st.booleans(),
        "skip": st.booleans(),
        "threshold": st.integers(0, 3),
        "compare": st.booleans(),
    }
)


@settings(max_examples=300, deadline=None)
@given(elections(), st.sampled_from(ALL), KNOBS)
def test_two_engines_agree_and_every_certificate_holds(election: Drawn, name: str, knobs: dict[str, object]) -> None:
    rule = RULES[name].with_knobs(**knobs)
    result = election.count(name, **knobs)
    assert result.names == election.second(rule)
    proof = certificate(result)
    assert proof["valid"], proof


@settings(max_examples=100, deadline=None)
@given(elections(APPROVALS), st.sampled_from(Tie))
def test_two_engines_agree_on_phragmen(election: Drawn, tie: Tie) -> None:
    result = election.count("phragmen_stop", tie=tie)
    assert result.names == election.second(result.rule)
    assert certificate(result)["valid"]


@settings(max_examples=200, deadline=None)
@given(elections(), st.sampled_from(["mes_cost", "mes_card"]), st.integers(0, 40))
def test_a_certain_float_pass_is_the_exact_count(election: Drawn, name: str, more: int) -> None:
    profile, rule = election.profile, RULES[name]
    share = first_share(profile, rule) + more
    places = tie_places(profile, rule)
    exact = shares.exact(profile, rule.worth, share, places)
    try:
        quick = shares.certified(profile, rule.worth, share, places)
    except shares.DoubtError:
        return
    assert quick.winners == exact.winners


@settings(max_examples=60, deadline=None)
@given(elections(), st.sampled_from(ALL), st.randoms(use_true_random=False))
def test_the_order_of_ballots_and_of_projects_changes_nothing(
    election: Drawn, name: str, chance: random.Random
) -> None:
    places = list(range(len(election.ballots)))
    chance.shuffle(places)
    names = list(election.costs)
    chance.shuffle(names)
    mixed = replace(
        election,
        costs={name: election.costs[name] for name in names},
        ballots=[election.ballots[at] for at in places],
        points=[election.points[at] for at in places],
    )
    assert mixed.count(name).names == election.count(name).names


@settings(max_examples=60, deadline=None)
@given(elections(), st.sampled_from(ALL), st.permutations(["a", "b", "c", "d", "e", "f"]))
def test_other_names_and_the_same_lot_give_the_same_winners(election: Drawn, name: str, order: list[str]) -> None:
    lot = tuple(each for each in order if each in election.costs)
    new = {each: f"z{9 - at}" for at, each in enumerate(sorted(election.costs))}
    renamed = replace(
        election,
        costs={new[each]: cost for each, cost in election.costs.items()},
        ballots=[[new[each] for each in ballot] for ballot in election.ballots],
    )
    told = renamed.count(name, order=tuple(new[each] for each in lot)).names
    assert told == sorted(new[each] for each in election.count(name, order=lot).names)


@settings(max_examples=60, deadline=None)
@given(elections(), st.sampled_from(ALL), st.integers(2, 4))
def test_the_same_village_several_times_decides_the_same(election: Drawn, name: str, many: int) -> None:
    # Each share is a part of what it was, so must the step be; a threshold of votes is not scaled here.
    again = election.times(many).count(name, step=Fraction(1, many))
    assert again.names == election.count(name).names


@settings(max_examples=60, deadline=None)
@given(elections(), st.sampled_from(ALL), st.integers(2, 1000))
def test_another_unit_of_money_decides_the_same(election: Drawn, name: str, factor: int) -> None:
    again = election.money(factor).count(name, step=Fraction(factor))
    assert again.names == election.count(name).names


@settings(max_examples=60, deadline=None)
@given(elections(), st.sampled_from(ALL), st.integers(1, 60))
def test_a_project_nobody_chose_changes_nothing(election: Drawn, name: str, cost: int) -> None:
    more = replace(election, costs={**election.costs, "zz": cost})
    assert more.count(name, exhaustive_stop=False).names == election.count(name, exhaustive_stop=False).names


@settings(max_examples=80, deadline=None)
@given(elections((Kind.CHOOSE_ONE,)), st.sampled_from(["mes_cost", "mes_card"]))
def test_with_one_choice_each_a_project_wins_by_its_share_of_voters(election: Drawn, name: str) -> None:
    votes = {each: sum(ballot == [each] for ballot in election.ballots) for each in election.costs}
    right = [
        each
        for each, cost in sorted(election.costs.items())
        if votes[each] and votes[each] * election.budget >= cost * len(election.ballots)
    ]
    assert election.count(name).names == right


@settings(max_examples=60, deadline=None)
@given(elections())
def test_greedy_leaves_nothing_that_fits_and_one_more_vote_never_hurts(election: Drawn) -> None:
    result = election.count("greedy_score")
    left = election.budget - sum(election.costs[name] for name in result.names)
    wanted = {p for p, score in zip(election.costs, result.profile.scores, strict=True) if score > 0}
    assert all(election.costs[name] > left for name in wanted - set(result.names))
    for name in result.names:
        more = replace(election, ballots=[*election.ballots, [name]], points=[*election.points, [1]])
        assert name in more.count("greedy_score").names


@settings(max_examples=60, deadline=None)
@given(elections(), st.sampled_from([name for name in ALL if "add1" in name or name.endswith("score")]))
def test_where_everything_fits_everything_wanted_wins(election: Drawn, name: str) -> None:
    rich = replace(election, budget=sum(election.costs.values()))
    # Who is glad of a project pays for it, even where others gave as many points against it.
    glad = replace(rich, points=[[max(point, 0) for point in points] for points in rich.points])
    wanted, liked = ({p for p, score in zip(e.costs, e.profile.scores, strict=True) if score > 0} for e in (rich, glad))
    assert wanted <= set(rich.count(name).names) <= liked


@settings(max_examples=60, deadline=None)
@given(elections((Kind.APPROVAL,), most_ballots=8), elections((Kind.APPROVAL,), most_ballots=8))
def test_groups_without_common_projects_are_counted_as_if_alone(one: Drawn, two: Drawn) -> None:
    other = {f"{name}2": cost for name, cost in two.costs.items()}
    both = Drawn(
        Kind.APPROVAL,
        {**one.costs, **other},
        # Per ballot 30: each group then brings its part of the budget.
        30 * (len(one.ballots) + len(two.ballots)),
        [*one.ballots, *([f"{name}2" for name in ballot] for ballot in two.ballots)],
        [*one.points, *two.points],
    )
    alone = replace(one, budget=30 * len(one.ballots)).count("mes_cost").names
    apart = replace(two, budget=30 * len(two.ballots)).count("mes_cost").names
    assert both.count("mes_cost").names == sorted([*alone, *(f"{name}2" for name in apart)])


@settings(max_examples=100, deadline=None)
@given(elections((Kind.APPROVAL,)), st.sampled_from(["mes_cost", "mes_card", "mes_cost_add1", "mes_card_add1"]))
def test_no_group_that_could_pay_is_left_behind(election: Drawn, name: str) -> None:
    assert certificate(election.count(name))["EJR+"] is True


def test_a_group_left_behind_is_found() -> None:
    election = Drawn(Kind.APPROVAL, {"a": 4, "b": 4}, 8, [["a"], ["a"], ["b"], ["b"]], [[1]] * 4)
    result = election.count("mes_cost")
    assert result.names == ["a", "b"]
    run = result.run
    assert run is not None
    cut = replace(result, run=replace(run, winners=run.winners[:1], rounds=run.rounds[:1]), winners=result.winners[:1])
    proof = certificate(cut)
    assert (proof["EJR+"], proof["C4"], proof["unpaid"], proof["valid"]) == (False, False, ["b"], False)


@pytest.mark.parametrize("name", list(RULES))
def test_no_ballots_choose_nothing(name: str) -> None:
    election = Drawn(Kind.APPROVAL, {"a": 1, "b": 2}, 10, [[], []], [[], []])
    assert election.count(name).names == []
    assert election.count(name, blank=Blank.SKIP).names == []
    assert Drawn(Kind.APPROVAL, {"a": 1}, 10, [], []).count(name).names == []
