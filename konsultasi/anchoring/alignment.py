"""Which passage of a new text is the counterpart of which passage of the old one."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from konsultasi.anchoring.chains import heaviest_rising
from konsultasi.anchoring.likeness import Finder, Likeness
from konsultasi.anchoring.texts import Document, PassageKey, Tokens, Vocabulary, collapse, label_of

LONG = 5  # words from which a passage's own words say enough to find it anywhere
CERTAIN = 0.75  # so alike that place and number need not speak for the pair
SURE = 0.5  # from here the pair is beyond doubt
FAINT = 0.27  # below this there is nothing a person could settle
LIKELY = 0.36  # below this a passage in the right place is not a counterpart
HEAD = 4  # first words that make a passage look like another one's beginning
SAYING = 4  # words from which a passage says something at all
SMALL_GAP = 900  # pairs in a gap that are all compared
SHELL = 4  # words besides its number that a repealed passage may keep ("(dihapus)")


class Alignment:
    """Two texts and the pairs of their passages; every passage is in one pair at most."""

    def __init__(self, old: Document, new: Document) -> None:
        self.old, self.new = old, new
        self.vocabulary = Vocabulary()
        self.old_tokens = [self.vocabulary.tokens(old.text, p.start, p.end) for p in old.places]
        self.new_tokens = [self.vocabulary.tokens(new.text, p.start, p.end) for p in new.places]
        self.old_keys = [collapse(old.passage(i)) for i in range(len(old.places))]
        self.new_keys = [collapse(new.passage(j)) for j in range(len(new.places))]
        self.likeness = Likeness(self._words(self.old_tokens), self._words(self.new_tokens))
        self.to_new: list[int | None] = [None] * len(old.places)
        self.to_old: list[int | None] = [None] * len(new.places)
        self.score: dict[int, float] = {}
        self.moved: set[int] = set()
        self.ranked: tuple[int, dict[int, list[tuple[float, int]]]] | None = None  # at how many pairs, and what
        self.hints: dict[int, int] = {}  # no counterpart, but a passage in the same place that is a little alike

    def _words(self, tokens: Sequence[Tokens]) -> list[list[int]]:
        return [self.vocabulary.words(passage.ids) for passage in tokens]

    def pair(self, i: int, j: int, score: float) -> None:
        """Ties two passages that are both free."""
        if self.to_new[i] is None and self.to_old[j] is None:
            self.to_new[i], self.to_old[j], self.score[i] = j, i, score

    def part(self, i: int) -> None:
        """Unties a pair."""
        j = self.to_new[i]
        if j is not None:
            self.to_new[i] = self.to_old[j] = None
            del self.score[i]

    def pairs(self) -> list[tuple[int, int]]:
        """All pairs, in the order of the old text."""
        return [(i, j) for i, j in enumerate(self.to_new) if j is not None]

    def same(self, i: int, j: int) -> bool:
        """Word for word the same passage."""
        return self.old_keys[i] == self.new_keys[j]

    def same_label(self, i: int, j: int) -> bool:
        """Both carry the same number."""
        label = self.old.places[i].label
        return bool(label) and label == self.new.places[j].label

    def affinity(self, i: int, j: int) -> float:
        """Likeness, and a little for the same number and the same first words: the head of a split passage."""
        score = self.likeness.of(i, j)
        if score >= 0.99:
            return score
        head = self.likeness.old[i][:HEAD] == self.likeness.new[j][:HEAD]
        return min(0.99, score + 0.12 * self.same_label(i, j) + 0.1 * head)

    def sure(self, i: int) -> bool:
        """The old passage has a counterpart and nothing speaks against it."""
        return self.score.get(i, 0.0) >= SURE

    def weight(self, i: int, j: int) -> float:
        """What a pair says about order: passages count, titles and bare numbers hardly."""
        words = min(len(self.likeness.old[i]), len(self.likeness.new[j]))
        base = 1.0 if words > LONG else 0.05 + 0.03 * words
        return base * (1.0 if self.same(i, j) else 0.8) + 1e-4 * min(words, 900)


def align(old: Sequence[PassageKey], new: Sequence[PassageKey]) -> Alignment:
    """Pairs the passages of two versions."""
    return align_documents(Document.of(old), Document.of(new))


def align_documents(old: Document, new: Document) -> Alignment:
    """Pairs the passages of two texts: the same words first, then likeness, place and number together."""
    found = Alignment(old, new)
    _by_id(found)
    _same_words(found)
    _neighbours(found)
    _uncross_short(found)
    _alike_anywhere(found)
    _in_gaps(found, LIKELY)
    _by_id(found, forced=True)
    _left_over(found)
    _in_gaps(found, LIKELY)
    _unshell(found)
    _hint(found)
    kept = {i for i, _ in _backbone(found)}
    found.moved = {i for i, _ in found.pairs() if i not in kept}
    return found


def _by_id(found: Alignment, forced: bool = False) -> None:
    """The same stable id is the same passage, unless its words now stand under another id."""
    places = {place.id: j for j, place in enumerate(found.new.places) if place.id}
    olds, news = set(found.old_keys), set(found.new_keys)
    for i, place in enumerate(found.old.places):
        j = places.get(place.id) if place.id else None
        if j is None:
            continue
        swapped = not found.same(i, j) and (found.old_keys[i] in news or found.new_keys[j] in olds)
        alike = found.likeness.of(i, j)
        if forced or alike >= SURE or not swapped:
            found.pair(i, j, max(alike, SURE))


def _same_words(found: Alignment) -> None:
    """Long passages whose words stand once on each side."""
    olds: dict[str, list[int]] = defaultdict(list)
    news: dict[str, list[int]] = defaultdict(list)
    for keys, places in ((found.old_keys, olds), (found.new_keys, news)):
        for index, key in enumerate(keys):
            places[key].append(index)
    for key, first in olds.items():
        second = news.get(key, [])
        if len(first) == len(second) == 1 and len(found.likeness.old[first[0]]) > LONG:
            found.pair(first[0], second[0], 1.0)


def _neighbours(found: Alignment) -> None:
    """Passages that stand more than once, or are short, follow the pair beside them."""
    for step in (1, -1):
        for i, j in found.pairs()[::step]:
            a, b = i + step, j + step
            while 0 <= a < len(found.old_keys) and 0 <= b < len(found.new_keys):
                if found.to_new[a] is not None or found.to_old[b] is not None or not found.same(a, b):
                    break
                found.pair(a, b, 1.0)
                a, b = a + step, b + step


def _backbone(found: Alignment) -> list[tuple[int, int]]:
    """The pairs that stand in the same order on both sides."""
    return heaviest_rising([(i, j, found.weight(i, j)) for i, j in found.pairs()])


def _uncross_short(found: Alignment) -> None:
    """Short passages paired against the order of the long ones are free again: place decides, not a bare number."""
    kept = {i for i, _ in _backbone(found)}
    for i, j in found.pairs():
        ids = found.old.places[i].id and found.old.places[i].id == found.new.places[j].id
        if i not in kept and len(found.likeness.old[i]) <= LONG and not ids:
            found.part(i)


def _free(found: Alignment) -> tuple[list[int], list[int]]:
    return (
        [i for i, j in enumerate(found.to_new) if j is None],
        [j for j, i in enumerate(found.to_old) if i is None],
    )


def _candidates(found: Alignment) -> dict[int, list[tuple[float, int]]]:
    """For each free old passage the free new ones most like it, the best first."""
    if found.ranked and found.ranked[0] == len(found.score):
        return found.ranked[1]
    olds, news = _free(found)
    finder = Finder({j: found.likeness.new[j] for j in news})
    ranked = {}
    for i in olds:
        rated = [(found.affinity(i, j), j) for j in finder.like(found.likeness.old[i])]
        ranked[i] = sorted(rated, key=lambda entry: (-entry[0], entry[1]))
    found.ranked = (len(found.score), ranked)
    return ranked


def _alike_anywhere(found: Alignment) -> None:
    """Pairs so alike, and so much more than any other, that place and number do not matter."""
    ranked = _candidates(found)
    best: dict[int, list[float]] = defaultdict(list)
    for rated in ranked.values():
        for score, j in rated:
            best[j].append(score)
    for scores in best.values():
        scores.sort(reverse=True)
    for i, rated in ranked.items():
        if not rated or len(found.likeness.old[i]) <= LONG:
            continue
        score, j = rated[0]
        others = [*[other for other, _ in rated[1:2]], *best[j][1:2]]
        if found.likeness.of(i, j) >= CERTAIN and best[j][0] == score and all(score - other > 0.12 for other in others):
            found.pair(i, j, score)


def _gaps(found: Alignment) -> list[tuple[list[int], list[int]]]:
    """The free passages of both sides between two pairs in order."""
    edges = [(-1, -1), *_backbone(found), (len(found.old_keys), len(found.new_keys))]
    gaps = []
    for (left_i, left_j), (right_i, right_j) in pairwise(edges):
        olds = [i for i in range(left_i + 1, right_i) if found.to_new[i] is None]
        news = [j for j in range(left_j + 1, right_j) if found.to_old[j] is None]
        if olds and news:
            gaps.append((olds, news))
    return gaps


def _in_gaps(found: Alignment, least: float) -> None:
    """Between two pairs in order, the chain of free passages that is most alike as a whole."""
    ranked: dict[int, list[tuple[float, int]]] | None = None
    for olds, news in _gaps(found):
        if len(olds) * len(news) <= SMALL_GAP:
            choices = [(i, j) for i in olds for j in news]
        else:
            ranked = _candidates(found) if ranked is None else ranked
            inside = set(news)
            choices = [(i, j) for i in olds for _, j in ranked.get(i, []) if j in inside]
            choices += _aside(found, olds, news)
        chain = []
        for i, j in set(choices):
            score = _in_place(found, i, j, len(olds) == len(news) == 1)
            if score >= least:
                words = min(len(found.likeness.old[i]), len(found.likeness.new[j]))
                chain.append((i, j, (score - least + 0.02) * (1 + min(words, 60) / 15) * _beside(found, i, j)))
        for i, j in heaviest_rising(chain):
            found.pair(i, j, _in_place(found, i, j, False))


def _beside(found: Alignment, i: int, j: int) -> float:
    """Among same passages the one between the same neighbours counts more, above all behind the same heading."""
    weight = 1.0
    if i and j and found.same(i - 1, j - 1):
        weight += 0.03
    if i + 1 < len(found.old_keys) and j + 1 < len(found.new_keys) and found.same(i + 1, j + 1):
        weight += 0.02
    return weight


def _aside(found: Alignment, olds: list[int], news: list[int]) -> list[tuple[int, int]]:
    """In a large gap: the same words or the same number, k-th to k-th, and places side by side."""
    pairs: list[tuple[int, int]] = []
    for keys, others in (
        (found.old_keys, found.new_keys),
        ([place.label for place in found.old.places], [place.label for place in found.new.places]),
    ):
        places: dict[str, list[int]] = defaultdict(list)
        for j in news:
            if others[j]:
                places[others[j]].append(j)
        seen: Counter[str] = Counter()
        for i in olds:
            same = places.get(keys[i], [])
            pairs += [(i, j) for j in same[max(0, seen[keys[i]] - 2) : seen[keys[i]] + 3]]
            seen[keys[i]] += 1
    return pairs


def _in_place(found: Alignment, i: int, j: int, alone: bool) -> float:
    """Likeness of a pair whose place fits: the same number, or nothing else to choose from, counts a little."""
    score = found.affinity(i, j)
    return score if score >= 0.99 else min(0.99, score + 0.06 * alone)


def _left_over(found: Alignment) -> None:
    """What is free after all: the best pairs first, wherever they stand; then the same words, in turn."""
    rated = [(score, i, j) for i, ranked in _candidates(found).items() for score, j in ranked if score >= SURE]
    rated.sort(key=lambda entry: (-round(entry[0], 2), abs(entry[1] - entry[2]), entry[1]))
    for score, i, j in rated:
        if len(found.likeness.old[i]) > LONG or found.same(i, j):
            found.pair(i, j, score)
    old_bare, new_bare = _bare_keys(found.old, found.likeness.old), _bare_keys(found.new, found.likeness.new)
    for i, j in found.pairs():  # a title goes with what stands below it, whatever its number
        if i and j and found.score[i] >= CERTAIN and old_bare[i - 1] and old_bare[i - 1] == new_bare[j - 1]:
            found.pair(i - 1, j - 1, CERTAIN)
    for old_keys, new_keys, score in (
        (found.old_keys, found.new_keys, 1.0),
        ([row if len(row) > 1 else () for row in old_bare], [row if len(row) > 1 else () for row in new_bare], CERTAIN),
    ):
        olds, news = _free(found)
        waiting: dict[object, list[int]] = defaultdict(list)
        for j in news:
            waiting[new_keys[j]].append(j)
        for i in olds:
            if old_keys[i] and waiting.get(old_keys[i]):
                found.pair(i, waiting[old_keys[i]].pop(0), score)


def _bare_keys(document: Document, words: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    """The words of numbered passages without their own number."""
    labels = [len(label_of(document.passage(index)).split()) for index in range(len(words))]
    return [tuple(row[label:]) if label else () for row, label in zip(words, labels, strict=True)]


def _hint(found: Alignment) -> None:
    """What stands in the place of a passage without counterpart and shares some of its words, or its very number; or
    what is much like it elsewhere."""
    for olds, news in _gaps(found):
        if len(olds) * len(news) > SMALL_GAP:
            continue
        for i in olds:
            score, j = max((_in_place(found, i, j, False), -j) for j in news)
            rewritten = [j for j in news if _same_seat(found, i, j)]
            if score >= FAINT and not _shell(found, i, -j):
                found.hints[i] = -j
            elif rewritten and not _shell(found, i, rewritten[0]):
                found.hints[i] = rewritten[0]
    for i, ranked in _candidates(found).items():  # too short to be found elsewhere beyond doubt
        if i not in found.hints and ranked and ranked[0][0] >= SURE and len(found.likeness.old[i]) >= SAYING:
            found.hints[i] = ranked[0][1]


def _same_seat(found: Alignment, i: int, j: int) -> bool:
    """The same number right behind the same passage: what was there may have been written anew."""
    return found.same_label(i, j) and i > 0 and found.to_new[i - 1] == j - 1


def _shell(found: Alignment, i: int, j: int) -> bool:
    """Of the old passage only its number and a word like "dihapus" or "weggefallen" are left."""
    old, new = found.likeness.old[i], found.likeness.new[j]
    label = len(label_of(found.new.passage(j)).split())
    left = len(new) - label
    return 0 < left <= min(SHELL, len(old) // 4) and found.same_label(i, j) and not set(new[label:]) & set(old[label:])


def _unshell(found: Alignment) -> None:
    """A passage of which only its number and a word ("dihapus") are left has no counterpart."""
    for i, j in found.pairs():
        old, new = found.likeness.old[i], found.likeness.new[j]
        label = len(label_of(found.new.passage(j)).split())
        if len(new) - label <= min(SHELL, len(old) // 4) and len(old) >= 8 and not set(new[label:]) & set(old[label:]):
            found.part(i)
