"""The normalised gain of paired marks."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from core.ngain import gain, mark, read_marks


def test_the_published_pair() -> None:
    found = gain([(Fraction("76.6"), Fraction("86.6"))])
    assert (round(found["g"], 2), found["gain"], found["sd_gain"], found["n_paired"]) == (0.43, 10.0, None, 1)


def test_means_deviation_and_edges() -> None:
    found = gain([(Fraction(40), Fraction(60)), (Fraction(60), Fraction(70))])
    assert (found["pre"], found["post"], found["gain"], found["g"]) == (50.0, 65.0, 15.0, 0.3)
    assert found["sd_gain"] == pytest.approx(50**0.5)
    assert gain([(Fraction(100), Fraction(90))])["g"] is None
    assert gain([])["n_paired"] == 0
    assert gain([(Fraction(80), Fraction(70))])["g"] == -0.5


def test_rows_that_are_no_pairs_are_counted_apart() -> None:
    lines = ["Nama;POST;Pre;ID", "a;60;40;1", "b;;50;2", "c;101;50;3", "d;x;50;4", "e;70;60;", "f;70,5;60;6", "g;80;;2"]
    lines += ["h;50;40;7", "h;55;40;7", "", "i;0;0;8"]
    found = read_marks(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    assert found.pairs == [(40, 60), (50, 80), (60, Fraction("70.5")), (0, 0)]
    assert (found.unpaired, found.invalid) == (0, 4)
    assert read_marks(b"id,pre,post\n1,50,\n2,,60").unpaired == 2


@pytest.mark.parametrize("text", ["-1", "100.1", "1/2", "nan", "inf", "9" * 30, "1e99", "1e999999999", "٣"])
def test_what_is_no_mark(text: str) -> None:
    assert mark(text) is None


def test_the_command(tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "nilai.csv"
    file.write_text("id,pre,post\n1,76.6,86.6\n")
    call_command("ngain", str(file), "--json")
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"n_paired", "pre", "post", "gain", "sd_gain", "g", "unpaired", "invalid"}
    file.write_text("nama,nilai\n")
    with pytest.raises(CommandError, match="Kolom"):
        call_command("ngain", str(file))
