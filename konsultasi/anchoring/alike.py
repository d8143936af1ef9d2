"""Which inputs speak of the same thing: rare word stems they share, weighed and named, so that a person can check."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

from core.text import stems as indonesian

# Words that say nothing of what a text is about.
STOP = frozenset(
    indonesian(
        "yang dan di ke dari untuk pada dengan dalam adalah ini itu atau oleh tidak akan dapat harus agar supaya juga"
        " karena sebagai saya kami kita anda mereka dia ia nya bapak ibu mohon tolong sudah belum telah sedang masih"
        " lebih sangat paling sekali saja lagi pun maka jika kalau bila apabila tetapi tapi namun serta bagi tentang"
        " terhadap antara secara hal ada jadi menjadi seperti setiap para semua banyak beberapa bisa boleh perlu mau"
        " ingin hanya hingga sampai sejak ketika saat bahwa apa siapa mengapa bagaimana kapan mana tersebut yaitu"
        " yakni pasal ayat huruf angka bab bagian draf rancangan peraturan perda perbup pak bu yg dgn utk tdk sdh"
        " setuju keberatan usul masukan saran terima kasih salam hormat sebaiknya seharusnya"
    ).split()
)
KEPT = 60  # stems of one text that count, the rarest first
LEADING = 12  # the weightiest stems of a text, by which others like it are looked for
AT_MOST = 150  # texts a stem leads to, the earliest ones
LEAST = 0.4  # likeness from which two texts are proposed as one matter


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts by their places in the list, how alike they are (0 to 1), and the shared stems that weigh most."""

    first: int
    second: int
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that belong together, the one most like all others first; the stems that hold them together."""

    members: tuple[int, ...]
    score: float
    shared: tuple[str, ...]


class Weighed:
    """Texts as weighed stems of length one: the cosine of two is the sum of what they share."""

    def __init__(self, texts: Sequence[str], stem: Callable[[str], str] = indonesian) -> None:
        bags = [_bag(text, stem) for text in texts]
        self.seen = Counter(word for bag in bags for word in bag)
        self.total = len(texts)
        self.rows = [self._weigh(bag) for bag in bags]
        self.posts: dict[str, list[tuple[int, float]]] = defaultdict(list)

    def post(self, index: int) -> None:
        """From now on this text can be found by its stems."""
        for word, weight in self.rows[index].items():
            posts = self.posts[word]
            if len(posts) < AT_MOST:
                posts.append((index, weight))

    def _weigh(self, bag: Counter[str]) -> dict[str, float]:
        rated = {w: (1 + log(n)) * (log((self.total + 1) / (self.seen[w] + 1)) + 1) for w, n in bag.items()}
        best = sorted(rated, key=lambda word: (-rated[word], word))[:KEPT]
        size = sqrt(sum(rated[word] ** 2 for word in best)) or 1.0
        return {word: rated[word] / size for word in best}

    def score(self, one: dict[str, float], other: dict[str, float]) -> tuple[float, tuple[str, ...]]:
        """The cosine and the five shared stems that weigh most."""
        shared = {word: one[word] * other[word] for word in one if word in other}
        names = sorted(shared, key=lambda word: (-shared[word], word))[:5]
        return min(1.0, round(sum(shared[word] for word in sorted(shared)), 4)), tuple(names)

    def near(self, row: dict[str, float], least: float) -> list[int]:
        """Places of posted texts that share telling stems with this one, the most promising first."""
        rough: dict[int, float] = defaultdict(float)
        for word in list(row)[:LEADING]:
            weight = row[word]
            for index, other in self.posts.get(word, ()):
                rough[index] += weight * other
        good = [index for index, score in rough.items() if score >= least / 2]
        return sorted(good, key=lambda index: (-round(rough[index], 9), index))


@lru_cache(maxsize=20_000)
def _stemmed(text: str) -> tuple[str, ...]:
    return tuple(word for word in indonesian(text).split() if len(word) > 1 and word not in STOP)


def _bag(text: str, stem: Callable[[str], str]) -> Counter[str]:
    if stem is indonesian:
        return Counter(_stemmed(text))
    return Counter(word for word in stem(text).split() if len(word) > 1 and word not in STOP)


def pairs(texts: Sequence[str], least: float = LEAST, limit: int = 20) -> list[Pair]:
    """Pairs of texts at least this much alike, the most alike first; at most `limit` for each text."""
    weighed = Weighed(texts)
    found: list[Pair] = []
    for index, row in enumerate(weighed.rows):
        count = 0
        for other in weighed.near(row, least)[: 3 * limit]:
            score, shared = weighed.score(row, weighed.rows[other])
            if score >= least and len(shared) >= min(2, len(row)):
                found.append(Pair(other, index, score, shared))
                count += 1
                if count == limit:
                    break
        weighed.post(index)
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))


def alike(texts: Sequence[str], least: float = LEAST, limit: int = 20) -> list[Group]:
    """Groups of two or more texts to be proposed to a person: each member is like the middle of its group."""
    found = pairs(texts, least, limit)
    links: dict[int, dict[int, Pair]] = defaultdict(dict)
    for pair in found:
        links[pair.first][pair.second] = links[pair.second][pair.first] = pair
    taken: set[int] = set()
    groups: list[Group] = []
    weight = {index: sum(pair.score for pair in near.values()) for index, near in links.items()}
    for middle in sorted(weight, key=lambda index: (-weight[index], index)):
        if middle in taken:
            continue
        members = [other for other in links[middle] if other not in taken]
        if not members:
            continue
        members.sort(key=lambda other: (-links[middle][other].score, other))
        taken.update((middle, *members))
        words = Counter(word for other in members for word in links[middle][other].shared)
        shared = tuple(sorted(words, key=lambda word: (-words[word], word))[:5])
        score = sum(links[middle][other].score for other in members) / len(members)
        groups.append(Group((middle, *members), round(score, 4), shared))
    return sorted(groups, key=lambda group: (-len(group.members), -group.score, group.members))


def neighbours(text: str, candidates: Iterable[str], limit: int = 3, least: float = 0.3) -> list[Pair]:
    """The candidates most like a text that is being written; `first` is -1, `second` the candidate's place."""
    weighed = Weighed([*candidates, text])
    row = weighed.rows[-1]
    rated = []
    for index, other in enumerate(weighed.rows[:-1]):
        score, shared = weighed.score(row, other)
        if score >= least:
            rated.append(Pair(-1, index, score, shared))
    return sorted(rated, key=lambda pair: (-pair.score, pair.second))[:limit]
