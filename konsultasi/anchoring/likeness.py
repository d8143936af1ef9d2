"""How alike two passages are, and which passages are worth comparing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log

from rapidfuzz.distance import Indel

COMMON = 60  # a word standing in more passages than this leads to none
CANDIDATES = 8


class Likeness:
    """Likeness of passages by their words: rare words count more than frequent ones."""

    def __init__(self, old: Sequence[Sequence[int]], new: Sequence[Sequence[int]]) -> None:
        self.old, self.new = old, new
        seen: Counter[int] = Counter()
        for words in (*old, *new):
            seen.update(set(words))
        total = len(old) + len(new) + 1
        self.weight = {word: log(total / count) + 0.3 for word, count in seen.items()}
        self._bags: dict[tuple[int, int], tuple[Counter[int], float]] = {}
        self._known: dict[tuple[int, int], float] = {}
        self._grams: dict[tuple[int, int], set[tuple[int, ...]]] = {}

    def of(self, i: int, j: int) -> float:
        """0 to 1; 1 only for the same words in the same order. A passage that grew keeps most of its likeness."""
        known = self._known.get((i, j))
        if known is None:
            known = self._known[i, j] = self._measure(i, j)
        return known

    def _measure(self, i: int, j: int) -> float:
        a, b = self.old[i], self.new[j]
        if not a or not b:
            return 1.0 if not a and not b else 0.0
        (bag_a, size_a), (bag_b, size_b) = self._bag(0, i), self._bag(1, j)
        small, large = (bag_a, bag_b) if len(bag_a) <= len(bag_b) else (bag_b, bag_a)
        shared = sum(self.weight[w] * min(count, large[w]) for w, count in small.items() if w in large)
        bag = 2 * shared / (size_a + size_b)
        score = 0.45 * Indel.normalized_similarity(a, b) + 0.55 * bag
        least = min(len(a), len(b))
        if least >= 6 and score < 0.8 and max(len(a), len(b)) > 1.3 * least:
            part = least / max(len(a), len(b))
            score = max(score, (0.55 + 0.3 * part) * self.contained(i, j) ** 1.5)
        return score

    def contained(self, i: int, j: int) -> float:
        """Which part of the shorter passage stands in the longer one, in rows of three words."""
        a, b = self._rows(0, i), self._rows(1, j)
        least = min(len(a), len(b))
        return len(a & b) / least if least else 0.0

    def _bag(self, side: int, index: int) -> tuple[Counter[int], float]:
        known = self._bags.get((side, index))
        if known is None:
            bag = Counter((self.old, self.new)[side][index])
            known = self._bags[side, index] = (bag, sum(self.weight[w] * n for w, n in bag.items()))
        return known

    def _rows(self, side: int, index: int) -> set[tuple[int, ...]]:
        known = self._grams.get((side, index))
        if known is None:
            known = self._grams[side, index] = set(grams((self.old, self.new)[side][index], 3))
        return known


def grams(words: Sequence[int], size: int) -> Iterable[tuple[int, ...]]:
    """Rows of `size` words."""
    return zip(*(words[step:] for step in range(size)), strict=False)


class Finder:
    """Which passages share rare words or rows of words with a given one."""

    def __init__(self, passages: dict[int, Sequence[int]]) -> None:
        self._posts: dict[object, list[int]] = defaultdict(list)
        for index, words in passages.items():
            for feature in self._features(words):
                self._posts[feature].append(index)

    @staticmethod
    def _features(words: Sequence[int]) -> set[object]:
        return {*words, *grams(words, 3)}

    def like(self, words: Sequence[int], limit: int = CANDIDATES) -> list[int]:
        """The passages that share most with these words, the best first."""
        score: dict[int, float] = defaultdict(float)
        for feature in self._features(words):
            posts = self._posts.get(feature)
            if posts and len(posts) <= COMMON:
                worth = 1.0 / len(posts)
                for index in posts:
                    score[index] += worth
        return sorted(score, key=lambda index: (-score[index], index))[:limit]
