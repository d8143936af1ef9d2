"""One old passage beside one new passage: which words became which, and what replaced a stretch."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from konsultasi.anchoring.alignment import Alignment
from konsultasi.anchoring.diffing import Match, matches, restopped, slid, without_islands
from konsultasi.anchoring.texts import Tokens, collapse

HELD = 16  # letters of an unbroken row of words that hold a stretch in its place
ISLAND = 5  # letters below which a common stretch between large changes is chance
LOPSIDED = 12  # new words beyond three for each old one
MAX_SPLIT = 60  # words of a replaced stretch that are weighed one by one


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of the new text: code points, its passage, how many of the old words stand in it unchanged (0 to 1)."""

    start: int
    end: int
    passage: int
    share: float
    likeness: float
    held: bool  # unchanged words stand in it or right beside it


class PassagePair:
    """Word-by-word alignment of an old and a new passage."""

    def __init__(self, alignment: Alignment, i: int, j: int, island: int = ISLAND) -> None:
        self.alignment, self.i, self.j = alignment, i, j
        self.a, self.b = alignment.old_tokens[i], alignment.new_tokens[j]
        self.matches = self._matches(island)
        self.forth = [-1] * len(self.a)
        self.back = [-1] * len(self.b)
        for first, second in self.matches:
            self.forth[first], self.back[second] = second, first
        self._firsts = [first for first, _ in self.matches]
        self._cuts: dict[tuple[int, int, int, int], list[list[float]]] = {}

    def _matches(self, island: int) -> list[Match]:
        found = matches(self.a.ids, self.b.ids)
        sizes = self.alignment.vocabulary.sizes
        found = without_islands(found, self.a.ids, (len(self.a), len(self.b)), sizes, island)
        old, new = self.alignment.old.text, self.alignment.new.text
        ends = (stops(self.a, old), stops(self.b, new))
        found = restopped(found, self.a.ids, self.b.ids, ends)
        return slid(found, self.a.ids, self.b.ids, *ends)

    def map(self, start: int, end: int) -> Stretch:
        """What stands now where old text[start:end] stood."""
        first, last = self.range(start, end)
        if first >= last:
            first, last = min(first, max(0, len(self.a) - 1)), min(first + 1, len(self.a))
        begin, low = self._edge(first, True)
        finish, high = self._edge(last - 1, False)
        if low < high:
            left = self._inside(first, low, start, begin)
            right = self._inside(last - 1, high - 1, end, finish)
        else:
            left = right = self._point(low)
        left, right = min(left, right), max(left, right)
        share = self.share(start, end)
        likeness = alike(self.alignment.old.text[start:end], self.alignment.new.text[left:right])
        return Stretch(left, right, self.j, share, likeness, share >= 0.25 or self.letters(first, last) >= HELD)

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Numbers of the old words that reach into old text[start:end], end exclusive."""
        return bisect_right(self.a.ends, start), bisect_left(self.a.starts, end)

    def share(self, start: int, end: int) -> float:
        """Which part of old text[start:end] stayed (0 to 1, by letters)."""
        first, last = self.range(start, end)
        sizes = self.alignment.vocabulary.sizes
        total = sum(sizes[self.a.ids[at]] for at in range(first, last)) or 1
        return sum(sizes[self.a.ids[at]] for at in range(first, last) if self.forth[at] >= 0) / total

    def letters(self, first: int, last: int) -> int:
        """Letters of the longest unbroken row of unchanged words in or right beside old words first..last."""
        best = run = 0
        sizes = self.alignment.vocabulary.sizes
        for at in range(max(0, first - 8), min(len(self.a), last + 8)):
            tied = self.forth[at] >= 0
            joined = tied and at > 0 and self.forth[at] == self.forth[at - 1] + 1
            run = (run if joined else 0) + sizes[self.a.ids[at]] if tied else 0
            best = max(best, run)
        return best

    def _point(self, at: int) -> int:
        """The empty place before the new word `at`: behind the word that stands before it."""
        if at > 0:
            return self.b.ends[at - 1]
        return self.b.starts[0] if len(self.b) else self.alignment.new.places[self.j].start

    def _inside(self, old: int, new: int, place: int, whole: int) -> int:
        """A quote that begins or ends inside a word that stayed begins or ends inside it still."""
        if self.forth[old] != new or not self.a.starts[old] < place < self.a.ends[old]:
            return whole
        return min(self.b.starts[new] + place - self.a.starts[old], self.b.ends[new])

    def _edge(self, at: int, opening: bool) -> tuple[int, int]:
        """Where the old word `at` begins (or ends) in the new passage: code point, and word number."""
        tied = self.forth[at]
        new = self._split(at, opening) if tied < 0 else tied if opening else tied + 1
        if opening:
            return (self.b.starts[new] if new < len(self.b) else self._point(new)), new
        return self._point(new), new

    def _split(self, at: int, opening: bool) -> int:
        """The place in a replaced stretch that answers to the edge of the old word `at`."""
        low = bisect_left(self._firsts, at)
        left_a, left_b = self.matches[low - 1] if low else (-1, -1)
        right_a, right_b = self.matches[low] if low < len(self.matches) else (len(self.a), len(self.b))
        a1, a2, b1, b2 = left_a + 1, right_a, left_b + 1, right_b
        if max(a2 - a1, b2 - b1) > MAX_SPLIT:  # a beginning lies near what follows it, an end near what goes before
            if opening:
                a1, b1 = max(a1, a2 - MAX_SPLIT), max(b1, b2 - MAX_SPLIT)
            else:
                a2, b2 = min(a2, a1 + MAX_SPLIT), min(b2, b1 + MAX_SPLIT)
        cut = (at if opening else at + 1) - a1
        if cut < 0 or cut > a2 - a1:
            return left_b + 1 if opening else right_b
        key = (a1, a2, b1, b2)
        if key not in self._cuts:
            self._cuts[key] = self._weigh_cuts(*key)
        return b1 + divide(self._cuts[key], b2 - b1, cut, opening)

    def _weigh_cuts(self, a1: int, a2: int, b1: int, b2: int) -> list[list[float]]:
        """For every cut of a replaced stretch of the old passage, how well each cut of the new one answers."""
        if a2 - a1 == b2 - b1:
            return [[float(at == cut) for at in range(b2 - b1 + 1)] for cut in range(a2 - a1 + 1)]
        olds = self._texts(self.a, self.alignment.old.text, a1, a2)
        news = self._texts(self.b, self.alignment.new.text, b1, b2)
        like = [[likes(old, new) for new in news] for old in olds]
        ahead = _prefix_scores(like)
        behind = [row[::-1] for row in _prefix_scores([row[::-1] for row in like[::-1]])][::-1]
        return [[x + y for x, y in zip(one, other, strict=True)] for one, other in zip(ahead, behind, strict=True)]

    @staticmethod
    def _texts(tokens: Tokens, text: str, start: int, end: int) -> list[str]:
        return [text[tokens.starts[at] : tokens.ends[at]] for at in range(start, end)]

    def fresh(self, start: int, end: int) -> float:
        """Which part of new text[start:end] did not stand in the old passage (0 to 1, by letters)."""
        first, last = bisect_right(self.b.ends, start), bisect_left(self.b.starts, end)
        sizes = self.alignment.vocabulary.sizes
        total = sum(sizes[self.b.ids[at]] for at in range(first, last))
        new = sum(sizes[self.b.ids[at]] for at in range(first, last) if self.back[at] < 0)
        return new / total if total else 0.0

    def from_inside(self, start: int, end: int, quote: tuple[int, int]) -> float:
        """Which part of new text[start:end] comes from the quote itself or is fresh (0 to 1, by letters)."""
        first, last = bisect_right(self.b.ends, start), bisect_left(self.b.starts, end)
        sizes = self.alignment.vocabulary.sizes
        total = sum(sizes[self.b.ids[at]] for at in range(first, last))
        own = 0
        for at in range(first, last):
            old = self.back[at]
            if old < 0 or (self.a.ends[old] > quote[0] and self.a.starts[old] < quote[1]):
                own += sizes[self.b.ids[at]]
        return own / total if total else 0.0


def divide(totals: Sequence[Sequence[float]], size: int, cut: int, opening: bool) -> int:
    """Which new words answer to the first `cut` old ones: the cut that makes both halves most alike."""
    if not totals:
        return 0 if opening else size
    cut = min(max(cut, 0), len(totals) - 1)
    lopsided = size > 3 * len(totals) + LOPSIDED  # most of the new words stand for something else
    if not lopsided and cut == 0:
        return 0
    if not lopsided and cut == len(totals) - 1:
        return size
    row = [round(total, 6) for total in totals[cut]]
    best = max(row)
    return row.index(best) if opening != lopsided else size - row[::-1].index(best)


def _prefix_scores(like: Sequence[Sequence[float]]) -> list[list[float]]:
    """How well the first i old words fit to the first k new ones, for every i and k."""
    width = len(like[0]) if like else 0
    rows = [[0.0] * (width + 1)]
    for scores in like:
        before, row = rows[-1], [0.0] * (width + 1)
        for at, score in enumerate(scores, 1):
            row[at] = max(before[at], row[at - 1], before[at - 1] + score)
        rows.append(row)
    return rows


def likes(one: str, other: str) -> float:
    """How likely one word stands for the other: a number for a number, a word for a like word."""
    if one.isalnum() != other.isalnum():
        return 0.0
    if one[:1].isdigit() and other[:1].isdigit():
        return 0.6
    score = Indel.normalized_similarity(one.casefold(), other.casefold())
    return score if score >= 0.5 else 0.1


def alike(one: str, other: str) -> float:
    """Likeness of two stretches, 0 to 1."""
    a, b = collapse(one), collapse(other)
    if a == b:
        return 1.0
    if len(a) > 20_000 or len(b) > 20_000:
        return float(Indel.normalized_similarity(a.split(), b.split()))
    words = Indel.normalized_similarity(a.split(), b.split())
    return float(0.5 * words + 0.5 * fuzz.ratio(a, b) / 100)


def stops(tokens: Tokens, text: str) -> list[bool]:
    """For each word whether a sentence or item ends with it."""
    ends = [text[start:end] in ".;:!?。" for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    for at in range(len(ends) - 1):
        if "\n" in text[tokens.ends[at] : tokens.starts[at + 1]]:
            ends[at] = True
    return ends
