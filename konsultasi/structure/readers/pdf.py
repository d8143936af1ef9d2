"""Text PDFs: characters are put into lines by where they stand on the page, so that columns stay in order."""

import io
import statistics
import time
from collections.abc import Iterator
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTContainer, LTPage
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from ..lines import tidy
from ..model import Doubt, Left, Line, RefusedError, Source
from .limits import MAX_PAGES, MAX_SECONDS

LOCKED = "PDF ini dikunci dengan kata sandi. Buka kuncinya, simpan, lalu unggah lagi."
IMAGE = (
    "PDF ini hasil pindaian: isinya gambar, tidak ada tulisan yang dapat dibaca. "
    "Unggahlah berkas Word-nya, atau PDF yang disimpan langsung dari Word."
)


class _Pages(PDFLayoutAnalyzer):
    """Hands over each page with its characters, without pdfminer's own guess at boxes."""

    page: LTPage | None = None

    def receive_layout(self, ltpage: LTPage) -> None:
        self.page = ltpage


def read(data: bytes, name: str) -> Source:
    """The lines of a PDF, page by page."""
    source = Source(name, "pdf", [])
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except PDFPasswordIncorrect as error:
        raise RefusedError(LOCKED) from error
    pages = list(_limited(document))
    if not pages:
        raise RefusedError("PDF ini rusak: tidak ada halaman yang dapat dibaca. Simpan ulang, lalu coba lagi.")
    began, empty = time.monotonic(), []
    manager = PDFResourceManager()
    device = _Pages(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    for number, page in enumerate(pages, 1):
        interpreter.process_page(page)
        found = _lines(device.page, number, len(source.lines)) if device.page is not None else []
        source.lines += found
        source.left_out += _aside(device.page, number) if device.page is not None else []
        if not found:
            empty.append(number)
        if time.monotonic() - began > MAX_SECONDS:
            raise RefusedError("PDF ini terlalu rumit untuk dibaca. Unggahlah berkas Word-nya.")
    source.pages = len(pages)
    _check(source, empty)
    return source


def _limited(document: PDFDocument) -> Iterator[PDFPage]:
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        if number > MAX_PAGES:
            raise RefusedError(f"PDF ini lebih dari {MAX_PAGES} halaman. Bagilah menjadi beberapa berkas.")
        yield page


def _check(source: Source, empty: list[int]) -> None:
    letters = sum(len(line.text) for line in source.lines)
    if letters < 15 * source.pages and len(empty) >= 0.5 * source.pages:
        raise RefusedError(IMAGE)
    unknown = sum(line.text.count("(cid:") for line in source.lines)
    if unknown * 6 > 0.3 * max(1, letters):
        raise RefusedError("Huruf dalam PDF ini tidak dapat dikenali. Unggahlah berkas Word-nya.")
    if unknown:
        source.notes.append(Doubt("Berkas", f'Ada {unknown} huruf yang tidak dapat dikenali, tertulis "(cid:...)".'))
    for number in empty:
        source.notes.append(Doubt(f"Halaman {number}", "Halaman ini tanpa tulisan: mungkin gambar hasil pindaian."))


def _chars(container: LTContainer[Any]) -> Iterator[LTChar]:
    stack: list[Any] = [container]
    while stack:
        thing = stack.pop()
        if isinstance(thing, LTChar):
            yield thing
        elif isinstance(thing, LTContainer):
            stack.extend(reversed(list(thing)))


def _lines(page: LTPage, number: int, count: int) -> list[Line]:
    chars = [char for char in _chars(page) if char.get_text().strip() and _straight(char, page)]
    rows = _rows(chars)
    found: list[Line] = []
    gaps = [one[0] - two[0] for one, two in zip(rows, rows[1:], strict=False)]
    usual = statistics.median(gaps) if gaps else 0.0
    above: float | None = None
    for height, row in rows:
        text = tidy(_text(row))
        if text:
            far = above is not None and above - height > 1.45 * usual and len(gaps) > 4
            line = Line(text, number, count + len(found) + 1, row[0].x0, far, width=row[-1].x1)
            found.append(line)
            above = height
    return found


def _straight(char: LTChar, page: LTPage) -> bool:
    return bool(char.upright and page.x0 - 2 <= char.x0 <= page.x1 + 2 and page.y0 - 2 <= char.y0 <= page.y1 + 2)


def _aside(page: LTPage, number: int) -> list[Left]:
    """Words that run slantwise (a watermark) or off the page."""
    words = "".join(char.get_text() for char in _chars(page) if not _straight(char, page))
    return [Left(number, tidy(words), "tulisan miring atau di luar halaman")] if words.strip() else []


def _rows(chars: list[LTChar]) -> list[tuple[float, list[LTChar]]]:
    """Characters on one base line, top to bottom, left to right; doubled ones (false bold) once."""
    rows: list[tuple[float, list[LTChar]]] = []
    for char in sorted(chars, key=lambda one: (-_base(one), one.x0)):
        size = char.size or 10.0
        if (
            rows
            and abs(rows[-1][0] - _base(char)) <= max(2.0, 0.3 * size)
            or (
                rows
                and size < 0.8 * (rows[-1][1][0].size or 10.0)
                and rows[-1][0] - _base(char) <= 0.4 * rows[-1][1][0].size
            )
        ):
            rows[-1][1].append(char)
        else:
            rows.append((_base(char), [char]))
    for _, row in rows:
        row.sort(key=lambda one: one.x0)
    return [(height, _once(row)) for height, row in rows]


def _base(char: LTChar) -> float:
    return float(char.matrix[5]) if char.matrix else float(char.y0)


def _once(row: list[LTChar]) -> list[LTChar]:
    kept: list[LTChar] = []
    for char in row:
        twin = next(
            (
                one
                for one in kept[-3:]
                if one.get_text() == char.get_text() and abs(one.x0 - char.x0) < 0.25 * (char.width or 1)
            ),
            None,
        )
        if twin is None:
            kept.append(char)
    return kept


def _text(row: list[LTChar]) -> str:
    words = [row[0].get_text()]
    for before, char in zip(row, row[1:], strict=False):
        gap = char.x0 - before.x1
        size = min(before.size, char.size) or 10.0
        words.append((" " if gap > 0.16 * size else "") + char.get_text())
    return "".join(words)
