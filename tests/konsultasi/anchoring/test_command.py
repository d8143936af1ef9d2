"""manage.py anchor_check: the answer to the letter, and plain words for whatever cannot be used."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

OLD = "Pasal 1\nSatu dua tiga empat lima.\n\nPasal 2\nEnam tujuh delapan sembilan sepuluh sebelas.\n"
NEW = "Baru.\n \t\nPasal 1\nSatu dua tiga empat lima.\n\n\nPasal 2\nEnam tujuh delapan sembilan sepuluh dua belas.\n"
ANCHORS = [
    {"id": "a", "quote": "dua tiga", "prefix": "Satu ", "suffix": " empat", "start": 13},
    {"id": 2, "quote": "sebelas", "prefix": "sepuluh ", "suffix": ".", "start": 80},
    {"id": "kosong", "quote": " ", "prefix": "", "suffix": "", "start": 0},
    {"id": "asing", "quote": "kata yang tidak ada di mana pun", "start": 3},
]


def ask(tmp_path: Path, old: Any = OLD, new: Any = NEW, anchors: Any = None, *flags: str) -> tuple[str, str]:
    """Runs the command over three files; gives what it printed."""
    files = []
    for name, content in (
        ("old.txt", old),
        ("new.txt", new),
        ("anchors.json", ANCHORS if anchors is None else anchors),
    ):
        path = tmp_path / name
        if content is not ...:
            raw = content if isinstance(content, bytes | str) else json.dumps(content)
            path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
        files.append(str(path))
    out, err = StringIO(), StringIO()
    try:
        call_command("anchor_check", *files, *flags, stdout=out, stderr=err)
    except SystemExit as leave:
        return f"keluar {leave.code}", err.getvalue()
    return out.getvalue(), err.getvalue()


def test_answers(tmp_path: Path) -> None:
    out, _ = ask(tmp_path, OLD, NEW, None, "--json")
    rows = json.loads(out)
    assert rows == [
        {"id": "a", "fate": "kept", "start": NEW.index("dua tiga"), "end": NEW.index("dua tiga") + 8, "passage": 1},
        {"id": 2, "fate": "changed", "start": NEW.index("dua belas"), "end": NEW.index("dua belas") + 9, "passage": 2},
        {"id": "kosong", "fate": "doubtful", "start": None, "end": None, "passage": None},
        {"id": "asing", "fate": "doubtful", "start": None, "end": None, "passage": None},
    ]


def test_newlines_are_universal(tmp_path: Path) -> None:
    plain, _ = ask(tmp_path, OLD, NEW, None, "--json")
    for mark in ("\r\n", "\r"):
        other, _ = ask(tmp_path, OLD.replace("\n", mark), NEW.replace("\n", mark), None, "--json")
        assert other == plain


def test_table(tmp_path: Path) -> None:
    out, _ = ask(tmp_path)
    assert out.splitlines()[:2] == ["a\ttetap\tbagian 1\tdua tiga", "2\tberubah\tbagian 2\tdua belas"]


def test_empty_files(tmp_path: Path) -> None:
    assert json.loads(ask(tmp_path, "", "", [], "--json")[0]) == []
    rows = json.loads(ask(tmp_path, OLD, "", None, "--json")[0])
    assert [row["fate"] for row in rows] == ["removed", "removed", "doubtful", "doubtful"]
    assert [row["fate"] for row in json.loads(ask(tmp_path, "", NEW, None, "--json")[0])] == ["doubtful"] * 4


@pytest.mark.parametrize(
    ("where", "content", "words"),
    [
        ("old", ..., "tidak ditemukan"),
        ("new", b"\xff\xfe\x00", "bukan teks UTF-8"),
        ("anchors", "{", "bukan JSON yang sah"),
        ("anchors", "[" * 100_000, "bukan JSON yang sah"),
        ("anchors", '[{"id": 1, "quote": "x", "start": ' + "9" * 5000 + "}]", "bukan JSON yang sah"),
        ("anchors", {"id": 1}, "harus berisi satu daftar"),
        ("anchors", [5], "Jangkar ke-1"),
        ("anchors", [ANCHORS[0], {"id": 1, "quote": "x"}], "Jangkar ke-2"),
        ("anchors", [{"id": 1, "quote": 5, "start": 0}], "quote harus berupa teks"),
        ("anchors", [{"id": 1, "quote": "x", "prefix": [], "start": 0}], "prefix harus berupa teks"),
        ("anchors", [{"id": 1, "quote": "x", "start": "0"}], "start harus berupa bilangan bulat"),
        ("anchors", [{"id": None, "quote": "x", "start": 0}], "id harus berupa teks atau bilangan"),
    ],
)
def test_bad_input(tmp_path: Path, where: str, content: Any, words: str) -> None:
    out, err = ask(tmp_path, **{where: content})
    assert out == "keluar 1"
    assert words in err
    assert "Traceback" not in err


def test_strange_places(tmp_path: Path) -> None:
    """Starts far outside, negative or huge: the words and their surroundings decide."""
    anchors = [dict(ANCHORS[0], id=n, start=start) for n, start in enumerate((-5, 10**12, 0))]
    rows = json.loads(ask(tmp_path, OLD, NEW, anchors, "--json")[0])
    assert {(row["fate"], row["start"]) for row in rows} == {("kept", NEW.index("dua tiga"))}


def test_letters_that_cannot_be_printed(tmp_path: Path) -> None:
    anchors = '[{"id": "\\ud800", "quote": "dua \\ud800", "start": 3}]'
    assert json.loads(ask(tmp_path, OLD, NEW, anchors, "--json")[0])[0]["fate"] == "doubtful"
    assert ask(tmp_path, OLD, NEW, anchors)[0].startswith("\\ud800\tperlu diputuskan")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "old.txt").mkdir()
    out, err = ask(tmp_path, ...)
    assert (out, "tidak dapat dibaca" in err) == ("keluar 1", True)
