"""The download of a sealed vote: chain, roots, receipts, counts and winners hold from the files alone."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from musrenbang.tally import verify_script
from musrenbang.tally.merkle import root
from musrenbang.tally.verify import verify_folder, with_sums
from tests.tally import sealed

GOOD = sealed.files()


def run(folder: Path) -> tuple[int, str]:
    """verify.py as a stranger runs it."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-I", "-S", "verify.py"], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_a_sealed_download_holds(tmp_path: Path) -> None:
    folder = sealed.write(tmp_path / "hasil", GOOD)
    assert verify_folder(folder) == []
    code, told = run(folder)
    assert (code, told.splitlines()[-2:]) == (
        0,
        ["Papan pengumuman, tanda terima, dan akar diperiksa.", "SAMA dengan yang diumumkan."],
    )


def test_the_program_is_short_and_needs_only_python() -> None:
    text = GOOD["verify.py"].decode()
    assert len(text.splitlines()) < 300
    imports = [line.split()[1] for line in text.splitlines() if line.startswith(("import ", "from "))]
    assert set(imports) <= set(sys.stdlib_module_names)


@pytest.mark.slow
def test_every_single_byte_of_the_download_is_bound(tmp_path: Path) -> None:
    folder = sealed.write(tmp_path / "hasil", GOOD)
    found = 0
    for name, good in GOOD.items():
        path = folder / name
        # The program is long and all alike to a sum: every seventh of its bytes.
        for place in range(0, len(good), 7 if name == "verify.py" else 1):
            path.write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
            wrong = verify_script.check_sums(folder)
            assert wrong, place
            assert name == "SHA256SUMS" or wrong == [f"{name}: tidak sama dengan yang dikemas"], place
            found += 1
        path.write_bytes(good)
    assert found > 8_000
    assert verify_script.check_sums(folder) == []


@pytest.mark.parametrize("name", ["board.json", "manifest.json", "receipts.json", "election.pb", "result.json"])
def test_a_change_is_found_even_when_the_sums_are_made_anew(tmp_path: Path, name: str) -> None:
    folder = sealed.write(tmp_path / "hasil", GOOD)
    good = GOOD[name]
    for place in range(0, len(good), max(1, len(good) // 150)):
        other = good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :]
        plain = {key: value for key, value in GOOD.items() if key != "SHA256SUMS"}
        sealed.write(folder, with_sums({**plain, name: other}))
        if verify_script.check_sums(folder) or verify_script.main(folder) == 1:
            continue
        # Blanks between rows of the board are no part of any line: what it says is the same to the letter.
        assert name == "board.json", place
        assert json.loads(other) == json.loads(good), place


def board_faults(folder: Path) -> list[str]:
    told = json.loads((folder / "result.json").read_bytes())
    budget, costs, _ = verify_script.read_election(folder / "election.pb")
    return verify_script.check_board(folder, costs, budget, told)


def less(name: str) -> Any:
    """One envelope fewer in a list of the vote."""

    def change(parts: dict[str, Any]) -> None:
        parts[name].pop()

    return change


def other_cost(parts: dict[str, Any]) -> None:
    parts["manifest"]["kegiatan"][0]["biaya"] = 41


def other_rule(parts: dict[str, Any]) -> None:
    parts["manifest"]["hitung"] = {**parts["manifest"]["hitung"], "skip": False}


def other_ballot(parts: dict[str, Any]) -> None:
    parts["text"] = parts["text"].replace("6;4", "6;3")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (less("sent"), "board.json: baris 3, root tidak sama"),
        (less("papers"), "board.json: baris 5, root tidak sama"),
        (less("old"), "board.json: baris 2, root tidak sama"),
        (other_cost, "manifest.json: kegiatan, biaya, atau dana lain daripada di election.pb"),
        (other_rule, "manifest.json: aturan hitung lain daripada di result.json"),
        (other_ballot, "board.json: baris 7, root tidak sama"),
    ],
)
def test_the_board_names_what_does_not_fit(tmp_path: Path, change: Any, place: str) -> None:
    made = sealed.files()
    falsified = sealed.files(change)
    # The forger binds the chain anew but cannot take back what hung on the notice board before.
    forged = {**made, "receipts.json": falsified["receipts.json"]} if place[12:17] == "baris" else falsified
    if change is other_ballot:
        forged = {**made, "board.json": falsified["board.json"]}
    folder = sealed.write(tmp_path / "hasil", forged)
    assert place in board_faults(folder)


def test_a_broken_chain_is_named_by_its_line(tmp_path: Path) -> None:
    rows = json.loads(GOOD["board.json"])
    rows[3]["body"] = rows[3]["body"].replace('"counted":4', '"counted":5')
    folder = sealed.write(tmp_path / "hasil", {**GOOD, "board.json": json.dumps(rows).encode()})
    assert board_faults(folder) == [
        "board.json: baris 4 putus dari rantainya",
        "board.json: baris 4, counted tidak sama",
    ]


def test_a_board_that_lost_its_end_is_found(tmp_path: Path) -> None:
    rows = json.loads(GOOD["board.json"])[:-1]
    folder = sealed.write(tmp_path / "hasil", {**GOOD, "board.json": json.dumps(rows).encode()})
    assert board_faults(folder) == [
        "board.json: tidak dimulai dengan manifes, tidak berakhir dengan hasil, atau suara terlalu banyak"
    ]


def test_the_two_trees_are_one() -> None:
    for size in range(20):
        leaves = [hashlib.sha256(bytes([n])).digest() for n in range(size)]
        assert verify_script.root(leaves) == root(leaves)


def test_papers_sealed_before_the_close_are_in_its_root(tmp_path: Path) -> None:
    def early(parts: dict[str, Any]) -> None:
        """The papers of a batch are bound in line 3, before the close, with the last envelopes."""
        parts["batches"][3] = [*parts["batches"][3], digest_early]
        parts["sent"] = [*parts["sent"], digest_early]

    digest_early = sealed.digest("kertas lebih awal")
    made = sealed.files(early)
    folder = sealed.write(tmp_path / "hasil", made)
    assert board_faults(folder) == ["board.json: baris 4, counted tidak sama"]  # the forged figure alone, not the root
