"""Tables to fill in: the template, every kind of cell, and files that are refused in words."""

import io
import time
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from core.files import MACROS
from core.sheets import CellError, Column, Sheet, read, template
from core.sheets import package as packing
from core.sheets.reading import MERGED, NO_HEADINGS, NO_ROWS

KINDS = [("usul", "Usul perubahan"), ("tanya", "Pertanyaan")]
COLUMNS = (
    Column("day", "Tanggal", kind="date", required=True, max=date(2026, 12, 31)),
    Column("kind", "Jenis", kind="choice", required=True, choices=KINDS),
    Column("text", "Isi", required=True, max=20, min=3),
    Column("people", "Jumlah orang", kind="whole", min=0, max=1500),
    Column("length", "Panjang", kind="decimal"),
    Column("cost", "Biaya", kind="money"),
    Column("done", "Selesai", kind="yes_no"),
)
HEADINGS = [column.heading for column in COLUMNS]
GOOD = [date(2026, 11, 3), "Pertanyaan", "Jalan rusak", 12, 1.5, 1_250_000, "Ya"]


def upload(data: bytes, name: str = "daftar.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, packing.NOT_SHEET)


def book(*rows: Sequence[Any], change: Callable[[Any], Any] = lambda sheet: None, head: Any = HEADINGS) -> bytes:
    made = Workbook()
    for row in ([head] if head else []) + list(rows):
        made.active.append(list(row))
    change(made.active)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def sheet_of(*rows: Sequence[Any], max_rows: int = 100, **kwargs: Any) -> Sheet:
    return read(upload(book(*rows, **kwargs)), COLUMNS, max_rows)


def refusal(data: bytes, max_rows: int = 100) -> str:
    with pytest.raises(ValidationError) as caught:
        read(upload(data), COLUMNS, max_rows)
    return str(caught.value.messages[0])


def packed(parts: dict[str, bytes], base: bytes = b"") -> bytes:
    """A package of these parts, on top of those of a good one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if base:
            with zipfile.ZipFile(io.BytesIO(base)) as old:
                for name in old.namelist():
                    if name not in parts:
                        archive.writestr(name, old.read(name))
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_good_rows_come_typed() -> None:
    sheet = sheet_of(GOOD, ["03/11/2026", "usul", "  Air  ", "1.200", "1,5", "Rp1.250.000", "tidak"])
    assert sheet.errors == []
    assert sheet.unknown_columns == []
    first, second = sheet.rows
    assert (first.number, second.number) == (2, 3)
    assert first.values == {
        "day": date(2026, 11, 3),
        "kind": "tanya",
        "text": "Jalan rusak",
        "people": 12,
        "length": Decimal("1.50"),
        "cost": 1250000,
        "done": True,
    }
    assert second["day"] == date(2026, 11, 3)
    assert second["people"] == 1200
    assert second["text"] == "Air"
    assert second["length"] == Decimal("1.50")
    assert second["cost"] == 1250000
    assert second["done"] is False


def test_empty_cells_are_none_or_empty_and_empty_rows_are_skipped() -> None:
    sheet = sheet_of(GOOD, [], [None, "  ", None], [*GOOD[:3]])
    assert [row.number for row in sheet.rows] == [2, 5]
    assert sheet.rows[1].values == sheet.rows[1].values | {"people": None, "length": None, "cost": None, "done": None}


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (0, None, "Isi sel ini."),
        (0, "kemarin", "Tulis tanggal, misalnya 31/12/2026."),
        (0, "31/02/2026", "Tulis tanggal, misalnya 31/12/2026."),
        (0, "11/13/2026", "Tulis tanggal, misalnya 31/12/2026."),
        (0, 46_000, "Tulis tanggal, misalnya 31/12/2026."),
        (0, "1/1/26", "Tulis tanggal, misalnya 31/12/2026."),
        (0, date(2027, 1, 1), "Paling besar 31/12/2026."),
        (1, "Pertanyan", "“Pertanyan” tidak ada dalam daftar. Maksud Anda “Pertanyaan”?"),
        (1, "lain", "“lain” tidak ada dalam daftar. Pilih: Usul perubahan, Pertanyaan."),
        (2, "a" * 21, "Paling banyak 20 huruf."),
        (2, "ab", "Paling sedikit 3 huruf."),
        (2, "=A1", "Sel ini berisi rumus. Salin, lalu tempel sebagai nilai."),
        (
            2,
            datetime(2026, 2, 1),
            "Excel membaca sel ini sebagai tanggal. Ubah format sel menjadi Teks, lalu ketik lagi.",
        ),
        (3, "sepuluh", "Tulis bilangan bulat dengan angka, misalnya 25."),
        (3, 2.5, "Tulis bilangan bulat dengan angka, misalnya 25."),
        (3, 1501, "Paling besar 1.500."),
        (3, -1, "Paling kecil 0."),
        (3, True, "Tulis bilangan bulat dengan angka, misalnya 25."),
        (4, "1,250.5", "Tulis angka, misalnya 120 atau 1,5."),
        (4, "1,555", "Tulis paling banyak 2 angka di belakang koma."),
        (5, "satu juta", "Tulis jumlah rupiah dengan angka saja, misalnya 1.250.000."),
        (5, 1500.5, "Tulis jumlah rupiah dengan angka saja, misalnya 1.250.000."),
        (5, -5, "Jumlah rupiah tidak boleh kurang dari nol."),
        (6, "mungkin", "Tulis Ya atau Tidak."),
        (2, "#REF!", "Sel ini berisi galat #REF!. Isi dengan nilai yang benar."),
    ],
)
def test_each_mistake_is_named_by_row_and_column(place: int, value: Any, message: str) -> None:
    row = list(GOOD)
    row[place] = value
    assert sheet_of(GOOD, row).errors == [CellError(3, COLUMNS[place].label, message)]


@pytest.mark.parametrize(
    "text", ["3 November 2026", "3-11-2026", "2026-11-03", "03.11.2026", "3 Nov 2026", "3 nopember 2026"]
)
def test_dates_as_people_type_them(text: str) -> None:
    assert sheet_of([text, *GOOD[1:]]).rows[0]["day"] == date(2026, 11, 3)


def test_a_float_of_a_sum_is_what_the_cell_shows() -> None:
    assert sheet_of([*GOOD[:4], 0.1 + 0.2]).rows[0]["length"] == Decimal("0.30")


def test_numbers_in_a_text_column_read_as_they_look() -> None:
    assert [sheet_of([*GOOD[:2], value]).rows[0]["text"] for value in (125, 125.0, 12.5)] == ["125", "125", "12,5"]


def test_merged_cells_are_named() -> None:
    sheet = sheet_of(GOOD, [*GOOD[:2], None], change=lambda s: s.merge_cells("C2:C3"))
    assert CellError(2, "Isi", f"{MERGED} (C2:C3)") in sheet.errors
    title = lambda s: (s.insert_rows(1), s.cell(1, 1, "Daftar hadir"), s.merge_cells("A1:G1"))  # noqa: E731
    assert sheet_of(GOOD, change=title).errors == []


def test_headings_in_another_order_with_unknown_twice_and_missing_ones() -> None:
    head = ["isi", "JENIS *", "Catatan saya", "Isi", "Panjang"]
    sheet = sheet_of(["Jalan", "usul", "x", "", None], head=head)
    assert sheet.unknown_columns == ["Catatan saya"]
    assert sheet.errors == [
        CellError(1, "Tanggal", "Kolom ini tidak ada. Pakailah templat terbaru."),
        CellError(1, "Isi", "Kolom ini ada dua kali. Hapus salah satu."),
    ]
    assert sheet.rows[0]["text"] == "Jalan"
    assert sheet.rows[0]["kind"] == "usul"


def test_a_word_with_two_meanings_asks_for_the_code() -> None:
    columns = [Column("place", "Bagian", kind="choice", choices=[("a1", "Huruf a"), ("b2", "Huruf a")], codes=True)]
    head = ["Bagian"]
    assert read(upload(book(["b2"], head=head)), columns, 10).rows[0]["place"] == "b2"
    errors = read(upload(book(["huruf A"], head=head)), columns, 10).errors
    assert errors == [CellError(2, "Bagian", "Ada 2 “huruf A”. Tulis kodenya: a1, b2.")]


def test_the_digest_follows_the_values_not_the_file() -> None:
    one, same = sheet_of(GOOD), sheet_of([], ["3 November 2026", "tanya", *GOOD[2:]])
    assert one.digest == same.digest != sheet_of([*GOOD[:2], "Jalan lain"]).digest


def test_too_many_rows_are_refused_and_formatted_empty_ones_do_not_count() -> None:
    data = book(*[GOOD] * 11)
    assert refusal(data, max_rows=10) == "Berkas ini berisi lebih dari 10 baris. Bagilah menjadi beberapa berkas."
    far = sheet_of(GOOD, max_rows=1, change=lambda s: setattr(s.cell(50_000, 30), "number_format", "0.00"))
    assert len(far.rows) == 1


def test_many_errors_are_cut() -> None:
    sheet = sheet_of(*[["x", "x", "x"]] * 300, max_rows=1000)
    assert len(sheet.errors) == 500
    assert sheet.more_errors


def test_dimensions_that_lie_lose_no_row() -> None:
    data = book(GOOD, GOOD)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.read("xl/worksheets/sheet1.xml")
    lying = part.replace(b'ref="A1:G3"', b'ref="A1"')
    assert lying != part
    assert len(read(upload(packed({"xl/worksheets/sheet1.xml": lying}, data)), COLUMNS, 10).rows) == 2


def test_files_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    good = book(GOOD)
    assert refusal(b"") == packing.EMPTY
    assert refusal(b"tanggal;jenis\n") == packing.NOT_SHEET
    assert refusal(b"%PDF-1.4") == packing.NOT_SHEET
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1") == packing.OLD
    assert refusal(good[:400]) == packing.BROKEN
    assert refusal(packed({"word/document.xml": b"<x/>", "[Content_Types].xml": b"<x/>"})) == packing.NOT_SHEET
    assert refusal(packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})) == packing.OTHER
    assert refusal(packed({"xl/vbaProject.bin": b"x"}, good)) == MACROS
    macro = b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
    assert refusal(packed({"[Content_Types].xml": macro}, good)) == MACROS
    assert refusal(packed({"xl/media/big.bin": b"0" * (packing.MAX_UNPACKED + 1)}, good)) == packing.TOO_MUCH
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert refusal(packed({"xl/sharedStrings.xml": bomb}, good)) == packing.BROKEN
    assert refusal(packed({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row>"}, good)) == packing.BROKEN
    assert refusal(book(["a", "b"], head=None)) == NO_HEADINGS
    assert refusal(book()) == NO_ROWS
    monkeypatch.setattr(packing, "MAX_BYTES", 100)
    assert refusal(good) == packing.TOO_BIG


def test_the_template_is_read_back_and_lists_the_words() -> None:
    data = template(COLUMNS, title="Masukan rapat", notes=["Satu baris satu orang."])
    made = load_workbook(io.BytesIO(data))
    assert made.sheetnames == ["Data", "Pilihan", "Petunjuk"]
    assert [cell.value for cell in made["Data"][1]] == HEADINGS
    assert [cell.value for cell in made["Pilihan"]["A"]] == ["Jenis", "Usul perubahan", "Pertanyaan"]
    assert [cell.value for cell in made["Pilihan"]["B"]] == ["Selesai", "Ya", "Tidak"]
    rules = {str(rule.sqref): rule.formula1 for rule in made["Data"].data_validations.dataValidation}
    assert rules == {"B2:B20001": "=Pilihan!$A$2:$A$3", "G2:G20001": "=Pilihan!$B$2:$B$3"}
    assert [cell.value for cell in made["Petunjuk"][4]][:4] == [
        "Isi",
        "Ya",
        "Teks",
        "paling sedikit 3 huruf, paling banyak 20 huruf",
    ]
    assert refusal(data) == NO_ROWS
    made["Data"].append(GOOD)
    made.move_sheet("Data", 2)
    out = io.BytesIO()
    made.save(out)
    assert read(upload(out.getvalue()), COLUMNS, 10).rows[0]["kind"] == "tanya"


def test_words_of_the_template_are_no_formulas() -> None:
    columns = [Column("a", "Bagian", kind="choice", choices=[("x", "=HYPERLINK(1)")], hint="@SUM(1)")]
    made = load_workbook(io.BytesIO(template(columns)))
    assert made["Pilihan"]["A2"].value == "'=HYPERLINK(1)"
    assert made["Petunjuk"]["E2"].value == "'@SUM(1)"


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.one_of(st.none(), st.text(max_size=12), st.integers(), st.floats(), st.booleans(), st.dates()), max_size=7
    )
)
def test_any_row_is_read_or_named(cells: list[Any]) -> None:
    legal = [c if not isinstance(c, str) else "".join(x for x in c if x.isprintable()) for c in cells]
    sheet = sheet_of(GOOD, legal)
    assert all(error.row == 3 and error.message for error in sheet.errors)


def test_five_thousand_rows_in_seconds() -> None:
    data = book(*[GOOD] * 5000)
    before = time.perf_counter()
    assert len(read(upload(data), COLUMNS, 5000).rows) == 5000
    assert time.perf_counter() - before < 15
