"""Normalised gain (Hake 1998) of paired marks before and after a lesson; exact until the end. Pure Python.

A participant counts when both marks stand. One whose other mark is missing is unpaired; marks outside 0 to 100, a
missing id or two different marks for one id are invalid.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import sqrt
from typing import Any

FULL = 100
COLUMNS = ("id", "pre", "post")
_MARK = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{0,12})?", re.ASCII)


class NoTableError(ValueError):
    """The file has no columns id, pre and post. Its words say so."""


@dataclass
class Marks:
    """Pairs of marks by participant, and how many rows or participants are none."""

    pairs: list[tuple[Fraction, Fraction]] = field(default_factory=list)
    unpaired: int = 0
    invalid: int = 0


def gain(pairs: Sequence[tuple[Fraction, Fraction]]) -> dict[str, Any]:
    """Means, mean gain, its sample deviation and g = (post - pre) / (100 - pre) of the means; None where undefined."""
    n = len(pairs)
    if not n:
        return {"n_paired": 0, "pre": None, "post": None, "gain": None, "sd_gain": None, "g": None}
    pre, post = sum(one for one, _ in pairs) / Fraction(n), sum(two for _, two in pairs) / Fraction(n)
    mean = post - pre
    spread = sum(((two - one - mean) ** 2 for one, two in pairs), Fraction(0))
    return {
        "n_paired": n,
        "pre": float(pre),
        "post": float(post),
        "gain": float(mean),
        "sd_gain": sqrt(spread / (n - 1)) if n > 1 else None,
        "g": None if pre == FULL else float(mean / (FULL - pre)),
    }


def read_marks(raw: bytes) -> Marks:
    """The marks of a CSV file: comma, semicolon or tab, headings in any order and case, other columns ignored."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    try:
        return paired(_rows(text))
    except csv.Error as error:
        raise NoTableError(f"Berkas tidak terbaca sebagai tabel CSV: {error}.") from error


def paired(rows: Iterable[tuple[str, str, str]]) -> Marks:
    """Rows of id, pre and post; the two marks of one participant may stand in two rows."""
    found = Marks()
    seen: dict[str, list[Fraction | None]] = {}
    wrong: set[str] = set()
    for name, *texts in rows:
        marks = [mark(text) if text else None for text in texts]
        if not name or any(text and value is None for text, value in zip(texts, marks, strict=True)):
            found.invalid += 1
            continue
        held = seen.setdefault(name, [None, None])
        for place, value in enumerate(marks):
            if value is not None and held[place] not in (None, value):
                wrong.add(name)
            held[place] = value if held[place] is None else held[place]
    found.invalid += len(wrong)
    for name, (pre, post) in seen.items():
        if name in wrong:
            continue
        if pre is None or post is None:
            found.unpaired += 1
        else:
            found.pairs.append((pre, post))
    return found


def mark(text: str) -> Fraction | None:
    """A mark from 0 to 100, also written 76,6; None for anything else."""
    if not _MARK.fullmatch(text):
        return None
    value = Fraction(text.replace(",", "."))
    return value if value <= FULL else None


def _rows(text: str) -> Iterator[tuple[str, str, str]]:
    for separator in ",;\t":
        lines = csv.reader(io.StringIO(text, newline=None), delimiter=separator, skipinitialspace=True)
        head = [cell.strip().casefold() for cell in next(lines, [])]
        if set(COLUMNS) <= set(head):
            places = [head.index(name) for name in COLUMNS]
            for cells in lines:
                row = [cells[place].strip() if place < len(cells) else "" for place in places]
                if any(cell.strip() for cell in cells):
                    yield row[0], row[1], row[2]
            return
    raise NoTableError("Kolom id, pre, dan post harus ada.")
