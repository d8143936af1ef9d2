"""The built set of quotes over realistic amendments: how many fates and stretches are right."""

from dataclasses import replace

import pytest

from konsultasi.anchoring.alignment import align_documents
from konsultasi.anchoring.fates import Fated, reanchor
from konsultasi.anchoring.texts import Document
from tests.konsultasi.anchoring.sets import Expected, Set, all_sets

SETS = all_sets()


def answers(one: Set) -> list[Fated]:
    alignment = align_documents(Document.read(one.old), Document.read(one.new))
    return reanchor(alignment, [expected.anchor for expected in one.expected])


def right(expected: Expected, got: Fated) -> bool:
    if got.fate not in expected.fates:
        return False
    if got.fate == "removed":
        return got.start is None and got.end is None and got.passage is None
    return expected.span is None or (got.start, got.end) == expected.span


def test_there_are_300() -> None:
    assert sum(len(one.expected) for one in SETS) >= 300


def test_score(capsys: pytest.CaptureFixture[str]) -> None:
    """At least 97 of 100 right to the letter, none lost; what is not right is doubtful, hardly ever wrong."""
    good = total = wrong = 0
    misses: list[str] = []
    for one in SETS:
        got = answers(one)
        assert [fated.id for fated in got] == [expected.anchor.id for expected in one.expected]
        for expected, fated in zip(one.expected, got, strict=True):
            total += 1
            if right(expected, fated):
                good += 1
            else:
                wrong += fated.fate != "doubtful"
                misses.append(f"{one.name}: {expected.line} -> {fated.fate} {fated.start}..{fated.end}")
    with capsys.disabled():
        print(f"\nkutipan: {good} dari {total} tepat ({100 * good / total:.1f} %), {wrong} keliru tanpa ditandai ragu")
    assert good / total >= 0.97, misses
    assert wrong / total <= 0.02, misses


@pytest.mark.parametrize("one", SETS, ids=lambda one: one.name)
def test_surroundings_instead_of_place(one: Set) -> None:
    """A start that is a little off costs nothing as long as the surroundings are right."""
    moved = [
        replace(expected, anchor=replace(expected.anchor, start=expected.anchor.start + 7)) for expected in one.expected
    ]
    exact = answers(one)
    got = answers(replace(one, expected=moved))
    different = [e.line for e, a, b in zip(moved, exact, got, strict=True) if (a.fate, a.start) != (b.fate, b.start)]
    assert different == []
