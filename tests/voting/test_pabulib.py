"""The .pb format, and real elections counted again."""

import json
import math
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musrenbang.tally import Option, counts, greedy, pabulib

FOLDER = os.environ.get("PABULIB_DIR", "")
BIG = 150_000  # bytes
needs_files = pytest.mark.skipif(
    not FOLDER, reason="PABULIB_DIR is not set: real elections of pabulib.org are not counted again"
)


def elections(big: bool) -> list[Any]:
    """The approval elections of the folder, small or big, as (name, expected)."""
    if not FOLDER:
        return [pytest.param("", {}, id="none")]
    known = json.loads(Path(FOLDER, "expected.json").read_text())["instances"]
    return [
        pytest.param(name, known[name], id=name)
        for name in sorted(known)
        if known[name]["vote_type"] in pabulib.APPROVAL and (Path(FOLDER, name).stat().st_size > BIG) is big
    ]


def count_again(name: str, expected: dict[str, Any]) -> None:
    election = pabulib.parse(Path(FOLDER, name).read_text(encoding="utf-8-sig"))
    assert len(election.ballots) == expected["num_votes"]
    assert len(election.projects) == expected["num_projects"]
    costs = {key: election.cost(key) for key in election.projects}
    factor = math.lcm(*(amount.denominator for amount in [election.budget, *costs.values()]))
    order = {key: place for place, key in enumerate(sorted(costs))}
    options = [Option(key, int(cost * factor), order[key]) for key, cost in costs.items()]
    # The reference also pays for what nobody chose when money is left.
    result = greedy(options, counts(costs, election.ballots), int(election.budget * factor), least_votes=0)
    rule = expected["rules"]["greedy_score"]
    assert sorted(result.winners) == sorted(rule["winners"])
    assert result.spent == pabulib.money(rule["total_cost"]) * factor


@needs_files
@pytest.mark.parametrize(("name", "expected"), elections(big=False))
def test_small_real_elections_give_the_known_winners(name: str, expected: dict[str, Any]) -> None:
    count_again(name, expected)


@needs_files
@pytest.mark.slow
@pytest.mark.parametrize(("name", "expected"), elections(big=True))
def test_big_real_elections_give_the_known_winners(name: str, expected: dict[str, Any]) -> None:
    count_again(name, expected)


@needs_files
def test_a_declared_order_settles_a_real_tie() -> None:
    name = "Hungary_Budapest_2022_VIII_Jozsefvaros.pb"
    rule = json.loads(Path(FOLDER, "expected.json").read_text())["instances"][name]["rules"]["greedy_score"]
    election = pabulib.parse(Path(FOLDER, name).read_text(encoding="utf-8-sig"))
    votes = counts(election.projects, election.ballots)
    cheap = sorted(election.projects, key=lambda key: (election.cost(key), -votes[key], key))
    options = [Option(key, int(election.cost(key)), cheap.index(key)) for key in election.projects]
    winners = greedy(options, votes, int(election.budget), least_votes=0).winners
    assert sorted(winners) == rule["winners_tiebreak_mincost_maxvotes"] != sorted(rule["winners"])


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


@given(st.lists(WORDS, min_size=1, max_size=6), st.lists(st.sets(st.integers(1, 6), max_size=6), max_size=12), WORDS)
def test_what_is_written_is_read_again(names: list[str], raw: list[set[int]], title: str) -> None:
    ballots = [sorted(n for n in ballot if n <= len(names)) for ballot in raw]
    rows = [{"project_id": n, "cost": n * 1000, "votes": 0, "name": name} for n, name in enumerate(names, 1)]
    meta = {"description": title, "budget": 5000, "vote_type": "approval"}
    text = pabulib.write(meta, ["project_id", "cost", "votes", "name"], rows, ballots)
    again = pabulib.parse(text)
    assert again.meta["description"] == title
    assert (again.budget, again.meta["num_votes"]) == (5000, str(len(ballots)))
    assert [row["name"] for row in again.projects.values()] == names
    assert sorted(again.ballots) == sorted(tuple(map(str, ballot)) for ballot in ballots)


def test_the_order_of_coming_is_not_written() -> None:
    rows = [{"project_id": n, "cost": 1} for n in (1, 2, 10)]
    meta = {"budget": 1, "vote_type": "approval"}
    one = pabulib.write(meta, ["project_id", "cost"], rows, [[10, 2], [1], [2]])
    two = pabulib.write(meta, ["project_id", "cost"], rows, [[2], [2, 10], [1]])
    assert one == two
    assert one.endswith("VOTES\nvoter_id;vote\n1;1\n2;2\n3;2,10\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "META\nkey;value\nvote_type;approval\nPROJECTS\nproject_id;cost\n",
        "META\nkey;value\nbudget;9\nvote_type;guess\nPROJECTS\nproject_id;cost\n1;5\nVOTES\nvoter_id;vote\n1;1\n",
        "META\nkey;value\nbudget;9\nvote_type;approval\nPROJECTS\nproject_id;cost\n1;5\nVOTES\nvoter_id;vote\n1;2\n",
    ],
)
def test_other_files_are_refused(text: str) -> None:
    with pytest.raises(pabulib.PabulibError):
        pabulib.parse(text)
