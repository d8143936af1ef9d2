"""The tree as a flat sequence for the editor, and stable ids for a corrected file."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from .doubts import name
from .model import Block, Draft, Node

LIKE = 72.0  # per cent of likeness from which two texts are versions of one passage
_OPENS = ("bab", "bagian", "paragraf", "pasal", "menimbang", "mengingat", "penjelasan", "judul")
_RANK = {"bab": 1, "bagian": 2, "paragraf": 3, "menimbang": 1, "mengingat": 1, "penjelasan": 1, "judul": 1, "pasal": 4}
_RANK |= {"ayat": 5, "huruf": 6, "angka": 7, "teks": 8}


def blocks(draft: Draft) -> list[Block]:
    """The parts of a draft one after another, each with its number, its words and what is doubted about it."""
    by_place: dict[str, list[str]] = defaultdict(list)
    for doubt in draft.doubts:
        by_place[doubt.where].append(doubt.why)
    found: list[Block] = []
    for node in draft.children:
        _flat(node, "", by_place, found)
    return found


def _flat(node: Node, above: str, by_place: dict[str, list[str]], found: list[Block]) -> None:
    where = name(node, above)
    number = node.label if node.kind != "penjelasan" else node.printed
    whys = by_place.pop(where, []) if node.kind != "teks" else node.doubts
    found.append(Block(node.kind, number, node.text, " ".join(whys), node.row))
    scope = where if node.kind in ("pasal", "ayat", "huruf", "angka", "menimbang", "mengingat") else above
    for child in node.children:
        _flat(child, scope, by_place, found)


Key = tuple[tuple[str, str], ...]


def _paths(parts: Iterable[tuple[str, str]]) -> list[Key]:
    """For each part of a flat sequence the kinds and numbers above it, itself last; text is counted below its part."""
    path: list[tuple[str, str]] = []
    found: list[Key] = []
    counts: dict[Key, int] = defaultdict(int)
    for kind, number in parts:
        rank = _RANK.get(kind, 8)
        while path and _RANK.get(path[-1][0], 8) >= rank:
            path.pop()
        above = (
            tuple(part for part in path if part[0] not in ("bab", "bagian", "paragraf")) if rank >= 4 else tuple(path)
        )
        key = (*above, (kind, number.strip().casefold()))
        counts[key] += 1
        path.append((kind, number.strip().casefold()))
        found.append((*key, ("#", str(counts[key]))))
    return found


Old = tuple[str, str, str, str]


def keep_ids(new: Sequence[Block], old: Sequence[Old]) -> list[str]:
    """An id for each new block: that of the old one it continues, or a new one. `old`: (id, kind, number, text).

    First what did not change, then the same words elsewhere, then like words at the same place, like words elsewhere,
    and at last headings that kept their number. No id is given twice.
    """
    pairing = _Pairing(new, old)
    pairing.same_place(100.0)
    pairing.same_words()
    pairing.same_place(LIKE)
    pairing.like_words()
    pairing.same_heading()
    taken: set[str] = set()
    result = []
    for one in pairing.ids:
        one = one if one and one not in taken else str(uuid.uuid4())
        taken.add(one)
        result.append(one)
    return result


class _Pairing:
    """Which new block continues which old one; an old one is free until it is taken."""

    def __init__(self, new: Sequence[Block], old: Sequence[Old]) -> None:
        self.new = new
        self.old = old
        self.ids: list[str | None] = [None] * len(new)
        self.free = {index for index in range(len(old)) if old[index][0]}
        self.places = _paths((block.kind, block.number) for block in new)
        self.before = {key: index for index, key in enumerate(_paths((kind, number) for _, kind, number, _ in old))}
        self.words = [_plain(block.text) for block in new]
        self.old_words = [_plain(text) for _, _, _, text in old]

    def take(self, number: int, match: int) -> None:
        self.ids[number] = self.old[match][0]
        self.free.discard(match)

    def opposite(self, number: int) -> int | None:
        """The free old block at the same place, for a block that has no id yet."""
        match = self.before.get(self.places[number])
        return match if self.ids[number] is None and match in self.free else None

    def same_place(self, enough: float) -> None:
        for number in range(len(self.new)):
            match = self.opposite(number)
            if match is not None and self.alike(number, match) >= enough:
                self.take(number, match)

    def same_words(self) -> None:
        by_text: dict[tuple[str, str], list[int]] = defaultdict(list)
        for match in sorted(self.free):
            if len(self.old_words[match]) > 12:
                by_text[self.old[match][1], self.old_words[match]].append(match)
        for number, block in enumerate(self.new):
            if self.ids[number] is None and (found := by_text.get((block.kind, self.words[number]))):
                self.take(number, found.pop(0))

    def like_words(self) -> None:
        """The likest pairs first; only where both texts are long enough to be told apart."""
        pairs = []
        for number, block in enumerate(self.new):
            if self.ids[number] is None and len(block.text) >= 30:
                for match in self.free:
                    if self.old[match][1] == block.kind and len(self.old_words[match]) >= 30:
                        score = fuzz.ratio(self.words[number], self.old_words[match], score_cutoff=LIKE)
                        if score:
                            pairs.append((-score, abs(number - match), number, match))
        for _, _, number, match in sorted(pairs):
            if self.ids[number] is None and match in self.free:
                self.take(number, match)

    def same_heading(self) -> None:
        """A heading whose number stayed is the same heading, even with other words or none."""
        for number, block in enumerate(self.new):
            match = self.opposite(number)
            if match is not None and block.kind in _OPENS and block.number:
                empty = not self.words[number] or not self.old_words[match]
                if empty or self.alike(number, match) >= 45:
                    self.take(number, match)

    def alike(self, number: int, match: int) -> float:
        one, two = self.words[number], self.old_words[match]
        return 100.0 if one == two else min(99.9, float(fuzz.ratio(one, two)))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
