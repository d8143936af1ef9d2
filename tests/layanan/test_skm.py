"""The satisfaction index: the regulation's arithmetic, samples, and files of any office."""

import json
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from layanan.skm.index import COMMON, Index, grade, half_up, index, of_forms
from layanan.skm.reading import UnreadableError, mark, read_csv
from layanan.skm.sample import krejcie_morgan, slovin
from layanan.skm.unsur import SLUGS, UNSUR, ordered

FORMS = ["433443434", "333433332", "323433433", "443444444", "332433333"]
VECTOR = [dict(zip(SLUGS, map(int, form), strict=True)) for form in FORMS]


def csv_of(forms: list[str], separator: str = ",", end: str = "\n", head: tuple[str, ...] = SLUGS) -> bytes:
    return (separator.join(head) + end + end.join(separator.join(form) for form in forms)).encode()


def test_the_vector() -> None:
    found = of_forms(VECTOR)
    assert [found.nrr[slug] for slug in SLUGS] == [Fraction(n, 5) for n in (17, 15, 14, 20, 17, 16, 18, 16, 16)]
    assert (found.n, found.ni, found.ikm, found.mutu) == (5, Fraction(149, 45), Decimal("82.78"), "B")
    common = of_forms(VECTOR, COMMON)
    assert (common.ikm, common.mutu) == (Decimal("81.95"), "B")
    assert found.lowest() == ["waktu", "prosedur", "kompetensi"]  # 3.2 three times: the questionnaire's order
    assert found.highest() == "biaya"
    assert not found.enough


def test_known_sums_of_a_real_office() -> None:
    sums = dict.fromkeys(SLUGS, 106) | {"pengaduan": 107}  # 955 in all, 29 forms
    assert index(29, sums).ikm == Decimal("91.48")
    assert index(29, sums, COMMON).ikm == Decimal("90.56")
    fours = index(10, dict.fromkeys(SLUGS, 40))
    assert (fours.ikm, index(10, dict.fromkeys(SLUGS, 40), COMMON).ikm) == (Decimal("100.00"), Decimal("99.00"))
    assert index(0, {}) == Index(0, dict.fromkeys(SLUGS), None, None, None)


@pytest.mark.parametrize(
    ("value", "letter"),
    [
        ("100", "A"),
        ("88.31", "A"),
        ("88.305", "A"),
        ("88.3049", "B"),
        ("76.61", "B"),
        ("76.605", "B"),
        ("76.6049", "C"),
        ("65", "C"),
        ("64.995", "C"),
        ("64.9949", "D"),
        ("25", "D"),
    ],
)
def test_the_grade_is_taken_after_rounding(value: str, letter: str) -> None:
    assert grade(Decimal(value)) == grade(half_up(Fraction(value))) == letter


def test_halves_go_up() -> None:
    assert half_up(Fraction("76.605")) == Decimal("76.61")
    assert half_up(Fraction("82.125")) == Decimal("82.13")
    assert str(half_up(Fraction(65))) == "65.00"


@pytest.mark.parametrize(
    ("population", "sample"),
    [
        *[(10, 10), (20, 19), (50, 44), (100, 80), (150, 108), (200, 132), (300, 169), (500, 217), (800, 260)],
        *[(1_000, 278), (2_000, 322), (5_000, 357), (10_000, 370), (100_000, 383), (1_000_000, 384), (0, 0), (1, 1)],
    ],
)
def test_the_table_of_krejcie_and_morgan(population: int, sample: int) -> None:
    assert krejcie_morgan(population) == sample


@pytest.mark.parametrize(("population", "sample"), [(100, 80), (1_000, 286), (10_000, 385), (0, 0), (1, 1)])
def test_slovin(population: int, sample: int) -> None:
    assert slovin(population) == sample


def test_the_last_two_may_change_places_and_keep_their_answers() -> None:
    assert [one.slug for one in ordered()[7:]] == ["sarana", "pengaduan"]
    turned = ordered(pengaduan_first=True)
    assert [one.slug for one in turned[7:]] == ["pengaduan", "sarana"]
    assert turned[7].answers[0] == "Tidak ada"
    assert set(turned) == set(UNSUR)


@pytest.mark.parametrize(
    ("text", "value"),
    [("3", 3), (" 4 ", 4), ("3.0", 3), ("3,0", 3), ("3,", 3), ("1.00", 1)]
    + [(text, None) for text in ("", "0", "5", "2.5", "-1", "tiga", "33", "3/4", "٣", "1e0", "NaN", "3 4", "0x3")],
)
def test_marks(text: str, value: int | None) -> None:
    assert mark(text) == value


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_files_of_any_program(separator: str, end: str, code: str) -> None:
    head = ("Nama Café", *(slug.upper() for slug in reversed(SLUGS)), " Umur ")
    rows = [separator.join(["x", *reversed(form), "40"]) for form in FORMS]
    raw = end.join([separator.join(head), *rows, "", ""]).encode(code)
    assert read_csv(raw).rows == VECTOR


def test_titles_above_the_head_and_excels_hint() -> None:
    raw = b"sep=;\r\nLaporan SKM\r\n\r\n" + csv_of(FORMS, ";", "\r\n")
    assert read_csv(raw).rows == VECTOR


def test_rows_that_are_no_forms_are_named() -> None:
    head = ",".join(SLUGS)
    lines = [
        head,
        "4,4,4,4,4,4,4,4,4",
        "4,4,4,4,4,4,4,4,",
        "4,4,5,4,4,4,4,4,4",
        "",
        ",,,,,,,,",
        "4,4",
        '"3,0",3,3,3,3,3,3,3,3',
    ]
    found = read_csv("\n".join(lines).encode())
    assert [row["persyaratan"] for row in found.rows] == [4, 3]
    assert [number for number, _ in found.skipped] == [3, 4, 6, 7]
    assert found.skipped[0][1] == "kosong: pengaduan"
    assert found.skipped[1][1] == "bukan 1 sampai 4: waktu = 5"


@pytest.mark.parametrize(
    "raw", [b"", b"\x00\xff", b"nama,umur\n1,2", b"persyaratan,waktu\n1,2", csv_of([], head=(*SLUGS, "waktu"))]
)
def test_files_that_are_no_survey_are_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError, match="Kolom"):
        read_csv(raw)


def test_the_command(tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "skm.csv"
    file.write_bytes(b"\xef\xbb\xbf" + csv_of([*FORMS, "9" * 9], ";", "\r\n"))
    call_command("skm", str(file), "--json")
    found = json.loads(capsys.readouterr().out)
    assert (found["n"], found["ikm"], found["mutu"]) == (5, 82.78, "B")
    assert found["nrr"]["biaya"] == 4.0
    assert found["ni"] == pytest.approx(149 / 45, abs=1e-12)
    assert [row["row"] for row in found["skipped"]] == [7]
    for weight in ("0.11", "0,11"):
        call_command("skm", str(file), "--bobot", weight, "--json")
        assert json.loads(capsys.readouterr().out)["ikm"] == 81.95
    call_command("skm", str(file))
    assert "IKM: 82.78 (B, Baik)" in capsys.readouterr().out
    file.write_bytes(csv_of([]))
    call_command("skm", str(file), "--json")
    empty = json.loads(capsys.readouterr().out)
    assert empty == {"n": 0, "nrr": dict.fromkeys(SLUGS), "ni": None, "ikm": None, "mutu": None, "skipped": []}
    for weight in ("nol", "0", "-1", "1/0", "2", "1e-999999999"):
        with pytest.raises(CommandError, match="Bobot"):
            call_command("skm", str(file), "--bobot", weight)
    with pytest.raises(CommandError):
        call_command("skm", str(tmp_path / "tidak-ada.csv"))


forms = st.fixed_dictionaries({slug: st.integers(1, 4) for slug in SLUGS})


@settings(deadline=None)
@given(st.lists(forms, min_size=1, max_size=40))
def test_the_index_stays_in_its_range_and_asks_not_who_came_first(rows: list[dict[str, int]]) -> None:
    found = of_forms(rows)
    assert found == of_forms(reversed(rows))
    assert found.ikm is not None
    assert 25 <= found.ikm <= 100
    assert found.ni == sum(sum(row.values()) for row in rows) / Fraction(9 * len(rows))


@settings(deadline=None)
@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(str.encode)
    | st.text(max_size=200).map(lambda t: csv_of([]) + t.encode("utf-16"))
)
def test_no_file_breaks_the_reader(raw: bytes) -> None:
    with suppress(UnreadableError):
        read_csv(raw)
