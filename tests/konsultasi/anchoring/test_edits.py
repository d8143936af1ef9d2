"""Texts edited at random, letter by letter known where each went: what stayed whole is found exactly there."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from konsultasi.anchoring.alignment import Alignment, align_documents
from konsultasi.anchoring.fates import Fated, reanchor
from konsultasi.anchoring.locating import Anchor
from konsultasi.anchoring.texts import Document, collapse
from tests.konsultasi.anchoring import sets

HERE = Path(__file__).parent
WORDS = [
    "jadwal",
    "petugas",
    "wilayah",
    "kebersihan",
    "laporan",
    "tahunan",
    "pemerintah",
    "biaya",
    "wajib",
    "anggaran",
    "setiap",
    "dinas",
]
Letters = list[tuple[str, int | None]]  # a letter, and where it stood before; None: it is new
Text = list[Letters]  # passage by passage


def fresh(rng: random.Random, least: int, most: int) -> Letters:
    words = " ".join(rng.choice(WORDS) for _ in range(rng.randint(least, most)))
    return [(letter, None) for letter in words]


def plain(passage: Letters) -> str:
    return "".join(letter for letter, _ in passage)


def reword(rng: random.Random, text: Text, at: int) -> None:
    words = list(re.finditer(r"\S+", plain(text[at])))
    if len(words) > 4:
        first = rng.randrange(1, len(words) - 1)
        last = min(len(words) - 1, first + rng.randint(0, 3))
        new = fresh(rng, 1, 4)
        text[at] = text[at][: words[first].start()] + new + text[at][words[last].end() :]


def insert(rng: random.Random, text: Text, at: int) -> None:
    words = list(re.finditer(r"\S+", plain(text[at])))
    if len(words) > 4:
        place = words[rng.randrange(1, len(words))].start()
        text[at] = text[at][:place] + fresh(rng, 2, 9) + [(" ", None)] + text[at][place:]


def strike(rng: random.Random, text: Text, at: int) -> None:
    found = list(re.finditer(r"(?<=[.;]\s)[^.;]{15,}[.;]\s?", plain(text[at])))
    if found:
        sentence = rng.choice(found)
        text[at] = text[at][: sentence.start()] + text[at][sentence.end() :]


def drop(rng: random.Random, text: Text, at: int) -> None:
    if len(text) > 4:
        del text[at]


def move(rng: random.Random, text: Text, at: int) -> None:
    passage = text.pop(at)
    text.insert(rng.randrange(len(text) + 1), passage)


def add(rng: random.Random, text: Text, at: int) -> None:
    text.insert(at, [*fresh(rng, 6, 30), (".", None)])


def cut(rng: random.Random, text: Text, at: int) -> None:
    ends = [match.end() for match in re.finditer(r"[.;]\s", plain(text[at]))]
    place = rng.choice(ends) if ends else 0
    if 10 < place < len(text[at]) - 10:
        text[at : at + 1] = [text[at][:place], text[at][place:]]


DEEDS: list[Callable[[random.Random, Text, int], None]] = [reword, reword, reword, insert, strike, drop, move, add, cut]


def edited(rng: random.Random, passages: list[str]) -> tuple[str, dict[int, int]]:
    """The new text, and where each old letter stands in it."""
    text: Text = []
    start = 0
    for passage in passages:
        text.append([(letter, start + place) for place, letter in enumerate(passage)])
        start += len(passage) + 2
    for _ in range(rng.randint(len(text) // 4, len(text))):
        rng.choice(DEEDS)(rng, text, rng.randrange(len(text)))
    whole: Letters = []
    for passage_now in text:
        letters = passage_now
        while letters and letters[0][0].isspace():
            letters = letters[1:]
        while letters and letters[-1][0].isspace():
            letters = letters[:-1]
        whole += ([("\n", None)] * 2 if whole and letters else []) + letters
    return plain(whole), {old: place for place, (_, old) in enumerate(whole) if old is not None}


def quotes(rng: random.Random, passages: list[str], old: str, amount: int) -> list[Anchor]:
    made = []
    for number in range(amount):
        at = rng.randrange(len(passages))
        start = sum(len(passage) + 2 for passage in passages[:at])
        words = list(re.finditer(r"\S+", passages[at]))
        first = rng.randrange(len(words))
        last = min(len(words) - 1, first + rng.choice([0, 1, 2, 4, 7, 12, 40]))
        low, high = start + words[first].start(), start + words[last].end()
        made.append(Anchor(number, old[low:high], old[max(0, low - 32) : low], old[high : high + 32], low))
    return made


def truth(anchor: Anchor, places: dict[int, int]) -> tuple[int, int] | None:
    """Where the whole quote stands now, unbroken; None where it was changed or taken out."""
    now = [places.get(at) for at in range(anchor.start, anchor.start + len(anchor.quote))]
    first = now[0]
    if first is None or now != list(range(first, first + len(now))):
        return None
    return first, first + len(now)


def check_form(anchor: Anchor, fated: Fated, new: str) -> None:
    """Whatever happened: places are in the text, "kept" means word for word, "removed" means nowhere."""
    assert (fated.start is None) is (fated.end is None) is (fated.passage is None)
    if fated.start is not None and fated.end is not None:
        assert 0 <= fated.start <= fated.end <= len(new)
    if fated.fate in ("kept", "moved"):
        assert collapse(new[fated.start : fated.end]) == collapse(anchor.quote)
    if fated.fate == "removed":
        assert fated.start is None


def base(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    passages = list(sets.passages(text).values()) if name.startswith("sets") else text.strip().split("\n\n")
    return [passage.strip("\n") for passage in passages]


@pytest.mark.parametrize("name", ["sets/sampah.txt", "sets/pasar.txt", "nyata/uud_baru.txt", "nyata/gg_neu.txt"])
def test_what_stayed_whole_is_found_where_it_went(name: str) -> None:
    passages, right, doubted, wrong = base(name), 0, 0, []
    old = "\n\n".join(passages)
    for seed in range(12):
        rng = random.Random(seed)  # noqa: S311
        new, places = edited(rng, passages)
        anchors = quotes(rng, passages, old, 60)
        for anchor, fated in zip(anchors, reanchor(align_texts(old, new), anchors), strict=True):
            check_form(anchor, fated, new)
            stands = truth(anchor, places)
            if stands is None:
                continue
            if fated.fate in ("kept", "moved") and (fated.start, fated.end) == stands:
                right += 1
            elif fated.fate == "doubtful":
                doubted += 1
            else:
                wrong.append(anchor.quote)
    assert len(wrong) <= 0.005 * right, wrong
    assert doubted <= 0.01 * right
    assert not [quote for quote in wrong if len(quote) >= 30]


def align_texts(old: str, new: str) -> Alignment:
    return align_documents(Document.read(old), Document.read(new))


@pytest.mark.parametrize("name", ["sets/sampah.txt", "nyata/gg_neu.txt"])
def test_nothing_edited_everything_kept(name: str) -> None:
    passages = base(name)
    old = "\n\n".join(passages)
    anchors = quotes(random.Random(1), passages, old, 200)  # noqa: S311
    for anchor, fated in zip(anchors, reanchor(align_texts(old, old), anchors), strict=True):
        assert (fated.fate, fated.start, fated.end) == ("kept", anchor.start, anchor.start + len(anchor.quote))
