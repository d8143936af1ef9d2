"""Large texts: no step may grow with the square of the passages."""

import random
import time

import pytest

from konsultasi.anchoring.alignment import align_documents
from konsultasi.anchoring.alike import pairs
from konsultasi.anchoring.fates import reanchor
from konsultasi.anchoring.locating import Anchor
from konsultasi.anchoring.texts import Document

CHANCE = random.Random(7)
WORDS = ["".join(CHANCE.choices("abcdefghijklmnoprstu", k=CHANCE.randint(3, 9))) for _ in range(3000)]
WEIGHTS = [1 / (place + 3) for place in range(3000)]


def passage() -> str:
    count = CHANCE.randint(1, 5)
    return " ".join(" ".join(CHANCE.choices(WORDS, WEIGHTS, k=CHANCE.randint(8, 25))) + "." for _ in range(count))


def amended(passages: list[str]) -> list[str]:
    out = []
    for words in passages:
        if CHANCE.random() < 0.05:
            continue
        row = words.split()
        if CHANCE.random() < 0.4:
            row[CHANCE.randrange(len(row))] = CHANCE.choice(WORDS)
        out.append(" ".join(row))
        if CHANCE.random() < 0.05:
            out.append(passage())
    out.insert(CHANCE.randrange(len(out)), out.pop(CHANCE.randrange(len(out))))
    return out


def timed(old: list[str], new: list[str], count: int, between: str = "\n\n") -> float:
    a, b = Document.read(between.join(old)), Document.read(between.join(new))
    anchors = []
    for name in range(count):
        start = CHANCE.randrange(len(a.text) - 120)
        end = start + CHANCE.randint(3, 120)
        anchors.append(
            Anchor(name, a.text[start:end], a.text[max(0, start - 32) : start], a.text[end : end + 32], start)
        )
    began = time.process_time()
    fates = reanchor(align_documents(a, b), anchors)
    assert len(fates) == count
    return time.process_time() - began


@pytest.mark.slow
def test_ten_thousand_quotes() -> None:
    old = [passage() for _ in range(300)]
    assert timed(old, amended(old), 10_000) < 5


@pytest.mark.slow
def test_five_thousand_passages() -> None:
    old = [passage() for _ in range(5000)]
    assert timed(old, amended(old), 500) < 30


@pytest.mark.slow
def test_one_long_passage() -> None:
    """A law of 20,000 words without a blank line."""
    old = [passage() for _ in range(420)]
    assert timed(old, amended(old), 500, "\n") < 10


@pytest.mark.slow
def test_nothing_in_common() -> None:
    assert timed([passage() for _ in range(300)], [passage() for _ in range(300)], 3000) < 15


@pytest.mark.slow
def test_inputs_compared() -> None:
    texts = [" ".join(CHANCE.choices(WORDS, k=30)) for _ in range(10_000)]
    began = time.process_time()
    pairs(texts)
    assert time.process_time() - began < 20
