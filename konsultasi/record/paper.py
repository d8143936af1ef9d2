"""The berita acara as a paper: the same sections as page, Word document and PDF."""

from typing import Any

from django.template.loader import render_to_string
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from core import pdf
from core.exports import printable
from core.spelled import day_in_words
from core.wordtable import new_document, number_pages
from konsultasi.models import Minutes

HEADING = "Berita Acara Konsultasi Publik"
PAPERS = {"f4": (210, 330), "a4": (210, 297)}  # width and height in millimetres, standing
CLOSING = (
    "Demikian berita acara ini disusun menurut catatan pada saat disusun. "
    "Matriks masukan dan tanggapan menjadi lampiran yang tidak terpisahkan."
)


def opening(minutes: Minutes) -> str:
    """The first sentence, with the day in words as official papers have it."""
    return (
        f"Pada hari ini, {day_in_words(minutes.day)}, bertempat di {minutes.place}, "
        f"disusun berita acara konsultasi publik atas {minutes.consultation.title}."
    )


def context(minutes: Minutes, paper: str = "f4") -> dict[str, Any]:
    """What the templates of page and PDF print."""
    return {
        "minutes": minutes,
        "consultation": minutes.consultation,
        "heading": HEADING,
        "opening": opening(minutes),
        "closing_words": CLOSING,
        "paper": paper,
    }


def as_pdf(minutes: Minutes, paper: str) -> bytes:
    """The paper as PDF; core.pdf.PdfMissingError where the machine cannot make one."""
    return pdf.from_html(render_to_string("pdf/minutes.html", context(minutes, paper)))


def as_docx(minutes: Minutes, paper: str, out: Any) -> None:
    """The paper as a Word document, to be signed or amended by hand."""
    document = new_document(f"{HEADING}: {minutes.consultation.title}")
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in PAPERS[paper])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(22)
    number_pages(document)
    for text, size in ((HEADING.upper(), 14), (minutes.consultation.title, 12), (_number(minutes), 11)):
        _centred(document, text, size)
    document.add_paragraph(printable(opening(minutes)))
    for part in minutes.content:
        _section(document, part)
    for text in (minutes.note, CLOSING):
        if text:
            document.add_paragraph(printable(text))
    _signatures(document, minutes)
    document.save(out)


def _number(minutes: Minutes) -> str:
    return f"Nomor: {minutes.number or '...............................'}"


def _centred(document: Any, text: str, size: int) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(printable(text))
    run.bold, run.font.size = True, Pt(size)


def _section(document: Any, part: dict[str, Any]) -> None:
    document.add_heading(printable(part["title"]), level=2)
    for text in part["paragraphs"]:
        document.add_paragraph(printable(text))
    if not part["rows"]:
        return
    table = document.add_table(rows=1, cols=len(part["head"]), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, part["head"], strict=True):
        cell.paragraphs[0].add_run(printable(text)).bold = True
    for row in part["rows"]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = printable(text)
    document.add_paragraph()


def _signatures(document: Any, minutes: Minutes) -> None:
    """Two places beside each other in each row: office, room for the hand, name."""
    signers = minutes.signers
    table = document.add_table(rows=0, cols=2)
    for first in range(0, len(signers), 2):
        cells = table.add_row().cells
        for cell, signer in zip(cells, signers[first : first + 2], strict=False):
            cell.text = printable(f"{signer['office']}\n\n\n\n")
            cell.paragraphs[0].add_run(printable(signer["name"])).bold = True
