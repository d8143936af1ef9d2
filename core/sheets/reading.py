"""Reading a filled table: all mistakes at once, each with its row and column."""

import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from openpyxl.utils import range_boundaries

from core.sheets.cells import CellMistakeError, blank, value_of
from core.sheets.columns import CellError, Column, Row, Sheet, key_of
from core.sheets.package import BROKEN, bytes_of, opened
from core.sheets.plainfile import PlainTable, is_plain
from core.text import clean, cut

MAX_ERRORS = 500
MAX_COLUMNS = 100
SEARCHED = 20  # rows among which the headings are looked for
TOLD_EVERY = 250  # rows after which `progress` hears of it
Progress = Callable[[int], None]

NO_HEADINGS = "Judul kolom tidak ditemukan. Pakailah templat, dan jangan ubah baris pertamanya."
NO_ROWS = "Belum ada baris yang diisi di bawah judul kolom."
MERGED = "Sel di sini digabung. Pisahkan sel gabungan, lalu isi setiap sel."


def read_any(data: bytes, columns: Sequence[Column], max_rows: int, progress: Progress | None = None) -> Sheet:
    """The same of the bytes of an .xlsx or of a .csv (UTF-8 or Windows, comma or semicolon)."""
    if is_plain(data):
        return _all_of(PlainTable(data), (), columns, max_rows, progress)
    return read(io.BytesIO(data), columns, max_rows, progress)


def read(upload: Any, columns: Sequence[Column], max_rows: int, progress: Progress | None = None) -> Sheet:
    """All filled rows of an uploaded .xlsx with what is wrong in them; ValidationError where the file is refused.

    `progress` hears how many rows were read.
    """
    return _all_of(*opened(bytes_of(upload)), columns, max_rows, progress)


def _all_of(
    sheet: Any, merged: Sequence[str], columns: Sequence[Column], max_rows: int, progress: Progress | None
) -> Sheet:
    found = Sheet()
    try:
        _read(sheet, columns, max_rows, found, merged, progress)
    except ValidationError:
        raise
    except Exception as error:  # a part of the package that breaks off only while it is read
        raise ValidationError(BROKEN) from error
    found.errors.sort(key=lambda error: error.row)
    found.more_errors = len(found.errors) > MAX_ERRORS
    del found.errors[MAX_ERRORS:]
    if not found.rows and not found.errors:
        raise ValidationError(NO_ROWS)
    return found


def _read(
    sheet: Any,
    columns: Sequence[Column],
    max_rows: int,
    found: Sheet,
    merged: Sequence[str],
    progress: Progress | None = None,
) -> None:
    places: dict[int, Column] = {}
    head = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), 1):
        if not cells or all(blank(cell) for cell in cells):
            continue
        if not head:
            places = _headings(cells, columns)
            head = number if places else 0
            if head:
                _judge_headings(cells, number, columns, places, found)
            elif number >= SEARCHED:
                break
            continue
        if all(place >= len(cells) or blank(cells[place]) for place in places):
            continue  # only remarks beside the table
        if len(found.rows) >= max_rows:
            raise ValidationError(f"Berkas ini berisi lebih dari {max_rows} baris. Bagilah menjadi beberapa berkas.")
        if len(found.errors) > MAX_ERRORS:
            break
        found.rows.append(_row(number, cells, places, columns, found))
        if progress and len(found.rows) % TOLD_EVERY == 0:
            progress(len(found.rows))
    if not head:
        raise ValidationError(NO_HEADINGS)
    _judge_merged(merged, head, places, found)


def _heading(cell: Any) -> str:
    return clean(str(cell.value)) if not blank(cell) else ""


def _headings(cells: Sequence[Any], columns: Sequence[Column]) -> dict[int, Column]:
    """Which place holds which column, where this row is the row of headings: at least half of them stand in it."""
    known = _by_heading(columns)
    places: dict[int, Column] = {}
    for place, cell in enumerate(cells):
        column = known.get(key_of(_heading(cell)))
        if column is not None and column not in places.values():
            places[place] = column
    return places if len(places) * 2 >= min(len(columns), 4) else {}


def _by_heading(columns: Sequence[Column]) -> dict[str, Column]:
    return {key_of(word): column for column in columns for word in (column.label, *column.aliases)}


def _judge_headings(
    cells: Sequence[Any], number: int, columns: Sequence[Column], places: dict[int, Column], found: Sheet
) -> None:
    there = {column.name for column in places.values()}
    found.head, found.found = number, frozenset(there)
    for column in columns:
        if column.name not in there and column.required:
            found.errors.append(CellError(number, column.label, "Kolom ini tidak ada. Pakailah templat terbaru."))
    known = _by_heading(columns)
    for place, cell in enumerate(cells):
        heading = _heading(cell)
        if heading and place not in places:
            if key_of(heading) in known:
                found.errors.append(CellError(number, cut(heading, 60), "Kolom ini ada dua kali. Hapus salah satu."))
            else:
                found.unknown_columns.append(cut(heading, 60))


def _row(number: int, cells: Sequence[Any], places: dict[int, Column], columns: Iterable[Column], found: Sheet) -> Row:
    values: dict[str, Any] = {c.name: "" if c.kind in ("text", "choice") else None for c in columns}
    for place, column in places.items():
        try:
            values[column.name] = value_of(cells[place] if place < len(cells) else None, column)
        except CellMistakeError as mistake:
            found.errors.append(CellError(number, column.label, str(mistake)))
    return Row(number, values)


def _judge_merged(merged: Sequence[str], head: int, places: dict[int, Column], found: Sheet) -> None:
    """Merged cells in the table: only the first holds something, so what was meant for the others is unknown."""
    for ref in merged:
        left, top, right, bottom = range_boundaries(ref)
        hit = [places[place] for place in sorted(places) if left <= place + 1 <= right]
        if hit and bottom >= head:
            found.errors.append(CellError(max(top, head), hit[0].label, f"{MERGED} ({ref})"))
