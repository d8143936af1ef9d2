"""The same regulations as files: typed in Word, numbered by Word, printed to PDF."""

import html
import io
from collections.abc import Callable, Iterator
from typing import Any

import weasyprint
from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK

from . import typed
from .offices import SITE, Office, Shape, columns, copied, heading, number, windows
from .typed import Part


def typist(name: str) -> Shape:
    """Word as a typist uses it: numbers and tabs by hand, the opening in a table, page breaks inside a sentence."""
    office, document = Office(name), Document()
    furnished(document)
    for line in office.opening():
        document.add_paragraph(line)
    opened(document, office)
    for line in office.decided():
        document.add_paragraph(line)
    document.add_paragraph(f"Menetapkan\t:\t{office.named()}".rstrip())
    rows: list[str] = []
    for count, (depth, part) in enumerate(office.body()):
        if rows and part.kind != "tabel":
            tabled(document, rows)
        if part.kind == "tabel":
            rows.append(part.text)
        elif part.kind == "diktum":
            document.add_paragraph(f"{part.label}\t:\t{part.text}")
        elif part.kind in ("bab", "bagian", "paragraf", "pasal"):
            document.add_paragraph("\n".join(heading(part)) if part.kind == "bab" else heading(part)[0])
            if part.kind in ("bagian", "paragraf"):
                document.add_paragraph(part.text)
            if part.kind == "pasal" and part.text:
                broken(document, part.text, count)
        else:
            broken(
                document, "\t" * max(0, depth - 1) + (f"{number(part)}\t" if number(part) else "") + part.text, count
            )
    ended(document, office)
    return saved(document), f"{name}.docx"


def automatic(name: str) -> Shape:
    """Word that counts clauses and letters itself; articles and chapters are typed."""
    office, document = Office(name), Document()
    furnished(document)
    lists = typed.Lists(document)
    for line in office.opening():
        document.add_paragraph(line)
    opened(document, office)
    for line in office.decided():
        document.add_paragraph(line)
    document.add_paragraph(f"Menetapkan : {office.named()}".rstrip())
    rows: list[str] = []
    for depth, part in office.body():
        if rows and part.kind != "tabel":
            tabled(document, rows)
        if part.kind == "tabel":
            rows.append(part.text)
        elif part.kind == "diktum":
            document.add_paragraph(f"{part.label} : {part.text}")
        elif part.kind in ("bab", "bagian", "paragraf", "pasal"):
            for line in heading(part):
                document.add_paragraph(line)
            if part.kind == "pasal" and part.text:
                document.add_paragraph(part.text)
        elif not lists.add(number(part), part.text, depth):
            document.add_paragraph(f"{number(part)} {part.text}".strip())
    ended(document, office)
    return saved(document), f"{name}.docx"


def furnished(document: Any) -> None:
    """Head and foot of every page."""
    section = document.sections[0]
    section.header.paragraphs[0].text = "- 2 -"
    section.footer.paragraphs[0].text = f"{SITE}\tBagian Hukum Setda"


def opened(document: Any, office: Office) -> None:
    """Menimbang and Mengingat in a table of three columns, all points of one in one cell."""
    table = document.add_table(rows=0, cols=3)
    for word, items in office.weighed():
        cells = table.add_row().cells
        cells[0].text, cells[1].text = word, ":"
        cells[2].text = f"{items[0][0]}\t{items[0][1]}".strip()
        for mark, text in items[1:]:
            cells[2].add_paragraph(f"{mark}\t{text}")


def broken(document: Any, text: str, count: int) -> None:
    """A paragraph; in every fifth one a page ends in the middle of the sentence."""
    paragraph = document.add_paragraph()
    middle = text.find(" ", len(text) // 2)
    if count % 5 or middle < 0:
        paragraph.add_run(text)
        return
    paragraph.add_run(text[:middle])
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    paragraph.add_run(text[middle:])


def tabled(document: Any, rows: list[str]) -> None:
    """A table of figures below a clause."""
    table = document.add_table(rows=0, cols=3)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row.split("|"), strict=True):
            cell.text = text
    rows.clear()


def ended(document: Any, office: Office) -> None:
    """Signatures side by side in a table, the explanation and the annex on pages of their own."""
    if office.agreed():
        document.add_paragraph(office.agreed())
    right, left = office.signed()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "\n".join(left), "\n".join(right)
    if office.explained():
        document.add_section(WD_SECTION.NEW_PAGE)
    for depth, mark, text in office.explained():
        if depth and mark:
            document.add_paragraph("\t" * depth + mark)
            if text:
                document.add_paragraph("\t" * depth + text)
        else:
            document.add_paragraph(f"{mark}\t{text}".strip())
    for line in office.annexed():
        document.add_paragraph(line)


def saved(document: Any) -> bytes:
    """The file."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# PDF

LOOK = """@page { size: 215mm 330mm; margin: 30mm 25mm 25mm 30mm; @top-center { content: "- " counter(page) " -" }
 @bottom-left { content: "SITE" } @bottom-right { content: "Bagian Hukum" } }
@page :first { @top-center { content: "" } }
body { font: 12pt/1.5 "Bookman Old Style", serif; text-align: justify; hyphens: auto }
p { margin: 0 0 4pt } .c { text-align: center } .two { display: flex; justify-content: space-between }
table { border-collapse: collapse; width: 100% } td { vertical-align: top; padding-right: 6pt }
.o td:first-child { white-space: nowrap } .b td { border: 1px solid }
.i { position: relative } .n { position: absolute; left: 0 }""".replace("SITE", SITE)


def printed(name: str) -> Shape:
    """Printed to PDF: justified, hyphenated, the heading in two columns, pagers and addresses on each page."""
    office = Office(name)
    body = ["<div class=two><p>BUPATI TEMANGGUNG</p><p>SALINAN</p></div>"]
    body += [f'<p class="c">{html.escape(line)}</p>' for line in office.opening()]
    body.append("<table class=o>")
    for word, items in office.weighed():
        for index, (mark, text) in enumerate(items):
            label = f"<td>{word}</td><td>:</td>" if not index else "<td></td><td></td>"
            body.append(f"<tr>{label}<td>{mark}</td><td>{html.escape(text)}</td></tr>")
    body.append("</table>")
    body += [f'<p class="c">{html.escape(line)}</p>' for line in office.decided()]
    body.append(f"<table class=o><tr><td>Menetapkan</td><td>:</td><td>{html.escape(office.named())}</td></tr></table>")
    body += [row for depth, part in office.body() for row in drawn(depth, part)]
    body += [f"<p>{office.agreed()}</p>", '<div class="two"><div></div><div>']
    right, left = office.signed()
    body += [f"<p>{line}</p>" for line in right] + ["</div></div>"] + [f"<p>{line}</p>" for line in left]
    pages = office.explained()
    body.append('<div style="break-before: page">')
    for depth, mark, text in pages:
        centred = ' class="c"' if not depth and not mark else f' style="margin-left:{depth * 16}pt"'
        if depth and mark:
            body.append(f"<p{centred}>{mark}</p>")
            mark, centred = "", f' style="margin-left:{depth * 16 + 16}pt"'
        if text:
            body.append(f"<p{centred}>{mark} {html.escape(text)}</p>")
    body.append("</div>")
    body += [f"<p>{html.escape(line)}</p>" for line in office.annexed()]
    data = weasyprint.HTML(string=f"<html lang=id><style>{LOOK}</style>{''.join(body)}</html>").write_pdf()
    return data, f"{name}.pdf"


def drawn(depth: int, part: Part) -> Iterator[str]:
    """One part of the body as a printed paragraph."""
    if part.kind in ("bab", "bagian", "paragraf", "pasal"):
        for line in heading(part):
            yield f'<p class="c">{html.escape(line)}</p>'
        if part.kind == "pasal" and part.text:
            yield f"<p>{html.escape(part.text)}</p>"
    elif part.kind == "tabel":
        yield f'<table class="b"><tr>{"".join(f"<td>{cell}</td>" for cell in part.text.split("|"))}</tr></table>'
    elif part.kind == "diktum":
        yield f"<table class=o><tr><td>{part.label}</td><td>:</td><td>{html.escape(part.text)}</td></tr></table>"
    else:
        left = max(0, depth - 1) * 24
        mark = f'<span class="n">{number(part)}</span>' if number(part) else ""
        hang = 24 if mark else 0
        yield f'<p class="i" style="margin-left:{left}pt;padding-left:{hang}pt">{mark}{html.escape(part.text)}</p>'


SHAPES: dict[str, Callable[[str], Shape]] = {
    "columns": columns,
    "copied": copied,
    "windows": windows,
    "typist": typist,
    "automatic": automatic,
    "printed": printed,
}
