"""Word files: paragraphs and tables in order, with the numbers that Word itself prints; deleted words stay out."""

import io
import zipfile
from typing import Any

from lxml import etree

from ..lines import tidy
from ..model import Doubt, Left, RefusedError, Source
from . import words
from .limits import MAX_LETTERS, MAX_PAGES, MAX_UNPACKED
from .numbering import W, load

_BAD_ZIP = "Berkas Word ini rusak dan tidak dapat dibuka. Simpan ulang dari Word, lalu coba lagi."


def read(data: bytes, name: str) -> Source:
    """The lines of a Word file, one for each paragraph or forced line break."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = _safe_names(archive)
        main = _main_part(archive, names)
        body = _xml(archive, main).find(f"{W}body")
    except (zipfile.BadZipFile, etree.XMLSyntaxError, EOFError, KeyError, NotImplementedError) as error:
        raise RefusedError(_BAD_ZIP) from error
    if body is None:
        raise RefusedError(_BAD_ZIP)
    folder = main.rpartition("/")[0] + "/" if "/" in main else ""
    source = Source(name, "docx", [])
    styles = words.styles(_optional(archive, folder + "styles.xml", names))
    numbering = load(_optional(archive, folder + "numbering.xml", names), styles.numbers)
    reader = words.Reader(styles, numbering)
    reader.read(body)
    source.lines = reader.lines
    if sum(len(line.text) for line in source.lines) > MAX_LETTERS:
        raise RefusedError(
            f"Naskah ini terlalu panjang: lebih dari {MAX_PAGES} halaman. Bagilah menjadi beberapa berkas."
        )
    source.notes += reader.notes
    _beside(archive, folder, names, source)
    return source


def _safe_names(archive: zipfile.ZipFile) -> set[str]:
    infos = archive.infolist()
    if any(info.flag_bits & 1 for info in infos):
        raise RefusedError("Berkas ini dikunci dengan kata sandi. Buka kuncinya, simpan, lalu unggah lagi.")
    if sum(info.file_size for info in infos) > MAX_UNPACKED or len(infos) > 5000:
        raise RefusedError(
            "Isi berkas Word ini terlalu besar setelah dibuka. Berkas seperti ini tidak dibaca demi keamanan."
        )
    return {info.filename for info in infos}


def _main_part(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" in names and b"opendocument" in archive.read("mimetype"):
        raise RefusedError("Berkas ini berformat OpenDocument (.odt). Simpanlah sebagai .docx, lalu unggah lagi.")
    if "xl/workbook.xml" in names or "ppt/presentation.xml" in names:
        raise RefusedError(
            "Berkas ini Excel atau PowerPoint, bukan naskah Word. Unggahlah naskah .docx, PDF, atau .txt."
        )
    if "_rels/.rels" in names:
        for relation in _xml(archive, "_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                target = relation.get("Target", "").lstrip("/")
                if target in names:
                    return target
    if "word/document.xml" in names:
        return "word/document.xml"
    raise RefusedError("Berkas ini arsip atau bukan naskah Word. Unggahlah naskah .docx, PDF teks, atau .txt.")


def _xml(archive: zipfile.ZipFile, name: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    return etree.fromstring(archive.read(name), parser)  # noqa: S320  entities and network are off


def _optional(archive: zipfile.ZipFile, name: str, names: set[str]) -> Any:
    try:
        return _xml(archive, name) if name in names else None
    except etree.XMLSyntaxError:
        return None


def _beside(archive: zipfile.ZipFile, folder: str, names: set[str], source: Source) -> None:
    """What stands beside the text: named, so that nothing is dropped silently."""
    for number, note in _notes(archive, folder + "footnotes.xml", names):
        source.left_out.append(Left(0, note, f"catatan kaki {number}"))
    for number, note in _notes(archive, folder + "endnotes.xml", names):
        source.left_out.append(Left(0, note, f"catatan akhir {number}"))
    seen = set()
    for name in sorted(names):
        if name.startswith((folder + "header", folder + "footer")) and name.endswith(".xml"):
            root = _optional(archive, name, names)
            text = tidy(" ".join(words.plain(root))) if root is not None else ""
            if text and text not in seen:
                seen.add(text)
                source.left_out.append(Left(0, text, "kepala atau kaki halaman"))
    comments = list(_notes(archive, folder + "comments.xml", names))
    if comments:
        source.notes.append(Doubt("Berkas", f"Ada {len(comments)} komentar; komentar tidak dimasukkan ke naskah."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        source.notes.append(
            Doubt("Berkas", "Berkas ini memuat makro. Makro tidak dijalankan; hanya tulisannya yang dibaca.")
        )


def _notes(archive: zipfile.ZipFile, name: str, names: set[str]) -> list[tuple[str, str]]:
    root = _optional(archive, name, names)
    found = []
    for note in root if root is not None else []:
        text = tidy(" ".join(words.plain(note)))
        if text and note.get(f"{W}type") not in ("separator", "continuationSeparator"):
            found.append((note.get(f"{W}id", ""), text))
    return found
