"""Word-by-word alignment of two passages: rare words first, the longest common row in what is left."""

from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz.distance import Indel, LCSseq

from konsultasi.anchoring.chains import longest_rising

GRAMS = (4, 2, 1)  # words in a row that must be unique on both sides to tie the two together
FARTHEST = 40  # words an insertion may be shifted to stand between sentences
MAX_CELLS = 60_000_000  # beyond this two stretches without any rare word count as replaced whole

Match = tuple[int, int]


def matches(a: Sequence[int], b: Sequence[int]) -> list[Match]:
    """Pairs of places (in a, in b) that hold the same word, rising on both sides."""
    found: list[Match] = []
    work = [(0, len(a), 0, len(b), 0)]
    while work:
        a1, a2, b1, b2, level = work.pop()
        while a1 < a2 and b1 < b2 and a[a1] == b[b1]:
            found.append((a1, b1))
            a1, b1 = a1 + 1, b1 + 1
        while a1 < a2 and b1 < b2 and a[a2 - 1] == b[b2 - 1]:
            a2, b2 = a2 - 1, b2 - 1
            found.append((a2, b2))
        if a1 == a2 or b1 == b2:
            continue
        ties: list[Match] = []
        while not ties and level < len(GRAMS):
            ties = _ties(a, b, (a1, a2, b1, b2), GRAMS[level])
            level += 0 if ties else 1
        if not ties:
            found += _common(a, b, a1, a2, b1, b2)
            continue
        found += ties
        edges = [(a1 - 1, b1 - 1), *ties, (a2, b2)]
        for (left_a, left_b), (right_a, right_b) in pairwise(edges):
            if right_a - left_a > 1 and right_b - left_b > 1:
                work.append((left_a + 1, right_a, left_b + 1, right_b, level))
    return sorted(found)


def _ties(a: Sequence[int], b: Sequence[int], box: tuple[int, int, int, int], size: int) -> list[Match]:
    """Rows of `size` words that stand once on each side, in the longest rising order, word by word."""
    a1, a2, b1, b2 = box
    left, right = _once(a, a1, a2, size), _once(b, b1, b2, size)
    pairs = sorted((at, right[row]) for row, at in left.items() if row in right)
    if not pairs:
        return []
    tied: dict[int, int] = {}
    reach = (a1 - 1, b1 - 1)
    for index in longest_rising([second for _, second in pairs]):
        first, second = pairs[index]
        beyond = first > reach[0] and second > reach[1]
        if (
            beyond or tied.get(first) == second
        ):  # a row that overlaps the one before does so word by word, or not at all
            tied.update((first + step, second + step) for step in range(size))
            reach = (first + size - 1, second + size - 1)
    return sorted(tied.items())


def _once(row: Sequence[int], start: int, end: int, size: int) -> dict[object, int]:
    """Places of rows that stand exactly once."""
    seen: dict[object, int] = {}
    for at in range(start, end - size + 1):
        key: object = row[at] if size == 1 else tuple(row[at : at + size])
        seen[key] = -1 if key in seen else at
    return {key: at for key, at in seen.items() if at >= 0}


def _common(a: Sequence[int], b: Sequence[int], a1: int, a2: int, b1: int, b2: int) -> list[Match]:
    if (a2 - a1) * (b2 - b1) > MAX_CELLS:
        return []
    blocks = LCSseq.opcodes(a[a1:a2], b[b1:b2])
    return [
        (a1 + op.src_start + step, b1 + op.dest_start + step)
        for op in blocks
        if op.tag == "equal"
        for step in range(op.src_end - op.src_start)
    ]


def runs(found: Sequence[Match]) -> list[tuple[int, int, int]]:
    """Matches as unbroken rows: (place in a, place in b, length)."""
    rows: list[tuple[int, int, int]] = []
    for first, second in found:
        if rows and rows[-1][0] + rows[-1][2] == first and rows[-1][1] + rows[-1][2] == second:
            rows[-1] = (rows[-1][0], rows[-1][1], rows[-1][2] + 1)
        else:
            rows.append((first, second, 1))
    return rows


def without_islands(
    found: Sequence[Match], a: Sequence[int], lengths: tuple[int, int], sizes: Sequence[int], least: int
) -> list[Match]:
    """Drops rows that carry fewer than `least` letters between far larger changes: chance, not sameness."""
    rows = runs(found)
    kept: list[Match] = []
    for index, (first, second, length) in enumerate(rows):
        letters = sum(sizes[word] for word in a[first : first + length])
        before = rows[index - 1] if index else (0, 0, 0)
        after = rows[index + 1] if index + 1 < len(rows) else (lengths[0], lengths[1], 0)
        left = max(first - before[0] - before[2], second - before[1] - before[2])
        right = max(after[0] - first, after[1] - second) - length
        if letters < least and min(left, right) > 2 * length and left + right > 5 * length:
            continue
        kept += [(first + step, second + step) for step in range(length)]
    return kept


def restopped(
    found: Sequence[Match], a: Sequence[int], b: Sequence[int], ends: tuple[Sequence[bool], Sequence[bool]]
) -> list[Match]:
    """Where two sentences became one, its end is the end of the sentence it is more like, the first in doubt."""
    pairs = list(found)
    for index in range(1, len(pairs)):
        (a1, b1), (a2, b2) = pairs[index - 1], pairs[index]
        if not (a2 - a1 > 1 and b2 - b1 > 1 and ends[0][a2] and ends[1][b2]):
            continue
        first = _earlier(a, (a1, a2), b, (b1, b2))
        second = _earlier(b, (b1, b2), a, (a1, a2))
        if first is not None and second is None:
            pairs[index] = (first, b2)
        elif second is not None and first is None:
            pairs[index] = (a2, second)
    return pairs


def _earlier(row: Sequence[int], gap: Match, other: Sequence[int], beside: Match) -> int | None:
    """The first place in the gap with the mark the gap ends with, when the other side fits before it."""
    low, high = gap
    inner = [at for at in range(low + 1, high) if row[at] == row[high]]
    if not inner:
        return None
    words = other[beside[0] + 1 : beside[1]]
    before = Indel.normalized_similarity(row[low + 1 : inner[0]], words)
    after = Indel.normalized_similarity(row[inner[-1] + 1 : high], words)
    return inner[0] if before >= after else None


def slid(
    found: Sequence[Match], a: Sequence[int], b: Sequence[int], ends_a: Sequence[bool], ends_b: Sequence[bool]
) -> list[Match]:
    """Moves pure insertions and deletions to the nearest end of a sentence, where either place is as good."""
    pairs = list(found)
    for index in range(len(pairs) - 1, 0, -1):
        (a1, b1), (a2, b2) = pairs[index - 1], pairs[index]
        if a2 - a1 == 1 and b2 - b1 > 1:
            _slide(pairs, index, b, ends_b, 1)
        elif b2 - b1 == 1 and a2 - a1 > 1:
            _slide(pairs, index, a, ends_a, 0)
    return pairs


def _slide(pairs: list[Match], index: int, row: Sequence[int], ends: Sequence[bool], side: int) -> None:
    """Shifts the gap before pairs[index] to where it begins with a sentence, by as few words as can be."""
    start, end = pairs[index - 1][side] + 1, pairs[index][side]
    if start == 0 or ends[start - 1]:
        return
    back = ahead = 0
    while ahead < FARTHEST and index + ahead < len(pairs) and pairs[index + ahead][side] == end + ahead:
        if row[start + ahead] != row[end + ahead]:
            break
        ahead += 1
        if ends[start + ahead - 1]:
            _shift(pairs, range(index, index + ahead), start - end, side)
            return
    while back < FARTHEST and index - 1 - back >= 0 and pairs[index - 1 - back][side] == start - 1 - back:
        if row[start - 1 - back] != row[end - 1 - back]:
            break
        back += 1
        if start - back == 0 or ends[start - back - 1]:
            _shift(pairs, range(index - back, index), end - start, side)
            return


def _shift(pairs: list[Match], which: range, by: int, side: int) -> None:
    for at in which:
        first, second = pairs[at]
        pairs[at] = (first, second + by) if side else (first + by, second)
