"""Filled forms from a CSV file of any office: any separator, order and case of the headers, other columns ignored."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from layanan.skm.index import LEAST, MOST
from layanan.skm.unsur import SLUGS

SEPARATORS = ";,\t|"
HEAD_WITHIN = 20  # lines with a title may stand above the headers
_NUMBER = re.compile(r"\+?0*([0-9]+)(?:[.,]0*)?", re.ASCII)
_HINT = re.compile(r"sep=(.)\s*", re.I)


class UnreadableError(ValueError):
    """The file is no table of forms. Its words say why."""


@dataclass
class Forms:
    """Whole forms, and the rows that are none with the reason; rows are counted as a spreadsheet does."""

    rows: list[dict[str, int]] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)


def read_csv(raw: bytes) -> Forms:
    """The forms of a CSV file."""
    text = decoded(raw)
    hint = _HINT.match(text)
    try:
        lines, head, places = _table(text, hint[1] if hint else SEPARATORS)
        found = Forms()
        for number, cells in enumerate(lines, start=head + 2):
            if any(cells) or len(cells) > 1:  # a row of separators is an empty form, an empty line is nothing
                _take(found, number, cells, places)
    except csv.Error as error:
        raise UnreadableError(f"Berkas tidak terbaca sebagai tabel CSV: {error}.") from error
    return found


def decoded(raw: bytes) -> str:
    """The text of a file: UTF-8 with or without mark, UTF-16 with mark, else Windows letters."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def mark(text: str) -> int | None:
    """An answer 1 to 4, also written 3.0 or "3,0"; None for anything else."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None or len(match[1]) > 1:
        return None
    value = int(match[1])
    return value if LEAST <= value <= MOST else None


def _table(text: str, separators: str) -> tuple[Iterator[list[str]], int, dict[str, int]]:
    """The lines behind the headers, where the headers stand, and the column of each slug."""
    best: set[str] = set()
    for separator in separators:
        lines = csv.reader(io.StringIO(text, newline=None), delimiter=separator, skipinitialspace=True)
        for number in range(HEAD_WITHIN):
            names = [cell.strip().casefold() for cell in next(lines, [])]
            if set(SLUGS) <= set(names):
                return lines, number, _places(names)
            best = max(best, set(SLUGS) & set(names), key=len)
    missing = ", ".join(slug for slug in SLUGS if slug not in best)
    raise UnreadableError(f"Kolom belum ada: {missing}.")


def _places(names: Sequence[str]) -> dict[str, int]:
    twice = [slug for slug in SLUGS if names.count(slug) > 1]
    if twice:
        raise UnreadableError(f"Kolom ada dua kali: {', '.join(twice)}.")
    return {slug: names.index(slug) for slug in SLUGS}


def _take(found: Forms, number: int, cells: Sequence[str], places: dict[str, int]) -> None:
    """Add one row to the whole forms, or to those left out with the reason."""
    texts = {slug: cells[place].strip() if place < len(cells) else "" for slug, place in places.items()}
    marks = {slug: value for slug, text in texts.items() if (value := mark(text)) is not None}
    if len(marks) == len(SLUGS):
        found.rows.append(marks)
        return
    blank = [slug for slug in SLUGS if not texts[slug]]
    wrong = [f"{slug} = {texts[slug][:20]}" for slug in SLUGS if texts[slug] and slug not in marks]
    why = [f"kosong: {', '.join(blank)}"] if blank else []
    why += [f"bukan 1 sampai 4: {', '.join(wrong)}"] if wrong else []
    found.skipped.append((number, "; ".join(why)))
