"""Opens a file by what is in it, not by its name, and refuses in plain words what cannot be read."""

from ..model import Doubt, RefusedError, Source
from . import docx, pdf, plain
from .limits import MAX_BYTES, MAX_PAGES

__all__ = ["MAX_BYTES", "MAX_PAGES", "read"]

_NAMES = {"docx": "Word (.docx)", "pdf": "PDF", "txt": "teks biasa"}
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e".encode("latin-1")
_OTHERS = [
    (b"{\\rtf", "Berkas ini berformat RTF. Simpanlah dahulu sebagai .docx, lalu unggah lagi."),
    (b"\x89PNG", "Berkas ini gambar. Unggahlah naskah .docx, PDF teks, atau .txt."),
    (b"\xff\xd8\xff", "Berkas ini gambar. Unggahlah naskah .docx, PDF teks, atau .txt."),
    (b"GIF8", "Berkas ini gambar. Unggahlah naskah .docx, PDF teks, atau .txt."),
    (b"Rar!", "Berkas ini arsip. Keluarkan dahulu naskah di dalamnya, lalu unggah naskah itu."),
    (b"7z\xbc\xaf", "Berkas ini arsip. Keluarkan dahulu naskah di dalamnya, lalu unggah naskah itu."),
    (b"\x1f\x8b", "Berkas ini arsip. Keluarkan dahulu naskah di dalamnya, lalu unggah naskah itu."),
]


def read(data: bytes, name: str) -> Source:
    """The lines of a file. Raises RefusedError, in words for people, when it cannot be read."""
    if not data.strip():
        raise RefusedError("Berkas ini kosong. Pilihlah berkas yang berisi naskah.")
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f}".replace(".", ",")
        raise RefusedError(
            f"Berkas ini {size} MB. Batasnya {MAX_BYTES // 1024 // 1024} MB. Kecilkan gambar di dalamnya."
        )
    form = _form(data)
    try:
        source = {"docx": docx.read, "pdf": pdf.read, "txt": plain.read}[form](data, name)
    except RefusedError:
        raise
    except (RecursionError, MemoryError) as error:
        raise RefusedError("Isi berkas ini terlalu rumit untuk dibaca. Simpan ulang, lalu coba lagi.") from error
    except Exception as error:  # a broken file fails in as many ways as there are bytes
        raise RefusedError(
            f"Berkas {_NAMES[form]} ini rusak dan tidak dapat dibaca. Simpan ulang, lalu coba lagi."
        ) from error
    if not any(line.text for line in source.lines):
        raise RefusedError("Tidak ada tulisan dalam berkas ini. Pilihlah berkas yang berisi naskah.")
    _ending(source, name, form)
    return source


def _form(data: bytes) -> str:
    for start, words in _OTHERS:
        if data.startswith(start):
            raise RefusedError(words)
    if data.startswith(_OLD_WORD):
        if _LOCKED in data:
            raise RefusedError("Berkas Word ini dikunci dengan kata sandi. Buka kuncinya, simpan, lalu unggah lagi.")
        raise RefusedError(
            "Berkas ini berformat Word lama (.doc) atau sejenisnya. Simpanlah sebagai .docx, lalu unggah lagi."
        )
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return "docx"
    return "pdf" if b"%PDF-" in data[:1024] else "txt"


def _ending(source: Source, name: str, form: str) -> None:
    ending = name.lower().rpartition(".")[2] if "." in name else ""
    usual = {"docx": ("docx", "docm", "dotx"), "pdf": ("pdf",), "txt": ("txt", "text", "md", "")}[form]
    if ending in ("docx", "doc", "docm", "pdf", "txt") and ending not in usual:
        words = f"Nama berkas berakhir .{ending}, tetapi isinya {_NAMES[form]}. Naskah dibaca menurut isinya."
        source.notes.insert(0, Doubt("Berkas", words))
