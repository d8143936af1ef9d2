"""Files that cannot be read are refused in plain words; the command leaves with 1 and never shows a traceback."""

import io
import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from konsultasi.structure import MAX_BYTES, RefusedError, find, read

from . import typed

ROOT = Path(__file__).resolve().parents[3]
GOOD = "Pasal 1\nSetiap orang berhak.\nPasal 2\nSelesai pada kalimat ini.\n"


def locked_pdf(page: str = "Pasal 1") -> bytes:
    """A PDF whose trailer says it is encrypted with a password that is not empty."""
    data = typed.pdf([[(72, 800, page)]])
    crypt = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
        + b"11" * 32
        + b"> /U <"
        + b"22" * 32
        + b"> >> /ID [<"
        + b"33" * 16
        + b"> <"
        + b"33" * 16
        + b">]"
    )
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R " + crypt)


def other_zip(name: str, text: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, text)
    return out.getvalue()


BAD = {
    "empty": (b"", "a.txt", "kosong"),
    "blank": (b" \n\t\n", "a.txt", "kosong"),
    "too large": (b"a" * (MAX_BYTES + 1), "a.txt", "Batasnya 20 MB"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", "Word lama"),
    "locked Word": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "a.docx",
        "kata sandi",
    ),
    "rich text": (b"{\\rtf1 Pasal 1}", "a.doc", "RTF"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "a.pdf", "gambar"),
    "broken Word": (b"PK\x03\x04" + b"rusak" * 50, "a.docx", "rusak"),
    "broken PDF": (b"%PDF-1.4\n" + b"rusak" * 50, "a.pdf", "rusak"),
    "cut PDF": (typed.pdf([[(72, 800, "Pasal 1")]])[:200], "a.pdf", "rusak"),
    "locked PDF": (locked_pdf(), "a.pdf", "kata sandi"),
    "scanned PDF": (typed.pdf([[] for _ in range(3)]), "a.pdf", "pindaian"),
    "too many pages": (typed.pdf([[(72, 800, "Pasal 1")]] * 301), "a.pdf", "300 halaman"),
    "OpenDocument": (other_zip("mimetype", b"application/vnd.oasis.opendocument.text"), "a.docx", "OpenDocument"),
    "sheet": (other_zip("xl/workbook.xml"), "a.docx", "Excel"),
    "archive": (other_zip("pasal.txt"), "a.zip", "arsip"),
    "binary": (bytes(range(256)) * 20, "a.txt", "bukan naskah teks"),
    "web page": (b"<!DOCTYPE html><p>Pasal 1</p>", "a.txt", "halaman web"),
    "broken UTF-16": (b"\xff\xfe" + b"\x00\xd8" * 9, "a.txt", "rusak"),
}


@pytest.mark.parametrize("case", BAD)
def test_it_is_refused_in_plain_words(case: str) -> None:
    data, name, words = BAD[case]
    with pytest.raises(RefusedError, match=words):
        find(read(data, name))


@pytest.mark.parametrize(
    "data",
    [
        GOOD.encode(),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.encode("utf-16"),
        GOOD.encode("utf-16-le"),
        GOOD.encode("utf-16-be"),
        GOOD.encode("utf-32"),
        GOOD.replace("berhak", "“berhak” – ya").encode("cp1252"),
    ],
)
def test_every_usual_encoding_is_read(data: bytes) -> None:
    assert [node.label for node in find(read(data, "a.txt")).children] == ["1", "2"]


def test_another_ending_than_the_content_is_told() -> None:
    draft = find(read(GOOD.encode(), "a.pdf"))
    assert any("isinya teks biasa" in doubt.why for doubt in draft.doubts)


def test_a_page_without_words_among_others_is_told() -> None:
    lines = [(72.0, 850.0 - 15 * row, line) for row, line in enumerate(typed.wrapped("desa", 70)[:45])]
    draft = find(read(typed.pdf([lines, [], lines]), "a.pdf"))
    assert any(doubt.where == "Halaman 2" and "tanpa tulisan" in doubt.why for doubt in draft.doubts)


def run(*args: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    env = {
        **os.environ,
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "DJANGO_SETTINGS_MODULE": "partisipasi.settings",
    }
    command = [sys.executable, str(ROOT / "manage.py"), "import_draft", *args]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=60)  # noqa: S603


def test_the_command_prints_json_without_a_database(tmp_path: Path) -> None:
    file = tmp_path / "naskah.txt"
    file.write_text("PERATURAN DESA GUNTUR\nNOMOR 1 TAHUN 2026\nTENTANG\nAIR\n" + GOOD, encoding="utf-8")

    done = run(str(file))

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert list(found) == ["title", "children", "doubts"]
    assert found["title"] == "PERATURAN DESA GUNTUR NOMOR 1 TAHUN 2026 TENTANG AIR"
    assert found["children"][1] == {"kind": "pasal", "label": "1", "text": "Setiap orang berhak.", "children": []}
    assert all(list(doubt) == ["where", "why"] for doubt in found["doubts"])


@pytest.mark.parametrize("case", ["broken Word", "broken PDF", "binary"])
def test_the_command_leaves_with_one_and_a_sentence(tmp_path: Path, case: str) -> None:
    file = tmp_path / BAD[case][1]
    file.write_bytes(BAD[case][0])

    done = run(str(file))

    assert done.returncode == 1
    assert BAD[case][2] in done.stderr
    said = json.loads(done.stdout)  # whoever reads the output by machine is told the same
    assert (said["title"], said["children"]) == ("", [])
    assert [doubt["where"] for doubt in said["doubts"]] == ["Berkas"]
    assert BAD[case][2] in said["doubts"][0]["why"]
    assert "Traceback" not in done.stderr


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = run(str(tmp_path / "tidak-ada.txt"))
    assert done.returncode == 1
    assert "tidak dapat dibuka" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_three_hundred_pages_are_read_in_thirty_seconds() -> None:
    lines = typed.wrapped("sampah", 70)
    filled = (lines * (300 * 46 // len(lines) + 1))[: 300 * 46]
    pages = [
        [(72.0, 880.0 - 17 * row, line) for row, line in enumerate(filled[start : start + 46])]
        for start in range(0, len(filled), 46)
    ]
    data = typed.pdf(pages)

    began = time.process_time()
    source = read(data, "a.pdf")
    draft = find(source)

    assert source.pages == 300
    assert time.process_time() - began < 30
    assert len(draft.children) > 100
