"""Three regulations of 30 and more articles, in every shape they come in: each article and clause is found."""

import re
from collections import Counter
from typing import Any

import pytest

from konsultasi.structure import Draft, find, read
from konsultasi.structure.model import Node

from . import typed

NAMES = ["sampah", "desa", "perubahan"]
SHAPES = {
    "a paragraph a line": lambda name: (typed.one_per_line(name).encode(), "a.txt"),
    "broken lines": lambda name: ("\n".join(typed.wrapped(name)).encode(), "a.txt"),
    "broken lines without indents": lambda name: ("\n".join(typed.wrapped(name, indents=False)).encode(), "a.txt"),
    "narrow lines": lambda name: ("\n".join(typed.wrapped(name, 48)).encode(), "a.txt"),
    "pages": lambda name: (typed.paged(typed.wrapped(name)).encode(), "a.txt"),
    "pages with form feeds": lambda name: (typed.paged(typed.wrapped(name), form_feed=True).encode(), "a.txt"),
    "Word, typed numbers": lambda name: (typed.word(name), "a.docx"),
    "Word, automatic numbers": lambda name: (typed.word(name, auto=True), "a.docx"),
    "Word, opening in a table": lambda name: (typed.word(name, table=True), "a.docx"),
    "PDF": lambda name: (typed.printed(name), "a.pdf"),
}


def opened(data: bytes, name: str) -> Draft:
    return find(read(data, name))


def every(nodes: list[Any], kind: str) -> int:
    return sum((node[0] == kind) + every(list(node[3]), kind) for node in nodes)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", SHAPES)
def test_everything_is_found_word_for_word(name: str, shape: str) -> None:
    draft = opened(*SHAPES[shape](name))

    wanted = [part.as_tuple() for part in typed.outline(name)]
    got = typed.found(draft.children)
    for one, two in zip(wanted, got, strict=False):
        assert two == one
    assert len(got) == len(wanted)
    assert draft.title == wanted[0][2]
    assert every(wanted, "pasal") >= 30 if name != "perubahan" else every(wanted, "pasal") >= 28


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_sound_text_raises_no_doubt_about_numbers(name: str, shape: str) -> None:
    draft = opened(*SHAPES[shape](name))

    about_pages = ("tidak dimasukkan", "Tabel", "Tidak dimasukkan")
    assert [doubt for doubt in draft.doubts if not any(word in doubt.why for word in about_pages)] == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", SHAPES)
def test_no_word_is_lost_or_doubled(name: str, shape: str) -> None:
    data, file = SHAPES[shape](name)
    before = letters(" ".join(line.text for line in read(data, file).lines))

    assert letters(words_of(opened(data, file))) == before


@pytest.mark.parametrize("name", NAMES)
def test_a_text_pasted_as_one_single_line(name: str) -> None:
    data = typed.one_per_line(name).replace("\n", " ").encode()

    draft = opened(data, "a.txt")

    wanted = [part.as_tuple() for part in typed.outline(name)]
    assert numbers(typed.found(draft.children)) == numbers(wanted)
    assert letters(words_of(draft)) == letters(data.decode())


def numbers(nodes: list[Any]) -> list[tuple[str, str]]:
    """The parts of a tree in order, by kind and number."""
    return [one for node in nodes for one in [(node[0], node[1]), *numbers(list(node[3]))] if node[0] != "teks"]


def letters(text: str) -> Counter[str]:
    return Counter(re.sub(r"[\W_]", "", text.casefold()))


def words_of(draft: Draft) -> str:
    """All words of the tree with the numbers as printed, and what was left out."""
    parts = [left.text for left in draft.left_out]
    stack: list[Node] = list(draft.children)
    while stack:
        node = stack.pop()
        parts += [node.printed, node.text]
        stack += node.children
    return " ".join(parts)
