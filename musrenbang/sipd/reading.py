"""SIPD's file, .xlsx or .csv, as rows with what is wrong in each."""

from collections.abc import Callable

from core.exports import unsafe_text
from core.sheets import CellError, Row, Sheet, read_any
from core.sheets.columns import key_of
from musrenbang.sipd.columns import COLUMNS, HEADERS, PASSED

MAX_ROWS = 20_000
TWICE = "ID ini sudah ada pada baris {0}. Satu usulan satu baris."
NO_STATUS = "Kolom Status tidak ada. Pakailah berkas status dari SIPD."


def read(data: bytes, progress: Callable[[int], None] | None = None) -> Sheet:
    """Rows of the watched columns; ValidationError where the file is refused as a whole."""
    sheet = read_any(data, COLUMNS, MAX_ROWS, progress)
    sheet.unknown_columns = [one for one in sheet.unknown_columns if key_of(one) not in PASSED]
    sheet.rows = [Row(row.number, {name: _plain(value) for name, value in row.values.items()}) for row in sheet.rows]
    if sheet.head and "status" not in sheet.found:
        sheet.errors.append(CellError(sheet.head, HEADERS["status"], NO_STATUS))
    sheet.errors += _twice(sheet)
    sheet.errors.sort(key=lambda error: error.row)
    return sheet


def _plain(value: object) -> object:
    """Text as it was before it was made safe for spreadsheets, in one line."""
    return " ".join(unsafe_text(value).split()) if isinstance(value, str) else value


def _twice(sheet: Sheet) -> list[CellError]:
    seen: dict[str, int] = {}
    errors = []
    for row in sheet.rows:
        if (key := row["sipd_id"]) and key in seen:
            errors.append(CellError(row.number, HEADERS["sipd_id"], TWICE.format(seen[key])))
        seen.setdefault(key, row.number)
    return errors
