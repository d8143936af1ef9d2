"""The command line: it runs without Django, says what the issue of its making asked for, and never a traceback."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from musrenbang.tally import bench, generate
from musrenbang.tally.cli import main
from tests.tally import real

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def small(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["generate", "--ballots", "60", "--projects", "9", "--seed", "3"]) == 0
    path = tmp_path / "contoh.pb"
    path.write_text(capsys.readouterr().out)
    return path


def told(capsys: pytest.CaptureFixture[str], *args: str) -> dict[str, Any]:
    assert main([*args, "--json"]) == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


def test_json_has_winners_cost_rounds_and_certificate(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = told(capsys, "count", str(small), "--rule", "mes_cost_add1", "--step", "100000", "--no-exhaustive-stop")
    assert data["winners"] == sorted(data["winners"])
    assert data["declared"]["exhaustive_stop"] is False
    assert data["certificate"]["valid"] is True
    assert {row["project"] for row in data["rounds"]} == set(data["winners"])
    assert int(data["total_cost"]) == sum(int(row["cost"]) for row in data["rounds"])
    assert int(data["total_cost"]) + int(data["left"]) == int(data["budget"])


def test_no_django_is_loaded(small: Path) -> None:
    code = (
        "import sys; from musrenbang.tally.cli import main; code = main(sys.argv[1:]); "
        "sys.exit(code or 9 * any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    command = [sys.executable, "-c", code, "count", str(small), "--rule", "phragmen_stop"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, "")
    assert "kegiatan terpilih" in done.stdout


def test_a_folder_is_written_and_verified(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "hasil"
    assert main(["count", str(small), "--rule", "greedy_score", "--tie", "mincost", "--out", str(out)]) == 0
    assert main(["verify", str(out)]) == 0
    assert "Semua cocok" in capsys.readouterr().out
    (out / "result.json").write_text("{}")
    assert main(["verify", str(out)]) == 1


def test_what_cannot_be_used_ends_with_two_and_a_sentence(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = small.with_name("rusak.pb")
    wrong.write_text(small.read_text().replace("budget;", "budget;x"))
    for args in (
        [str(wrong), "--rule", "mes_cost"],
        [str(small.with_name("tidak-ada.pb")), "--rule", "mes_cost"],
        [str(small), "--rule", "mes_cost", "--step", "0"],
        [str(small), "--rule", "mes_cost", "--step", "satu"],
    ):
        assert main(["count", *args]) == 2
        text = capsys.readouterr().err
        assert text
        assert "Traceback" not in text


def test_a_lot_and_a_clean_file(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lot = tmp_path / "undian.txt"
    lot.write_text("\n".join(str(number) for number in range(9, 0, -1)) + "\n")
    data = told(capsys, "count", str(small), "--rule", "greedy_score", "--lot", str(lot))
    assert data["declared"]["order"] == [str(number) for number in range(9, 0, -1)]
    clean = tmp_path / "bersih.pb"
    assert main(["convert", str(small), str(clean)]) == 0
    again = told(capsys, "count", str(clean), "--rule", "mes_cost")
    assert again["winners"] == told(capsys, "count", str(small), "--rule", "mes_cost")["winners"]
    assert again["warnings"] == []


def test_the_bench_is_drawn_from_a_fixed_seed() -> None:
    profile = generate.profile(1000, 20)
    lengths = profile.starts[1:] - profile.starts[:-1]
    assert (int(lengths.min()), int(lengths.max())) == (1, 10)
    assert all(len(set(profile.choice[a:b])) == b - a for a, b in zip(profile.starts, profile.starts[1:], strict=False))
    assert generate.profile(1000, 20).choice.tolist() == profile.choice.tolist()


@pytest.mark.slow
def test_the_count_is_fast_enough() -> None:
    rows = list(bench.rows(Path(real.FOLDER) if real.FOLDER else None))
    late = [(what, value, target) for what, value, target in rows if target is not None and value >= target]
    assert late == []
    assert not any("doubt" in what for what, _, _ in rows)
