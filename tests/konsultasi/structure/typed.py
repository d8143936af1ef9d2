"""Regulations as real offices type them: one outline, rendered as text, as a page, as Word and as PDF.

The three outlines of `naskah/` are written for these tests in the manner of Indonesian regulations.
"""

# ruff: noqa: E501  (texts as they are typed)

import io
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from konsultasi.structure.model import Node

HERE = Path(__file__).parent / "naskah"
OPENING = ["DENGAN RAHMAT TUHAN YANG MAHA ESA", "BUPATI TEMANGGUNG,"]
PLACED = ["Ditetapkan di Temanggung", "pada tanggal 5 Januari 2026", "BUPATI TEMANGGUNG,", "ttd", "AGUS SETYAWAN"]


@dataclass
class Part:
    """One line of an outline."""

    kind: str
    label: str
    text: str
    parts: list["Part"] = field(default_factory=list)

    def as_tuple(self) -> tuple[Any, ...]:
        return (self.kind, self.label, self.text, tuple(part.as_tuple() for part in self.parts))


def outline(name: str, folder: Path = HERE) -> list[Part]:
    """The parts of an outline file."""
    root = Part("", "", "")
    path = [(-1, root)]
    for raw in (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        depth = len(raw) - len(raw.lstrip())
        head, _, text = raw.strip().partition("|")
        kind, _, label = head.partition(" ")
        while path[-1][0] >= depth:
            path.pop()
        part = Part(kind, label, text)
        path[-1][1].parts.append(part)
        path.append((depth, part))
    return root.parts


def as_tuple(node: Node) -> tuple[Any, ...]:
    """A found node in the shape of an outline."""
    return (node.kind, node.label, node.text, tuple(as_tuple(child) for child in node.children))


def found(nodes: list[Node]) -> list[tuple[Any, ...]]:
    """What was found, without the loose text around the articles."""
    return [as_tuple(node) for node in nodes if node.kind not in ("teks", "penjelasan")]


def mark(part: Part, style: str = "plain") -> str:
    """A part's number as it is typed."""
    words = {
        "bab": f"BAB {part.label}",
        "bagian": f"Bagian {part.label}",
        "paragraf": f"Paragraf {part.label}",
        "pasal": f"Pasal {part.label}",
        "ayat": f"({part.label})",
        "huruf": f"{part.label}.",
        "angka": f"{part.label}.",
        "menimbang": "Menimbang :",
        "mengingat": "Mengingat :",
    }
    return words.get(part.kind, "")


def typed(parts: list[Part], depth: int = 0, above: str = "") -> Iterator[tuple[int, str, str]]:
    """Each paragraph as (depth, mark, words); titles stand on a line of their own."""
    for part in parts:
        if part.kind in ("bab", "bagian", "paragraf", "pasal"):
            yield 0, "", mark(part)
            if part.text:
                yield 0, "title" if part.kind != "pasal" else "", part.text
            yield from typed(part.parts, 0 if part.kind != "pasal" else 1, part.kind)
        elif part.kind in ("menimbang", "mengingat"):
            if part.text:
                yield 0, mark(part), part.text
            for index, item in enumerate(part.parts):
                yield 1, f"{mark(part)} {mark(item)}" if not index else mark(item), item.text
        elif part.kind == "judul":
            yield 0, "", part.text
            yield from ((0, "", line) for line in OPENING)
        else:
            yield depth, mark(part), part.text
            yield from typed(part.parts, depth + 1, part.kind)


def paragraphs(name: str) -> list[tuple[int, str, str]]:
    """A whole regulation, paragraph by paragraph, with the decision and the signature."""
    lines = list(typed(outline(name)))
    first = next(
        index for index, (_, number, text) in enumerate(lines) if not number and re.match(r"BAB I$|Pasal I$", text)
    )
    title = next(part.text for part in outline(name) if part.kind == "judul")
    decision = [(0, "", "MEMUTUSKAN:"), (0, "Menetapkan :", f"PERATURAN TENTANG {title.partition(' TENTANG ')[2]}.")]
    return [*lines[:first], *decision, *lines[first:], *((0, "", line) for line in PLACED)]


def one_per_line(name: str) -> str:
    """Pasted text: a paragraph a line."""
    return "\n".join(f"{number} {text}".strip() if number != "title" else text for _, number, text in paragraphs(name))


def wrapped(name: str, width: int = 72, *, indents: bool = True, hyphens: bool = False) -> list[str]:
    """Lines broken at a margin, as a page shows them."""
    lines: list[str] = []
    for depth, number, text in paragraphs(name):
        margin = "    " * depth if indents else ""
        number = "" if number == "title" else number
        words = f"{number} {text}".strip()
        hang = margin + " " * (len(number) + 1 if number and indents else 0)
        centred = bool(re.match(r"(?:BAB|Bagian|Paragraf|Pasal) \w+$", words)) and indents
        if hyphens:
            words = words.replace("pengelolaan", "pengelo\xadlaan")
        broken = textwrap.wrap(words, width, initial_indent=margin, subsequent_indent=hang, break_on_hyphens=hyphens)
        lines += [words.center(width).rstrip()] if centred else broken
    return lines


def paged(lines: list[str], size: int = 40, *, form_feed: bool = False) -> str:
    """Pages with the head and number that real files carry."""
    pages = [lines[index : index + size] for index in range(0, len(lines), size)]
    out: list[str] = []
    for number, page in enumerate(pages, 1):
        head = ["", f"- {number} -", "", "PRESIDEN", "REPUBLIK INDONESIA", ""] if number > 1 else []
        foot = ["www.peraturan.go.id"] if form_feed else []
        out.append("\n".join([*head, *page, *foot]))
    return ("\f" if form_feed else "\n").join(out)


def word(name: str, *, auto: bool = False, table: bool = False) -> bytes:
    """A Word file, with numbers typed or set by Word itself, the opening as paragraphs or in a table."""
    document = Document()
    lists = Lists(document) if auto else None
    rows: list[tuple[str, str]] = []
    for depth, number, text in paragraphs(name):
        if table and number.startswith(("Menimbang", "Mengingat")):
            rows.append((number.partition(" ")[0], f"{number.partition(': ')[2]} {text}".strip()))
            continue
        if table and rows and depth == 1 and not any("MEMUTUSKAN" in row.text for row in document.paragraphs):
            rows.append(("", f"{number} {text}"))
            continue
        if rows:
            _table(document, rows)
            rows = []
        number = "" if number == "title" else number
        automatic = lists and lists.add(number, text, depth)
        if not automatic:
            document.add_paragraph(f"{number} {text}".strip() if number else text)
    return _saved(document)


def _table(document: Any, rows: list[tuple[str, str]]) -> None:
    table = document.add_table(rows=0, cols=3)
    for label, text in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text, cells[2].text = label, ":" if label else "", text


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


class Lists:
    """Word's own numbers: one abstract list a style, a new number with a restart for each list."""

    STYLES = {
        "pasal": ("decimal", "Pasal %1"),
        "ayat": ("decimal", "(%1)"),
        "huruf": ("lowerLetter", "%1."),
        "angka": ("decimal", "%1."),
    }

    def __init__(self, document: Any) -> None:
        self.document = document
        self.root = document.part.numbering_part.element
        self.abstract: dict[tuple[str, int], str] = {}  # a list of its own for each depth, as one counter is shared
        self.open: dict[tuple[str, int], tuple[str, str]] = {}
        self.next = 900

    def _abstract(self, fmt: str, text: str) -> str:
        self.next += 1
        element = OxmlElement("w:abstractNum")
        element.set(qn("w:abstractNumId"), str(self.next))
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), "0")
        for tag, value in (("start", "1"), ("numFmt", fmt), ("lvlText", text)):
            child = OxmlElement(f"w:{tag}")
            child.set(qn("w:val"), value)
            level.append(child)
        element.append(level)
        self.root.insert(0, element)
        return str(self.next)

    def _num(self, kind: str, depth: int) -> str:
        if (kind, depth) not in self.abstract:
            self.abstract[kind, depth] = self._abstract(*self.STYLES[kind])
        self.next += 1
        element = OxmlElement("w:num")
        element.set(qn("w:numId"), str(self.next))
        target = OxmlElement("w:abstractNumId")
        target.set(qn("w:val"), self.abstract[kind, depth])
        override = OxmlElement("w:lvlOverride")
        override.set(qn("w:ilvl"), "0")
        start = OxmlElement("w:startOverride")
        start.set(qn("w:val"), "1")
        override.append(start)
        element.extend([target, override])
        self.root.append(element)
        return str(self.next)

    def add(self, number: str, text: str, depth: int) -> bool:
        """Write this paragraph with an automatic number where Word would have made the same one."""
        if match := re.fullmatch(r"Pasal (\d+)", text):
            kind, label, text = "pasal", match[1], ""
        elif match := re.fullmatch(r"\((\d+)\)|([a-z])\.|(\d+)\.", number):
            kind = "ayat" if match[1] else "huruf" if match[2] else "angka"
            label = match[1] or match[2] or match[3]
        else:
            return False
        num, before = self.open.get((kind, depth), ("", ""))
        if kind != "pasal" and label in ("1", "a") or not num:
            if label not in ("1", "a"):
                return False
            num = self._num(kind, depth)
        elif chr(ord(before[-1]) + 1) != label and not (
            before.isdigit() and label.isdigit() and int(label) == int(before) + 1
        ):
            return False
        self.open[kind, depth] = (num, label)
        paragraph = self.document.add_paragraph(text)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = int(num)
        if kind == "pasal":
            paragraph.add_run(" ")
        return True


def pdf(pages: list[list[tuple[float, float, str]]], *, size: float = 11.0) -> bytes:
    """A small PDF in Courier: each page a list of (x, y, words)."""
    objects: list[bytes] = [b"", b""]
    kids = []
    for page in pages:
        stream = "\n".join(f"BT /F1 {size} Tf {x:.1f} {y:.1f} Td ({_escaped(words)}) Tj ET" for x, y, words in page)
        body = stream.encode("cp1252", "replace")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 936] /Contents %d 0 R /Resources << /Font << /F1 << /Type /Font "
            b"/Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >> >> >> >>" % (len(objects))
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        count,
        table,
        count,
        len(out),
    )


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def printed(name: str, size: int = 46) -> bytes:
    """A regulation as an office prints it to PDF: broken lines, centred headings, page heads and numbers."""
    pages: list[list[tuple[float, float, str]]] = []
    lines = wrapped(name, 70)
    for index in range(0, len(lines), size):
        number = len(pages) + 1
        page = [(270.0, 890.0, f"- {number} -")] if number > 1 else []
        for row, line in enumerate(lines[index : index + size]):
            page.append((72.0 + 6.6 * (len(line) - len(line.lstrip())), 850.0 - 17 * row, line.strip()))
        page.append((230.0, 40.0, "www.peraturan.go.id"))
        pages.append(page)
    return pdf(pages)
