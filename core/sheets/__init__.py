"""Tables that people fill in: a template to download, and reading it back with errors by row and column, in words.

    COLUMNS = (
        Column("received_on", "Tanggal diterima", kind="date", required=True),
        Column("kind", "Jenis", kind="choice", required=True, choices=[("usul", "Usul"), ("tanya", "Pertanyaan")]),
        Column("cost", "Biaya", kind="money", max=10**12, hint="Rupiah penuh."),
    )
    response = template_response("templat", COLUMNS)
    sheet = read(request.FILES["berkas"], COLUMNS, max_rows=5000)   # ValidationError: this file is refused as a whole
    if sheet.errors: ...                                            # CellError(row, column, message), for a table
    for row in sheet.rows: row.number, row["received_on"]           # typed: str, date, int, Decimal, bool or None

Nothing is guessed: a formula, a merged cell, a date that Excel made of "1-2", a comma too many is an error that says
where it stands and what to do. Rows without any content are skipped, wherever they stand.
"""

from core.sheets.columns import CellError, Column, Row, Sheet
from core.sheets.reading import read, read_any
from core.sheets.template import template, template_response

__all__ = ["CellError", "Column", "Row", "Sheet", "read", "read_any", "template", "template_response"]
