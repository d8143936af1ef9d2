"""A published folder is checked to the byte, by our engine, by the second one, and by a program of its own."""

import random
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from musrenbang.tally import verify_script
from musrenbang.tally.ballots import Kind
from musrenbang.tally.count import count
from musrenbang.tally.generate import election_text
from musrenbang.tally.rules import RULES, Rule
from musrenbang.tally.verify import verify_folder, write_folder
from tests.tally import real

STEP = Fraction(1_000_000)


def folder(tmp_path: Path, rule: Rule, kind: Kind = Kind.APPROVAL) -> Path:
    made = tmp_path / "hasil"
    write_folder(made, election_text(kind, 30, 8, seed=5).encode(), rule)
    return made


def stranger(made: Path) -> subprocess.CompletedProcess[str]:
    """Run verify.py as somebody else would: alone, in the folder, without our packages."""
    command = [sys.executable, "-I", "-S", "verify.py"]
    return subprocess.run(command, cwd=made, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603


@pytest.mark.parametrize("kind", [Kind.APPROVAL, Kind.POINTS, Kind.RANKING])
def test_a_folder_is_right_for_us_and_for_strangers(tmp_path: Path, kind: Kind) -> None:
    made = folder(tmp_path, RULES["mes_cost_add1_then_greedy_score"].with_knobs(step=STEP), kind)
    assert verify_folder(made) == []
    told = stranger(made)
    assert (told.returncode, told.stderr) == (0, "")
    assert "\nSAMA dengan yang diumumkan." in told.stdout


def test_every_changed_byte_is_found(tmp_path: Path) -> None:
    made = folder(tmp_path, RULES["mes_card_then_greedy_score"])
    chance = random.Random(2026)
    for name in ("election.pb", "result.json", "transcript.json", "verify.py"):
        path = made / name
        good = path.read_bytes()
        for place in {0, len(good) - 1, *chance.sample(range(len(good)), 25)}:
            other = chance.choice([byte for byte in (*b'0123456789;,\n"xA', good[place] ^ 1) if byte != good[place]])
            path.write_bytes(good[:place] + bytes([other]) + good[place + 1 :])
            assert verify_folder(made), (name, place, other)
        path.write_bytes(good)
    assert verify_folder(made) == []


def test_the_place_of_a_change_is_told(tmp_path: Path) -> None:
    made = folder(tmp_path, RULES["mes_cost"])
    path = made / "transcript.json"
    lines = path.read_text().split("\n")
    at = next(number for number, line in enumerate(lines) if '"price"' in line)
    lines[at] = lines[at].replace('"price": "', '"price": "1')
    path.write_text("\n".join(lines))
    assert verify_folder(made) == [
        f"transcript.json: baris {at + 1} tidak sama dengan hasil hitung ulang",
        "transcript.json: tidak sama dengan yang dikemas",
    ]
    path.unlink()
    assert verify_folder(made) == ["transcript.json: berkas tidak ada"]


def test_a_stranger_finds_an_announced_winner_that_lost(tmp_path: Path) -> None:
    made = folder(tmp_path, RULES["greedy_score"])
    path = made / "result.json"
    text = path.read_text()
    first = text.index('"winners": [\n  "') + len('"winners": [\n  "')
    path.write_text(text[:first] + "9" + text[first:])
    told = stranger(made)
    assert told.returncode == 1
    assert "election.pb: bukan" not in told.stdout
    assert "TIDAK SAMA dengan yang diumumkan." in told.stdout


def second_count(name: str, rule_name: str) -> None:
    told = real.known()[name]
    rule = RULES[rule_name].with_knobs(step=Fraction(told["add1_step"]))
    budget, costs, ballots = verify_script.read_election(Path(real.FOLDER, name))
    winners = sorted(verify_script.recount(budget, costs, ballots, rule.declared()))
    assert winners == count(real.profile(name), rule).names


SMALL = [
    "Worldwide_Mechanical_Turk_Knapsack_3.pb",
    "Switzerland_Zurich_D10.pb",
    "Poland_Krakow_2018_Debniki.pb",
    "Poland_Warszawa_2018_rejon_3.pb",
]
SINGLE = [name for name in RULES if "add1" not in name]


@real.needs_files
@pytest.mark.parametrize("name", SMALL)
def test_the_second_engine_agrees_on_real_elections(name: str) -> None:
    for rule in SINGLE:
        if rule in real.known()[name]["rules"]:
            second_count(name, rule)


@real.needs_files
@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(real.known()) if real.FOLDER else [""])
def test_the_second_engine_agrees_on_every_real_election(name: str) -> None:
    for rule in real.known()[name]["rules"]:
        # Hundreds of runs in plain Python take minutes on the heavy files.
        heavy = "add1" in rule and any(part in name for part in real.HEAVY)
        if rule in RULES and not heavy and not rule.endswith("add1_then_greedy_score"):
            second_count(name, rule)
