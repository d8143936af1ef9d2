"""Long tables as Word documents: python-docx makes title, heading row and styles, the rows are written beside it.

python-docx itself keeps every cell as objects: 10,000 rows of eight cells take minutes and a gigabyte. Here each row
is written into the document part as soon as it is known.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from django.utils import timezone
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from core.exports import printable
from core.pdftable import PAPERS, Column

PART = "word/document.xml"
MARK = "@@baris@@"
MARGIN = 12  # millimetres
TWIPS = 1440 / 25.4  # in a millimetre
CELL_STYLE = "Tabel"


def write_table(
    out: Any,
    *,
    paper: str,
    title: str,
    lines: Sequence[str],
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
) -> None:
    """A lying page with title, lines under it and the table, into a path or file."""
    widths = column_widths(paper, columns)
    skeleton = io.BytesIO()
    _skeleton(paper, title, lines, columns, widths).save(skeleton)
    with zipfile.ZipFile(skeleton) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            if item.filename != PART:
                target.writestr(item, source.read(item))
        head, tail = _halves(source.read(PART).decode())
        with target.open(PART, "w") as part:
            part.write(head.encode())
            for row in rows:
                part.write(row_xml(row, widths).encode("utf-8", "replace"))
            part.write(tail.encode())


def new_document(title: str) -> Any:
    """An empty document in Indonesian with our name in its properties."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.comments = printable(title)[:250], "Partisipasi", ""
    properties.created = properties.modified = timezone.now().replace(tzinfo=None)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "id-ID")
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(11)
    return document


def number_pages(document: Any) -> None:
    """The page number at the foot of every page."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.text = "Halaman "
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def column_widths(paper: str, columns: Sequence[Column]) -> list[int]:
    """Widths of the columns in twips."""
    room = (PAPERS[paper][0] - 2 * MARGIN) * TWIPS
    whole = sum(column.share for column in columns)
    return [int(room * column.share / whole) for column in columns]


def row_xml(cells: Sequence[str], widths: Sequence[int]) -> str:
    """One row as it stands in the document part."""
    return "<w:tr>" + "".join(_cell_xml(cell, width) for cell, width in zip(cells, widths, strict=True)) + "</w:tr>"


def _cell_xml(text: str, width: int) -> str:
    lines = escape(printable(text)).split("\n")
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{CELL_STYLE}"/></w:pPr><w:r>{runs}</w:r></w:p></w:tc>'
    )


def _halves(xml: str) -> tuple[str, str]:
    """The document part before and after the row that holds the mark."""
    at = xml.index(MARK)
    start = max(xml.rfind("<w:tr>", 0, at), xml.rfind("<w:tr ", 0, at))
    end = xml.index("</w:tr>", at) + len("</w:tr>")
    return xml[:start], xml[end:]


def _skeleton(paper: str, title: str, lines: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> Any:
    document = new_document(title)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Mm(side) for side in PAPERS[paper])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    number_pages(document)
    style = document.styles.add_style(CELL_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style, style.font.size = document.styles["Normal"], Pt(8)
    style.paragraph_format.space_after = Pt(0)
    document.add_heading(printable(title), level=1)
    for line in lines:
        document.add_paragraph(printable(line))
    table = document.add_table(rows=2, cols=len(columns), style="Table Grid")
    table.autofit = False
    for cell, grid, column, width in zip(
        table.rows[0].cells, table.columns, columns, widths, strict=True
    ):  # the heading comes again on each page
        grid.width = cell.width = width * 635
        cell.paragraphs[0].style = style
        cell.paragraphs[0].add_run(column.title).bold = True
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    table.rows[1].cells[0].text = MARK
    return document
