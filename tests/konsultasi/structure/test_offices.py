"""Six regulations in the six shapes offices send round: every number with its words, no word lost."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from konsultasi.structure import Draft, find, read
from konsultasi.structure.model import Node

from . import offices
from .office_files import SHAPES
from .test_regulations import letters, words_of
from .typed import Part

NAMES = sorted(path.stem for path in offices.HERE.glob("*.txt"))
NUMBERED = {"judul", "menimbang", "mengingat", "bab", "bagian", "paragraf", "pasal", "ayat", "huruf", "angka"}
EXPLAINED = ["perpustakaan", "qanun"]
_read: dict[tuple[str, str], Draft] = {}


def opened(name: str, shape: str) -> Draft:
    """The structure found in one shape of one regulation; read once."""
    if (name, shape) not in _read:
        _read[name, shape] = find(read(*SHAPES[shape](name)))
    return _read[name, shape]


def wanted(parts: list[Part]) -> Iterator[tuple[str, str, str]]:
    """Every numbered part in order; a clause that holds a table without its words, since the table may join them."""
    for part in parts:
        tabled = any(child.kind == "tabel" for child in part.parts)
        if part.kind in NUMBERED:
            yield part.kind, part.label, "" if tabled else part.text
        if part.kind not in offices.LOOSE:
            yield from wanted(part.parts)


def got(nodes: list[Node], tables: set[str]) -> Iterator[tuple[str, str, str]]:
    """Every numbered node outside the explanation, in order."""
    for node in nodes:
        if node.kind in NUMBERED:
            yield node.kind, node.label, "" if any(node.text.startswith(text) for text in tables) else node.text
        if node.kind != "penjelasan":
            yield from got(node.children, tables)


def with_tables(name: str) -> set[str]:
    every = [part for _, part in offices.flat(offices.outline(name))]
    return {part.text for part in every if any(child.kind == "tabel" for child in part.parts)}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_number_is_found_with_its_words(name: str, shape: str) -> None:
    found = list(got(opened(name, shape).children, with_tables(name)))

    assert found == list(wanted(offices.outline(name)))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_sound_text_raises_no_doubt(name: str, shape: str) -> None:
    """Only what was left out of the pages is told, a table, old letters, and that a decision has no articles."""
    about = re.compile(r"tidak dimasukkan|^Tabel di sekitar|tidak tersimpan sebagai UTF-8|Tidak ada pasal", re.I)

    assert [doubt for doubt in opened(name, shape).doubts if not about.search(doubt.why)] == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", SHAPES)
def test_no_word_is_lost_or_doubled(name: str, shape: str) -> None:
    """Letters of the tree and of what was left out are those of the file; a page's hyphens aside."""
    source = read(*SHAPES[shape](name))
    before = letters(" ".join([*(line.text for line in source.lines), *(left.text for left in source.left_out)]))

    assert letters(words_of(opened(name, shape))) == before


@pytest.mark.parametrize("name", EXPLAINED)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_article_is_explained(name: str, shape: str) -> None:
    parts = [part for part in offices.outline(name) if part.kind == "jelas"][1:]
    articles = [node for node in every(opened(name, shape).children) if node.printed.startswith("Pasal ")]
    explained = [node for node in articles if node.kind == "penjelasan"]

    assert [(node.label, shown(node)) for node in explained] == [(part.label, said(part)) for part in parts]


def every(nodes: list[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from every(node.children)


def shown(node: Node) -> str:
    """All words below an explained article."""
    return " ".join(word for one in every([node]) for word in one.text.split())


def said(part: Part) -> str:
    words: list[str] = []
    for _, one in offices.flat([part]):
        kind, _, label = one.label.partition(" ")
        words += [f"{kind.capitalize()} {label}"] if label else []
        words += one.text.split()
    return " ".join(words)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_decision_keeps_its_points(shape: str) -> None:
    points: list[Any] = [
        (node.label or node.printed, [(child.kind, child.label) for child in node.children])
        for node in opened("tim", shape).children
        if node.style == "diktum" and node.text and node.printed.startswith("KE")
    ]

    assert [len(children) for _, children in points] == [0, 4, 0, 0]


def test_titles_behind_the_number_and_stops_behind_brackets() -> None:
    text = (
        "Pasal 1 - Tujuan\n(1). Peraturan ini bertujuan:\na). tertib;\nb). aman;\ndan\nc). nyaman:\n1). siang; dan\n"
        "2). malam.\n(2). Cukup.\nPasal 2 : Ruang Lingkup\n(1) Jalan.\n(2) Sungai.\nPasal 3\nSelesai.\n"
    )
    draft = find(read(text.encode(), "a.txt"))

    assert list(got(draft.children, set())) == [
        ("pasal", "1", "Tujuan"),
        ("ayat", "1", "Peraturan ini bertujuan:"),
        ("huruf", "a", "tertib;"),
        ("huruf", "b", "aman; dan"),
        ("huruf", "c", "nyaman:"),
        ("angka", "1", "siang; dan"),
        ("angka", "2", "malam."),
        ("ayat", "2", "Cukup."),
        ("pasal", "2", "Ruang Lingkup"),
        ("ayat", "1", "Jalan."),
        ("ayat", "2", "Sungai."),
        ("pasal", "3", "Selesai."),
    ]
