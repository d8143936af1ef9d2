"""Plain or pasted text: finds its encoding, its pages and its indents."""

import codecs
import re

from ..lines import tidy
from ..model import Doubt, Line, RefusedError, Source
from .limits import MAX_LETTERS, MAX_PAGES

_MARKDOWN = re.compile(r"^(\s*(?:#{1,6}\s+)?(?:\*\*)?)([^*#]+)(?:\*\*)?\s*$")  # "## BAB I", "**Pasal 1**"
_BOMS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]


def read(data: bytes, name: str) -> Source:
    """The lines of a text file in whatever encoding an office may have saved it."""
    text, note = _decoded(data)
    if text.lstrip()[:200].lower().startswith(("<!doctype html", "<html", "<?xml")):
        raise RefusedError("Berkas ini halaman web, bukan naskah. Salin tulisannya ke Word, lalu unggah lagi.")
    source = Source(name, "txt", [], notes=[Doubt("Berkas", note)] if note else [])
    if len(text) > MAX_LETTERS:
        raise RefusedError(
            f"Teks ini terlalu panjang: lebih dari {MAX_PAGES} halaman. Bagilah menjadi beberapa berkas."
        )
    pages = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").split("\f")
    if len(pages) > MAX_PAGES + 1:
        raise RefusedError(f"Naskah ini {len(pages)} halaman. Batasnya {MAX_PAGES} halaman.")
    row = 0
    for number, page in enumerate(pages, 1):
        fresh = True
        for raw in page.split("\n"):
            row += 1
            words = tidy(_MARKDOWN.sub(r"\2", raw))
            if words:
                shown = raw.expandtabs(8)
                indent = float(len(shown) - len(shown.lstrip()))
                source.lines.append(Line(words, number if len(pages) > 1 else 0, row, indent, fresh and number == 1))
            fresh = not words
            if fresh and source.lines:
                source.lines[-1].width = 0.0
        _blank_lines(source, page, number, row)
    if not any(line.indent for line in source.lines):
        for line in source.lines:
            line.indent = None
    return source


def _blank_lines(source: Source, page: str, number: int, row: int) -> None:
    """A blank line begins a paragraph, unless every line of the page is followed by one."""
    raws = page.split("\n")
    first = row - len(raws) + 1
    blanks = {first + index for index, raw in enumerate(raws) if not raw.strip()}
    lines = [line for line in source.lines if line.row >= first]
    spaced = sum(1 for line in lines if line.row - 1 in blanks)
    if lines and spaced < 0.8 * len(lines):
        for line in lines:
            line.fresh = line.fresh or (line.row - 1 in blanks and line.row - 1 >= first)


def _decoded(data: bytes) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data, encoding), ""
    odd, even = data[1::2].count(0), data[0::2].count(0)
    if len(data) > 3 and max(odd, even) > 0.3 * (len(data) / 2) and min(odd, even) == 0:
        return _strictly(data, "utf-16-le" if odd > even else "utf-16-be"), ""
    try:
        return _checked(data.decode("utf-8")), ""
    except UnicodeDecodeError:
        note = "Teks ini tidak tersimpan sebagai UTF-8; dibaca sebagai teks Windows. Periksalah huruf yang tidak lazim."
        return _checked(data.decode("cp1252", errors="replace")), note


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return _checked(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise RefusedError(
            "Teks ini rusak: sebagian hurufnya tidak dapat dibaca. Simpan ulang sebagai UTF-8."
        ) from error


def _checked(text: str) -> str:
    strange = sum(1 for char in text if ord(char) < 32 and char not in "\t\n\r\f\x0b\x1a") + text.count("\ufffd")
    if "\0" in text or strange > 0.02 * len(text):
        raise RefusedError("Berkas ini bukan naskah teks. Unggahlah naskah .docx, PDF teks, atau .txt.")
    return text
