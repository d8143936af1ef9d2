"""The response matrix as CSV, XLSX, DOCX and PDF: one list of rows, four ways to write it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from core import pdftable, wordtable
from core.exports import XLSX, write_xlsx
from core.files import DOCX, PDF
from core.pdftable import Column, PdfTable
from konsultasi.record.matrix import COLUMNS, Matrix, MatrixRow

SHARES = (4, 11, 19, 22, 13, 9, 19, 19)  # of the width of the paper, under COLUMNS
TABLE = tuple(Column(title, share) for title, share in zip(COLUMNS, SHARES, strict=True))
STEP = 250  # rows between two signs of progress

# In a spreadsheet each thing that can be sorted by has a column of its own, after those of the paper.
SHEET = (
    *COLUMNS,
    "Rumusan usulan",
    "Jenis",
    "Versi",
    "Cara",
    "Tanggal diterima",
    "Dijawab sebagai",
    "Tanggal jawaban",
    "Terlambat (hari kerja)",
    "Dukungan",
    "Keadaan",
    "Bagian dari nomor",
)
SHEET_WIDTHS = (6, 22, 40, 50, 28, 16, 44, 44, 40, 18, 7, 14, 12, 20, 12, 10, 9, 18, 9)

Progress = Callable[[int], Any]


def sheet_row(row: MatrixRow) -> list[Any]:
    """A row under SHEET."""
    entry, answer = row.entry, row.answer
    paper = [row.number, row.place, row.wording, row.body, row.giver_and_way, row.disposition, row.explanation]
    about = [row.proposed, row.kind, entry.version.number, entry.get_channel_display(), entry.received_on]
    part_of = entry.origin.number if entry.origin else None
    answered = [answer.role, answer.on, answer.late] if answer else ["", None, None]
    return [*paper, row.wording_after, *about, *answered, entry.support_count, state_of(row), part_of]


def state_of(row: MatrixRow) -> str:
    """In a word where an input stands, at the day of the matrix."""
    if row.gone:
        return str(row.entry.get_state_display())
    if row.parts:
        return "Dipecah"
    return "Dijawab" if row.answer else "Menunggu jawaban"


def sheet_rows(matrix: Matrix) -> Iterator[list[Any]]:
    return (sheet_row(row) for row in matrix.rows())


def paper_rows(matrix: Matrix) -> Iterator[list[str]]:
    return ([str(cell) for cell in row.cells] for row in matrix.rows())


def title_of(matrix: Matrix) -> str:
    return f"Matriks masukan dan tanggapan: {matrix.consultation.title}"


def lines_of(matrix: Matrix) -> list[str]:
    """What stands under the title: whose draft, which text, which day."""
    consultation = matrix.consultation
    opens, closes = (date_format(timezone.localtime(day), "j F Y") for day in _period(matrix))
    newest = f"Naskah versi {matrix.newest.number}. " if matrix.newest else ""
    return [
        f"{consultation.responsible}. Masa masukan {opens} sampai {closes}. {newest}{standing_of(matrix)}",
        "Setiap nomor masukan tercantum. Nama pemberi masukan hanya tertulis dengan izinnya.",
    ]


def _period(matrix: Matrix) -> tuple[Any, Any]:
    return matrix.consultation.opens_at, matrix.consultation.closes_at


def standing_of(matrix: Matrix) -> str:
    """Of which moment the matrix speaks."""
    if matrix.day:
        return f"Keadaan pada akhir hari {date_format(matrix.day, 'j F Y')}."
    return f"Keadaan {date_format(timezone.localtime(), 'j F Y, H.i')}."


def counted(rows: Iterable[Any], progress: Progress | None) -> Iterator[Any]:
    """The same rows, with a sign of progress now and then."""
    for number, row in enumerate(rows, start=1):
        yield row
        if progress and number % STEP == 0:
            progress(number)


def write_sheet(out: str, matrix: Matrix, paper: str, progress: Progress | None) -> None:
    write_xlsx(out, SHEET, counted(sheet_rows(matrix), progress), widths=SHEET_WIDTHS, title="Matriks")


def write_word(out: str, matrix: Matrix, paper: str, progress: Progress | None) -> None:
    rows = counted(paper_rows(matrix), progress)
    title, lines = title_of(matrix), lines_of(matrix)
    wordtable.write_table(out, paper=paper, title=title, lines=lines, columns=TABLE, rows=rows)


def write_pdf(out: str, matrix: Matrix, paper: str, progress: Progress | None) -> None:
    with PdfTable(out, paper=paper, title=title_of(matrix), lines=lines_of(matrix), columns=TABLE) as table:
        for row in counted(paper_rows(matrix), progress):
            table.row(row)


@dataclass(frozen=True)
class Format:
    """A kind of file: its words, its type, whether it has a paper, how it is written."""

    ending: str
    name: str
    content_type: str
    on_paper: bool
    write: Callable[[str, Matrix, str, Progress | None], None]


FORMATS = {
    "xlsx": Format("xlsx", "Excel", XLSX, False, write_sheet),
    "docx": Format("docx", "Word", DOCX, True, write_word),
    "pdf": Format("pdf", "PDF", PDF, True, write_pdf),
}


def possible(kind: str) -> bool:
    """Whether this machine can make files of this kind."""
    return kind != "pdf" or pdftable.available()
