"""A .csv as the same kind of table as an .xlsx: cells that hold text."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from core.sheets.package import EMPTY, MAX_BYTES, TOO_BIG

NOT_TEXT = "Berkas ini bukan Excel (.xlsx) atau CSV. Simpan ulang dari Excel, lalu unggah lagi."
PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # an .xlsx or an old office file: core.sheets.package speaks of them
MAX_FIELD = 32_767


@dataclass(frozen=True)
class PlainCell:
    """One value of a line."""

    value: str
    data_type: str = "s"


def is_plain(data: bytes) -> bool:
    """No office file: to be read as text."""
    return not data.startswith(PACKED)


class PlainTable:
    """The lines of a .csv; ValidationError where it is no text."""

    def __init__(self, data: bytes) -> None:
        if not data.strip():
            raise ValidationError(EMPTY)
        if len(data) > MAX_BYTES:
            raise ValidationError(TOO_BIG)
        if b"\x00" in data[:4096]:
            raise ValidationError(NOT_TEXT)
        try:
            self.text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.text = data.decode("cp1252", errors="replace")

    def iter_rows(self, max_col: int) -> Iterator[tuple[PlainCell, ...]]:
        """Every line as cells, as openpyxl gives the rows of a sheet."""
        try:
            for line in csv.reader(io.StringIO(self.text, newline=""), delimiter=self._divider()):
                yield tuple(PlainCell(value[:MAX_FIELD]) for value in line[:max_col])
        except csv.Error as error:
            raise ValidationError(NOT_TEXT) from error

    def _divider(self) -> str:
        """Excel writes semicolons where the comma is the decimal sign."""
        head = self.text[:4000]
        return max(",;\t", key=head.count)
