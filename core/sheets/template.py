"""The empty table to download: headings, lists to choose from, and what belongs in each column."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.text import slugify
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from core.exports import XLSX, safe_text
from core.sheets.columns import Column

DATA, WORDS, HELP, EXAMPLE = "Data", "Pilihan", "Petunjuk", "Contoh"
LAST_ROW = 20_001  # lists to choose from are offered down to here
FORMATS = {"text": "@", "choice": "@", "date": "yyyy-mm-dd", "money": "#,##0", "whole": "0", "decimal": "General"}
YES_NO = [("ya", "Ya"), ("tidak", "Tidak")]

KINDS = {
    "text": "Teks",
    "choice": "Satu kata dari lembar Pilihan",
    "date": "Tanggal, misalnya 31/12/2026",
    "whole": "Bilangan bulat, misalnya 25",
    "decimal": "Angka, misalnya 1,5",
    "money": "Rupiah tanpa sen, misalnya 1.250.000",
    "yes_no": "Ya atau Tidak",
}


def template(
    columns: Sequence[Column],
    *,
    title: str = "",
    notes: Sequence[str] = (),
    examples: Sequence[Mapping[str, Any]] = (),
) -> bytes:
    """An .xlsx with the sheets Data (to fill in), Pilihan (allowed words) and Petunjuk (what belongs where).

    With `examples` (values by column name) there is a sheet Contoh of filled rows, which is never read.
    """
    book = Workbook()
    data, words, guide = book.active, book.create_sheet(WORDS), book.create_sheet(HELP)
    data.title = DATA
    _data(data, columns)
    _words(words, data, columns)
    _guide(guide, columns, title, notes)
    if examples:
        _examples(book.create_sheet(EXAMPLE), columns, examples)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def template_response(name: str, columns: Sequence[Column], **kwargs: Any) -> HttpResponse:
    """The template as a download."""
    response = HttpResponse(template(columns, **kwargs), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{slugify(name) or "templat"}.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def choices_of(column: Column) -> Sequence[tuple[str, str]]:
    """The (value, word) pairs a column offers."""
    return YES_NO if column.kind == "yes_no" else column.choices


def _head(sheet: Any, headings: Sequence[str]) -> None:
    """Bold headings on grey that stay in sight."""
    for number, heading in enumerate(headings, 1):
        cell = sheet.cell(1, number, heading)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EAED")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"


def _data(sheet: Any, columns: Sequence[Column]) -> None:
    for number, column in enumerate(columns, 1):
        look = sheet.column_dimensions[get_column_letter(number)]
        look.width, look.number_format = column.width, FORMATS.get(column.kind, "@")
        look.alignment = Alignment(wrap_text=True, vertical="top")
    _head(sheet, [column.heading for column in columns])


def _words(sheet: Any, data: Any, columns: Sequence[Column]) -> None:
    """The allowed words, a column for each list, and the list in the cells of the data sheet."""
    headings: list[str] = []
    for number, column in enumerate(columns, 1):
        pairs = choices_of(column)
        if not pairs:
            continue
        headings.append(column.label)
        place = len(headings)
        _list(sheet, place, [word for _, word in pairs])
        letter, cells = get_column_letter(place), get_column_letter(number)
        rule = DataValidation("list", formula1=f"={WORDS}!${letter}$2:${letter}${len(pairs) + 1}", allow_blank=True)
        rule.showErrorMessage = not column.codes  # a code is no word of the list, yet allowed
        rule.error = "Pilih salah satu kata dari lembar Pilihan."
        rule.add(f"{cells}2:{cells}{LAST_ROW}")
        data.add_data_validation(rule)
        if column.codes:
            headings.append(f"Kode {column.label.lower()}")
            _list(sheet, len(headings), [value for value, _ in pairs])
    _head(sheet, headings)


def _list(sheet: Any, place: int, words: Sequence[str]) -> None:
    for row, word in enumerate(words, 2):
        sheet.cell(row, place, safe_text(word)).data_type = "s"
    sheet.column_dimensions[get_column_letter(place)].width = min(60, max([16, *(len(word) + 2 for word in words)]))


def _guide(sheet: Any, columns: Sequence[Column], title: str, notes: Sequence[str]) -> None:
    _head(sheet, ["Kolom", "Wajib diisi", "Isi", "Batas", "Keterangan"])
    for column in columns:
        must = "Ya" if column.required else "Tidak"
        sheet.append([column.label, must, KINDS[column.kind], _limit(column), safe_text(column.hint)])
    rules = ["Satu baris memuat satu hal. Baris kosong dilewati.", "Jangan gabungkan sel dan jangan isi rumus."]
    for line in [title, *notes, *rules]:
        if line:
            sheet.append([safe_text(line)])
    for letter, width in zip("ABCDE", (26, 12, 34, 26, 60), strict=True):
        sheet.column_dimensions[letter].width = width


def _examples(sheet: Any, columns: Sequence[Column], examples: Sequence[Mapping[str, Any]]) -> None:
    """Filled rows under the same headings."""
    _head(sheet, [column.heading for column in columns])
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
        for row, values in enumerate(examples, 2):
            value = values.get(column.name)
            if value not in ("", None):
                cell = sheet.cell(row, number, safe_text(value) if isinstance(value, str) else value)
                cell.number_format = FORMATS.get(column.kind, "@")


def _limit(column: Column) -> str:
    unit = " huruf" if column.kind == "text" else ""
    parts = [f"paling sedikit {column.min}{unit}"] if column.min is not None else []
    parts += [f"paling banyak {column.max}{unit}"] if column.max is not None else []
    return ", ".join(parts)
