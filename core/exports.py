"""Tables for download, row by row, safe to open in a spreadsheet."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_CELL = 32_767

# A cell that begins so is run as a formula by a spreadsheet, also after blanks and in full-width signs.
_FORMULA = re.compile(r"^\s*[=+\-@|%\t\r\n]")

# Control characters, lone surrogates, marks that turn the order of letters, and what is no character at all.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """A CSV file sent while it is made; the byte order mark tells Excel that it is UTF-8."""
    response = StreamingHttpResponse(_csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = _disposition(name, "csv")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def xlsx_response(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> FileResponse:
    """An Excel file; text stays text, numbers and dates keep their type."""
    out = SpooledTemporaryFile(max_size=5_000_000)  # noqa: SIM115  closed by the response
    write_xlsx(out, header, rows)
    out.seek(0)
    response = FileResponse(out, content_type=XLSX)
    response["Content-Disposition"] = _disposition(name, "xlsx")
    response["X-Content-Type-Options"] = "nosniff"
    return response


def write_xlsx(
    out: Any, header: Sequence[str], rows: Iterable[Sequence[Any]], *, widths: Sequence[float] = (), title: str = "Data"
) -> None:
    """The same into a path or file, row by row. With `widths` (in letters) long text is wrapped in its column."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    look = Alignment(wrap_text=True, vertical="top") if widths else None
    sheet.append([_cell(sheet, value, look) for value in header])
    for row in rows:
        sheet.append([_cell(sheet, value, look) for value in row])
    book.save(out)


def write_csv(out: IO[str], header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A CSV into an open text file, row by row; as safe and as readable for Excel as the download."""
    for piece in _csv_lines(header, rows):
        out.write(piece)


def printable(text: str) -> str:
    """Text as it may stand in a document: lines and tabs kept, nothing that no reader or printer understands."""
    return _UNPRINTABLE.sub("", _BREAKS.sub("\n", text))


def safe_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula: a suspicious start gets an apostrophe in front."""
    shown = ILLEGAL_CHARACTERS_RE.sub("", text)
    return "'" + shown if _FORMULA.match(unicodedata.normalize("NFKC", shown[:40])) else shown


def unsafe_text(text: str) -> str:
    """The text as it was before `safe_text`, for tables that come back."""
    return text[1:] if text.startswith("'") and safe_text(text[1:]) == text else text


def plain(value: Any) -> Any:
    """A value as it stands in a CSV: local time, words for yes and no, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date):
        return value.isoformat()
    return safe_text(str(value))


def _csv_lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([plain(value) for value in header])
    for number, row in enumerate(rows):
        writer.writerow([plain(value) for value in row])
        if number % 200 == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _cell(sheet: Any, value: Any, look: Alignment | None = None) -> WriteOnlyCell:
    """A cell whose text is text even where it looks like a formula."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    elif not isinstance(value, int | float | Decimal | date | None) or isinstance(value, bool):
        value = plain(value)[:MAX_CELL]
    cell = WriteOnlyCell(sheet, value)
    if cell.data_type == "f":
        cell.data_type = "s"
    if look is not None:
        cell.alignment = look
    return cell


def _disposition(name: str, ending: str) -> str:
    return f'attachment; filename="{slugify(name) or "data"}.{ending}"'
