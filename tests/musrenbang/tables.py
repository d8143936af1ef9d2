"""Tables as tests send them: an .xlsx or .csv of rows."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from musrenbang import sheets
from musrenbang.models import Cycle, ProposalSheet
from musrenbang.sipd import HEADERS
from wilayah.models import Region

PAST, VILLAGE = ProposalSheet.Kind.PAST, ProposalSheet.Kind.VILLAGE


def xlsx(rows: Sequence[Sequence[Any]], merged: str = "") -> bytes:
    """A workbook with one sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    if merged:
        book.active.merge_cells(merged)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_bytes(rows: Sequence[Sequence[Any]], divider: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=divider).writerows(rows)
    return out.getvalue().encode()


def upload(data: bytes, name: str = "berkas.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def sipd_rows(*rows: dict[str, Any], more: Sequence[str] = ()) -> list[list[Any]]:
    """SIPD's table with these rows; keys as in HEADERS, `more` are further headings."""
    table: list[list[Any]] = [[*HEADERS.values(), *more]]
    return table + [[row.get(key, "") for key in HEADERS] + [row.get(name, "") for name in more] for row in rows]


def read_back(data: bytes) -> list[list[Any]]:
    """Every row of the first sheet."""
    return [list(row) for row in load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)]


def sheet_rows(kind: str, cycle: Cycle, region: Region, *rows: dict[str, Any]) -> list[list[Any]]:
    """A table of proposals with these rows, keys as the columns' names."""
    columns = sheets.columns_of(kind, cycle, region)
    assert not {key for row in rows for key in row} - {column.name for column in columns}
    return [[c.heading for c in columns], *[[row.get(c.name, "") for c in columns] for row in rows]]


def past(**changes: Any) -> dict[str, Any]:
    """A row of a past list without a mistake."""
    row = {
        "old_number": "12",
        "title": "Drainase Jalan Kenanga",
        "problem": "Air meluap ke jalan.",
        "kind": "Fisik",
        "category": "Prasarana wilayah",
        "village": "Kertosari",
        "rt": "02, 03",
        "rw": "04",
        "quantity": 120,
        "unit": "m",
        "cost": 150_000_000,
        "submitted_on": "20/01/2025",
        "state": "Selesai",
    }
    return row | changes


def village(**changes: Any) -> dict[str, Any]:
    """A row of a village's sheet without a mistake."""
    row = {
        "title": "Talud Dusun Krajan",
        "problem": "Tebing longsor setiap hujan.",
        "kind": "fisik",
        "category": "prasarana",
        "rt": "02",
        "rw": "04",
        "quantity": "12,5",
        "unit": "m³",
        "cost": "45.000.000",
        "proposer_kind": "Perorangan",
        "on_behalf": "Sarti",
        "consent": "Ya",
    }
    return row | changes
