"""Whether a file may be opened as a table at all: true type, no macros, no bomb, nothing locked."""

import io
import re
import zipfile
from typing import Any

from django.core.exceptions import ValidationError
from openpyxl import load_workbook

from core.files import MACROS, MEGABYTE
from core.sheets.template import DATA

MAX_BYTES = 10 * MEGABYTE
MAX_UNPACKED = 80 * MEGABYTE
MAX_PARTS = 2000

NOT_SHEET = "Berkas ini bukan Excel (.xlsx). Pakailah templat yang dapat diunduh di halaman ini."
OLD = "Berkas ini Excel lama (.xls) atau dikunci dengan kata sandi. Simpan sebagai .xlsx tanpa kata sandi."
OTHER = "Berkas ini berformat OpenDocument (.ods). Simpan sebagai .xlsx, lalu unggah lagi."
BROKEN = "Berkas Excel ini rusak dan tidak dapat dibuka. Simpan ulang dari Excel, lalu unggah lagi."
EMPTY = "Berkas ini kosong. Pilih berkas lain."
TOO_BIG = f"Berkas ini terlalu besar. Ukuran paling besar {MAX_BYTES // MEGABYTE} MB."
TOO_MUCH = "Isi berkas ini terlalu besar setelah dibuka. Bagilah menjadi beberapa berkas."

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?)"')


def bytes_of(upload: Any) -> bytes:
    """The content of an upload, or ValidationError where it is too large or empty."""
    if (getattr(upload, "size", 0) or 0) > MAX_BYTES:
        raise ValidationError(TOO_BIG)
    upload.seek(0)
    data: bytes = upload.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ValidationError(TOO_BIG)
    if not data:
        raise ValidationError(EMPTY)
    return data


def opened(data: bytes) -> tuple[Any, list[str]]:
    """The worksheet to read (Data, else the first) and its merged ranges; ValidationError in words."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValidationError(OLD)
    if not data.startswith(b"PK\x03\x04"):
        raise ValidationError(NOT_SHEET)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive)
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
            sheet = _sheet(book)
            return sheet, _merged(archive, sheet)
    except ValidationError:
        raise
    except Exception as error:  # openpyxl raises many kinds on broken packages, all meaning the same here
        raise ValidationError(BROKEN) from error


def _check(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = {member.filename for member in members}
    if "mimetype" in names and b"opendocument" in archive.read("mimetype")[:200]:
        raise ValidationError(OTHER)
    if any(member.flag_bits & 1 for member in members):
        raise ValidationError(OLD)
    if sum(member.file_size for member in members) > MAX_UNPACKED or len(members) > MAX_PARTS:
        raise ValidationError(TOO_MUCH)
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise ValidationError(NOT_SHEET)
    low = [name.lower() for name in names]
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in low):
        raise ValidationError(MACROS)
    if b"macroenabled" in archive.read("[Content_Types].xml").lower():
        raise ValidationError(MACROS)
    for name in names:
        if name.lower().endswith((".xml", ".rels")):
            _no_entities(archive, name)


def _no_entities(archive: zipfile.ZipFile, name: str) -> None:
    """An office file declares no entities; one that does wants to grow when it is read."""
    with archive.open(name) as part:
        head = part.read(4096)
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise ValidationError(BROKEN)


def _sheet(book: Any) -> Any:
    sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "reset_dimensions")]
    sheet = next((sheet for sheet in sheets if sheet.title.strip().casefold() == DATA.casefold()), None)
    if sheet is None and not sheets:
        raise ValidationError(BROKEN)
    chosen = sheet or sheets[0]
    chosen.reset_dimensions()  # what a file says of its own size may be wrong, and rows beyond it would be lost
    return chosen


def _merged(archive: zipfile.ZipFile, sheet: Any) -> list[str]:
    tail = archive.read(sheet._worksheet_path).rpartition(b"sheetData>")[2]  # they stand after the cells
    return [ref.decode() for ref in _MERGED.findall(tail)[:1000]]
