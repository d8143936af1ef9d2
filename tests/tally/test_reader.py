"""Files as they come: what is read with a warning, what is refused with its line, and never a traceback."""

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musrenbang.tally import pabulib
from musrenbang.tally.ballots import Kind
from musrenbang.tally.convert import cleaned
from musrenbang.tally.count import count
from musrenbang.tally.generate import election_text
from musrenbang.tally.pabulib import PabulibError, read
from musrenbang.tally.profile import from_election
from musrenbang.tally.rules import RULES

GOOD = '''META
key;value
description;Contoh
country;Indonesia
unit;Temanggung
instance;2026
num_projects;3
num_votes;4
budget;1000
vote_type;approval
rule;greedy
PROJECTS
project_id;cost;name
1;600;Jalan
2;300;"Sumur; yang ""dalam"""
A-3;200.50;Taman
VOTES
voter_id;vote;age
1;1,2;30
2;2;
3;;41
4;A-3,1;x
'''


def file(*changes: tuple[str, str]) -> bytes:
    text = GOOD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode()


def points_file(rows: str, vote_type: str = "cumulative", more: str = "") -> bytes:
    head = GOOD.split("VOTES\n")[0].replace("approval", vote_type).replace("num_votes;4\n", more)
    return (head + "VOTES\nvoter_id;vote;points\n" + rows).encode()


def ballots(data: bytes) -> tuple[tuple[str, ...], ...]:
    return read(data).ballots


RIGHT = (("1", "2"), ("2",), (), ("A-3", "1"))


def test_a_good_file_is_read_without_a_word() -> None:
    election = read(file())
    assert election.ballots == RIGHT
    assert election.warnings == ()
    assert election.budget == 1000
    assert election.costs == {"1": 600, "2": 300, "A-3": Fraction(401, 2)}
    assert election.projects["2"]["name"] == 'Sumur; yang "dalam"'
    profile = from_election(election)
    assert (profile.rows, profile.valid, profile.votes, profile.unit) == (4, 3, (2, 2, 1), 2)


@pytest.mark.parametrize(
    ("changes", "code", "line"),
    [
        ([("num_votes;4", "num_votes;9")], "count", 0),
        ([("num_projects;3", "num_projects;2")], "count", 0),
        ([("200.50", "200,50")], "number", 16),
        ([("budget;1000", "budget;1 000")], "number", 9),
        ([("A-3;200.50", "A-3;0")], "cost_zero", 16),
        ([("1;1,2;30", "1;1, 2;30")], "blanks", 19),
        ([("1;1,2;30", "1;1,2,1;30")], "twice", 19),
        ([("1;1,2;30", "1;1,,2;30")], "empty_choice", 19),
        ([("voter_id;vote;age\n1;", "voter_id;vote;age\n4;")], "voter_twice", 0),
        ([("1;1,2;30", "1;1,2;30;West;7")], "cells", 19),
        ([("country;Indonesia\n", "")], "meta_missing", 1),
        ([("unit;Temanggung", "unit;Temanggung\nunit;Lain")], "meta_twice", 6),
        ([("description;Contoh", "description;Contoh; dua")], "meta_cells", 3),
        ([("key;value\n", "")], "header", 2),
        ([("rule;greedy", "rule;greedy\nmax_length;1")], "ballot_many", 20),
        ([("rule;greedy", "rule;greedy\nmin_length;2")], "ballot_few", 21),
        ([("rule;greedy", "rule;greedy\nmax_sum_cost;800")], "ballot_cost_high", 20),
        ([("rule;greedy", "rule;greedy\nmax_length;many")], "limit", 0),
        ([("rule;greedy", "rule;greedy\nbudget_per_category;1,2")], "not_counted", 12),
        ([("voter_id;vote", "pemilih;vote")], "column", 17),
        ([("Jalan", '"Jalan')], "quote", 14),
    ],
)
def test_what_real_files_do_is_read_with_a_warning(changes: list[tuple[str, str]], code: str, line: int) -> None:
    election = read(file(*changes))
    assert (code, line) in [(problem.code, problem.line) for problem in election.warnings]
    assert [tuple(sorted(ballot)) for ballot in election.ballots] == [tuple(sorted(ballot)) for ballot in RIGHT]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + file(),
        file().replace(b"\n", b"\r\n"),
        file().replace(b"\n", b"\r"),
        b"\n\n" + file().replace(b"PROJECTS\n", b"\nPROJECTS;;\n\n") + b"\n\n",
        file(("META", "meta"), ("VOTES", '"Votes"'), ("project_id;cost", " Project_ID ; COST")),
        GOOD.encode("utf-16"),
        file(("Jalan", "Jal\u00e4n")).decode().encode("cp1252"),
        file(("3;;41", "3;None;41")),
        file(("3;;41\n", "3\n")),
        file(("1;600;Jalan", '1;600;"Jalan\nbaru"')),
        file(("A-3;200.50;Taman", "A-3;200.50;Taman \u2028 kota")),
    ],
)
def test_the_same_ballots_however_the_file_is_dressed(data: bytes) -> None:
    assert ballots(data) == RIGHT


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "section_missing", 0),
        (b"PK\x03\x04\x00\x00\xff\xfe rubbish", "section_missing", 0),
        (GOOD.split("VOTES")[0].encode(), "section_missing", 0),
        (GOOD.replace("PROJECTS\nproject_id;cost;name\n", "").encode(), "section_missing", 0),
        (file(("VOTES\n", "VOTES\nvoter_id;vote\nVOTES\n")), "section_twice", 19),
        (b"META\nkey;value\nbudget;1\nvote_type;approval\nPROJECTS\nVOTES\nvoter_id;vote\n", "section_empty", 5),
        (file(("budget;1000", "budget;")), "budget", 9),
        (file(("budget;1000\n", "")), "budget", 1),
        (file(("budget;1000", "budget;1e999999999")), "budget", 9),
        (file(("budget;1000", "budget;-5")), "budget", 9),
        (file(("budget;1000", "budget;0")), "budget", 9),
        (file(("vote_type;approval", "vote_type;cheering")), "vote_type", 10),
        (file(("1;600", "1;-600")), "cost", 14),
        (file(("1;600", "1;")), "cost", 14),
        (file(("1;600", "1;1,000,000")), "cost", 14),
        (file(("1;600", "1;enam")), "cost", 14),
        (file(("1;600", "2;600")), "project_twice", 15),
        (file(("1;600", ";600")), "project_id", 14),
        (file(("project_id;cost", "project_id;price")), "column", 12),
        (file(("project_id;cost;name", "project_id,cost,name")), "column", 12),
        (file(("voter_id;vote;age", "voter_id;choice;age")), "column", 17),
        (file(("4;A-3,1;x", "4;A-3,7;x")), "unknown_project", 22),
        (points_file("1;1,2;5\n"), "points", 18),
        (points_file("1;1,2;5,x\n"), "points", 18),
        (points_file("1;1,2;5,1/3\n"), "points", 18),
        (file(("vote_type;approval", "vote_type;scoring")), "column", 17),
    ],
)
def test_what_cannot_be_counted_is_refused_with_its_line(data: bytes, code: str, line: int) -> None:
    with pytest.raises(PabulibError) as error:
        read(data)
    assert (code, line) in [(problem.code, problem.line) for problem in error.value.problems]
    assert not line or f"Baris {line}:" in str(error.value)


def test_points_of_all_sorts() -> None:
    election = read(points_file("1;1,2;5,2.5\n2;A-3;1\n3;1,1,2;1,4,2\n4;;\n5;2;\n"))
    assert election.ballots == (("1", "2"), ("A-3",), ("1", "2"), (), ())
    profile = from_election(election)
    # Halves are counted in halves; of a project named twice the last value stands.
    assert profile.utility is not None
    assert profile.utility.tolist() == [10, 5, 2, 8, 4]
    assert {"twice", "points_missing"} <= {problem.code for problem in election.warnings}
    with pytest.raises(ValueError, match="terlalu besar"):
        from_election(read(points_file("1;1;9999999999999999\n2;1;9\n")))


def test_scores_below_nothing_and_a_default() -> None:
    low = read(points_file("1;1,2;-3,2\n2;1;4\n", "scoring"))
    assert from_election(low).scores == (1, 2, 0)
    # 500 each: who gave project 1 less than nothing does not pay for it, and 500 of 600 is not enough.
    assert count(from_election(low), RULES["mes_cost"]).names == ["2"]
    spread = read(points_file("1;1,2;3,2\n2;1;4\n", "scoring", "default_score;1\n"))
    assert from_election(spread).scores == (7, 3, 2)
    negative = read(points_file("1;1;-3\n"))
    assert "ballot_points_low" in {problem.code for problem in negative.warnings}


def test_limits_of_categories_are_checked() -> None:
    election = read(
        file(
            ("rule;greedy", "rule;greedy\ncategories;Air,Jalan\nmax_sum_cost_per_category;500,550"),
            ("project_id;cost;name", "project_id;cost;name;category"),
            ("1;600;Jalan", "1;600;Jalan;Jalan"),
        )
    )
    assert [problem.line for problem in election.warnings if problem.code == "ballot_category_cost"] == [21, 24]


def test_of_one_kind_of_warning_ten_and_their_number_are_told() -> None:
    rows = "".join(f"{n};1,1\n" for n in range(500))
    election = read(file(("1;1,2;30\n", rows)))
    told = [problem for problem in election.warnings if problem.code == "twice"]
    assert len(told) == 11
    assert "490 baris lain" in told[-1].text


def test_many_errors_end_the_reading() -> None:
    with pytest.raises(PabulibError) as error:
        read(file(("1;1,2;30\n", "".join(f"{n};nobody\n" for n in range(100_000)))))
    assert len(error.value.problems) <= 201
    assert len(str(error.value).split("\n")) == 21


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(Kind), st.integers(0, 30), st.integers(1, 8), st.integers(0, 10**6))
def test_what_is_written_is_read_again(kind: Kind, voters: int, projects: int, seed: int) -> None:
    text = election_text(kind, voters, projects, seed=seed)
    election = pabulib.parse(text)
    assert [problem.code for problem in election.warnings if problem.code != "cost_over_budget"] == (
        [] if voters else ["no_votes"]
    )
    again = cleaned(text.encode())
    assert cleaned(again) == again
    one, two = from_election(election), from_election(read(again))
    assert (one.scores, one.votes, one.costs, one.budget) == (two.scores, two.votes, two.costs, two.budget)
    for name in RULES:
        if name != "phragmen_stop" or one.utility is None:
            rule = RULES[name].with_knobs(step=Fraction(1_000_000))
            assert count(one, rule).names == count(two, rule).names


ODD = [b";", b'"', b",", b"\n", b"-", b"9" * 40, b"\x00", b"META", b"0", b"1e99"]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The file with a few bytes, lines or cells changed."""
    for _ in range(chance.randint(1, 4)):
        lines = data.split(b"\n")
        at = chance.randrange(len(lines))
        place = chance.randrange(len(data) + 1)
        match chance.randrange(6):
            case 0:
                data = data[:place] + bytes([chance.randrange(256)]) + data[place + 1 :]
            case 1:
                data = data[:place] + data[place + chance.randint(1, 5) :]
            case 2:
                data = data[:place] + chance.choice(ODD) + data[place:]
            case 3:
                lines.pop(at)
                data = b"\n".join(lines)
            case 4:
                lines.insert(at, chance.choice(lines))
                data = b"\n".join(lines)
            case _:
                cells = lines[at].split(b";")
                chance.shuffle(cells)
                lines[at] = b";".join(cells)
                data = b"\n".join(lines)
    return data


def try_all(data: bytes) -> None:
    """Read and count; a refusal is fine, anything else that is raised is not."""
    try:
        election = read(data)
        profile = from_election(election)
        for name in ("greedy_score", "greedy_score_per_cost", "mes_cost", "mes_card_then_greedy_score"):
            count(profile, RULES[name])
        cleaned(data)
    except ValueError:
        return


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(Kind), st.integers(0, 2**32))
def test_a_damaged_file_is_read_or_refused(kind: Kind, seed: int) -> None:
    chance = random.Random(seed)
    base = GOOD if seed % 3 == 0 else election_text(kind, 5, 4, seed=seed % 50)
    try_all(mutated(base.encode(), chance))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_rubbish_is_refused(data: bytes) -> None:
    try_all(data)
    try_all(b"META\n" + data + b"\nPROJECTS\n" + data + b"\nVOTES\n" + data)
