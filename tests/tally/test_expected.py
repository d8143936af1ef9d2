"""Real elections counted by every rule give the winners that are known; each in less than a minute."""

import time
from fractions import Fraction

import pytest

from musrenbang.tally.certify import certificate
from musrenbang.tally.count import count
from musrenbang.tally.rules import RULES, Start, Tie
from tests.tally import real

LIMIT = 60.0


def check(name: str, rule: str, tie: str) -> None:
    told = real.known()[name]
    result = told["rules"][rule]
    profile = real.profile(name)
    began = time.process_time()
    counted = count(profile, RULES[rule].with_knobs(tie=Tie(tie), step=Fraction(told["add1_step"])))
    assert time.process_time() - began < LIMIT
    other = result.get("winners_tiebreak_mincost_maxvotes")
    winners = other if tie == "mincost" and other else result["winners"]
    # The reference also pays for what nobody chose when money is left; a project without support is never ours.
    supported = {project for project, score in zip(profile.ids, profile.scores, strict=True) if score > 0}
    assert counted.names == sorted(set(winners) & supported)
    if set(winners) <= supported and winners is not other:
        assert profile.money(counted.total_cost) == Fraction(result["total_cost"])
    if counted.raised is not None and tie == "id" and "add1_runs" in result:
        assert counted.raised.runs == result["add1_runs"]


@real.needs_files
@pytest.mark.parametrize(("name", "rule", "tie"), real.cases(heavy=False))
def test_known_winners(name: str, rule: str, tie: str) -> None:
    check(name, rule, tie)


@real.needs_files
@pytest.mark.slow
@pytest.mark.parametrize(("name", "rule", "tie"), real.cases(heavy=True))
def test_known_winners_of_the_large_elections(name: str, rule: str, tie: str) -> None:
    check(name, rule, tie)


@real.needs_files
@pytest.mark.parametrize("start", list(Start))
def test_the_city_of_wieliczka_by_configuration_alone(start: Start) -> None:
    name = "Poland_Wieliczka_2023_Green_Budget.pb"
    told = real.known()[name]
    rule = RULES["mes_cost_add1"].with_knobs(start=start, exhaustive_stop=False, compare=True)
    result = count(real.profile(name), rule)
    assert result.names == sorted(told["official_selected"])
    assert result.profile.money(result.total_cost) == 995_079
    assert result.run is not None
    assert f"{float(result.run.share):.2f}" == ("315.84" if start is Start.EXACT else "315.00")
    assert result.preference is not None
    assert result.preference.kept == "shares"
    assert certificate(result)["valid"]


@real.needs_files
@pytest.mark.parametrize(
    ("name", "knobs"),
    [
        ("Poland_Czestochowa_2024.pb", {}),
        ("Poland_Lodz_2025_Zarzew.pb", {"threshold": 50}),
        ("Poland_Warszawa_2018_rejon_3.pb", {"threshold": 161}),
        ("Poland_Warszawa_2026.pb", {"threshold": 3000}),
        ("Poland_Poznan_2024_large.pb", {}),
    ],
)
def test_what_cities_decided_by_most_votes(name: str, knobs: dict[str, int]) -> None:
    result = count(real.profile(name), RULES["greedy_score"].with_knobs(**knobs))
    assert result.names == sorted(real.known()[name]["official_selected"])


@real.needs_files
@pytest.mark.parametrize("name", sorted(real.known()) if real.FOLDER else [""])
def test_every_file_is_read_and_its_counts_are_right(name: str) -> None:
    told, election = real.known()[name], real.election(name)
    assert (len(election.votes), len(election.projects)) == (told["num_votes"], told["num_projects"])
    assert election.kind.value == told["vote_type"]
    assert election.budget == Fraction(told["budget"])
    assert real.profile(name).valid == told["num_votes"]
    column = "score" if election.kind.value in ("ordinal", "cumulative") else "votes"
    scores = [str(score) for score in real.profile(name).scores]
    assert scores == [row[column] for row in election.projects.values()]
