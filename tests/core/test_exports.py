"""Tables for download."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.exports import csv_response, safe_text, xlsx_response

AT = datetime(2026, 11, 24, 3, 30, tzinfo=UTC)
ROW = ['Ani, "Kertosari"\nRT 5', 12, Decimal("1250000.50"), None, True, date(2027, 1, 5), AT, "=1+1"]


def read_csv(response: Any) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def test_csv() -> None:
    response = csv_response("Usulan 2027", ["Nama", "=x"], [ROW])
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="usulan-2027.csv"'
    assert read_csv(response) == [
        ["Nama", "'=x"],
        ['Ani, "Kertosari"\nRT 5', "12", "1250000.50", "", "ya", "2027-01-05", "2026-11-24 10:30:00", "'=1+1"],
    ]


def test_csv_is_made_while_it_is_sent() -> None:
    made = []

    def rows() -> Any:
        for number in range(5_000):
            made.append(number)
            yield [number]

    stream = iter(csv_response("x", ["n"], rows()).streaming_content)
    next(stream)
    assert len(made) < 500
    assert len(b"".join(stream).split()) == 4_999


def test_xlsx_keeps_types_and_text_is_never_a_formula() -> None:
    response = xlsx_response(
        "Usulan", ["a"] * 8, [ROW, ["\x01a", -5, "-5", "@x", "+1", "=cmd|' /C calc'!A0", "x" * 40_000]]
    )
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][1:7] == [12, 1250000.5, None, "ya", datetime(2027, 1, 5), datetime(2026, 11, 24, 10, 30)]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert rows[2][:3] == ["a", -5, "'-5"]
    assert len(rows[2][6]) == 32_767


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@A1", "\t=1", "\r=1", " =1", "\n=1", "＝1", "|x", "%0A=1", "\u00a0=1"]
)
def test_formulas_get_an_apostrophe(text: str) -> None:
    assert safe_text(text).startswith("'")


@given(st.text(max_size=60))
def test_no_cell_begins_like_a_formula_and_harmless_text_stays(text: str) -> None:
    shown = safe_text(text)
    assert shown.lstrip()[:1] not in set("=+-@")
    if text.isalnum():
        assert shown == text


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20), min_size=2, max_size=2)))
def test_csv_comes_back_as_it_went(rows: list[list[str]]) -> None:
    assert read_csv(csv_response("x", ["a", "b"], rows))[1:] == [[safe_text(cell) for cell in row] for row in rows]
