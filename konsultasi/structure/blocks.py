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


def keep_ids(new: Sequence[Block], old: Sequence[tuple[str, str, str, str]]) -> list[str]:
    """An id for each new block: that of the old one it continues, or a new one. `old`: (id, kind, number, text).

    First the same place with like words, then the same words elsewhere, then like words elsewhere, at last the same
    place with other words where both neighbours are taken over. No id is given twice.
    """
    places = _paths((block.kind, block.number) for block in new)
    before = _paths((kind, number) for _, kind, number, _ in old)
    ids: list[str | None] = [None] * len(new)
    free = {index for index in range(len(old)) if old[index][0]}
    _same_place(new, old, places, before, ids, free)
    _same_words(new, old, ids, free)
    _like_words(new, old, ids, free)
    _last_resort(new, old, places, before, ids, free)
    taken: set[str] = set()
    result = []
    for one in ids:
        one = one if one and one not in taken else str(uuid.uuid4())
        taken.add(one)
        result.append(one)
    return result


def _same_place(
    new: Sequence[Block],
    old: Sequence[tuple[str, str, str, str]],
    places: list[Key],
    before: list[Key],
    ids: list[str | None],
    free: set[int],
) -> None:
    index = {key: number for number, key in enumerate(before)}
    for number, block in enumerate(new):
        match = index.get(places[number])
        if match in free and match is not None and _alike(block.text, old[match][3]) >= LIKE:
            ids[number] = old[match][0]
            free.discard(match)


def _same_words(
    new: Sequence[Block], old: Sequence[tuple[str, str, str, str]], ids: list[str | None], free: set[int]
) -> None:
    by_text: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number in sorted(free):
        if len(old[number][3]) > 12:
            by_text[old[number][1], _plain(old[number][3])].append(number)
    for number, block in enumerate(new):
        if ids[number] is None and (found := by_text.get((block.kind, _plain(block.text)))):
            match = found.pop(0)
            ids[number] = old[match][0]
            free.discard(match)


def _like_words(
    new: Sequence[Block], old: Sequence[tuple[str, str, str, str]], ids: list[str | None], free: set[int]
) -> None:
    """The likest pairs first; only where both texts are long enough to be told apart."""
    pairs = []
    for number, block in enumerate(new):
        if ids[number] is None and len(block.text) >= 30:
            for match in free:
                if old[match][1] == block.kind and len(old[match][3]) >= 30:
                    score = fuzz.ratio(_plain(block.text), _plain(old[match][3]), score_cutoff=LIKE)
                    if score:
                        pairs.append((-score, number, match))
    for _, number, match in sorted(pairs):
        if ids[number] is None and match in free:
            ids[number] = old[match][0]
            free.discard(match)


def _last_resort(
    new: Sequence[Block],
    old: Sequence[tuple[str, str, str, str]],
    places: list[Key],
    before: list[Key],
    ids: list[str | None],
    free: set[int],
) -> None:
    """A heading whose number stayed is the same heading, even with other words or none."""
    index = {key: number for number, key in enumerate(before)}
    for number, block in enumerate(new):
        match = index.get(places[number])
        if ids[number] is None and match in free and match is not None and block.kind in _OPENS:
            if block.number and (_alike(block.text, old[match][3]) >= 45 or not block.text or not old[match][3]):
                ids[number] = old[match][0]
                free.discard(match)


def _alike(one: str, two: str) -> float:
    one, two = _plain(one), _plain(two)
    if one == two:
        return 100.0
    return float(fuzz.ratio(one, two))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
