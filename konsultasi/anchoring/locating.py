"""Where a quote stands in the text it was taken from."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from konsultasi.anchoring.texts import Document, collapse

CONTEXT = 32  # letters of the surroundings that are kept with a quote
CHANCE = 4  # letters of the surroundings that may agree by chance
FAINT = 88  # likeness from which a quote that is not there word for word is still recognised
LONGEST = 20_000  # letters of a quote that is searched by likeness

_WORDS = re.compile(r"[^\s\ufeff]+")
_QUOTES = {ord(c): '"' for c in "“”„‟«»″〝〞"} | {ord(c): "'" for c in "‘’‚‛′`´"}
_DASHES = {ord(c): "-" for c in "‐‑‒–—―−"}
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_FOLDS = {**_QUOTES, **_DASHES, **_UNSEEN, ord("…"): "..."}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A quote with what stood around it. `start` counts code points in the text, or in `passage` when that is given."""

    id: str | int
    quote: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0
    passage: int | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Code points of the text, end exclusive; `sure` is False when the words or the place left a choice."""

    start: int
    end: int
    sure: bool


class Folded:
    """A text with white space collapsed (and, loosely, typing differences levelled), and the way back."""

    def __init__(self, text: str, loose: bool) -> None:
        self.places: list[int] = []
        words: list[str] = []
        before = False
        for match in _WORDS.finditer(text):
            start, word = match.start(), match.group()
            if not loose or (word.isascii() and "`" not in word):
                places: Iterable[int] = range(start, match.end())
                word = word.lower() if loose else word
            else:
                folds = [(one, start + at) for at, char in enumerate(word) for one in _fold(char) if one != " "]
                word, places = "".join(one for one, _ in folds), [at for _, at in folds]
            if not word:
                continue
            if before:
                self.places.append(start - 1)
            self.places.extend(places)
            words.append(word)
            before = True
        self.text = " ".join(words)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Places in the text as it is."""
        return self.places[start], self.places[end - 1] + 1

    def at(self, place: int) -> int:
        """The folded place of a place in the text."""
        return bisect_right(self.places, place - 1)


def _fold(char: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", char.translate(_FOLDS)) if not unicodedata.combining(c))
    return plain.casefold()


def folded(text: str, loose: bool) -> str:
    """A quote or its surroundings, folded like the text."""
    return Folded(text, loose).text


class Locator:
    """Finds anchors in one text."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._texts: dict[bool, Folded] = {}

    def _folded(self, loose: bool) -> Folded:
        if loose not in self._texts:
            self._texts[loose] = Folded(self.document.text, loose)
        return self._texts[loose]

    def find(self, anchor: Anchor) -> Spot | None:
        """The stretch the anchor means; None when its words are not in the text."""
        begin = self._begin(anchor)
        if not collapse(anchor.quote):
            return None
        return (
            self._exact(anchor, begin)
            or self._among(anchor, begin, False)
            or self._among(anchor, begin, True)
            or self._faint(anchor)
        )

    def _begin(self, anchor: Anchor) -> int:
        if anchor.passage is None or not 0 <= anchor.passage < len(self.document.places):
            return anchor.start
        return self.document.places[anchor.passage].start + anchor.start

    def _exact(self, anchor: Anchor, begin: int) -> Spot | None:
        """The quote stands where it says, between the words it says."""
        text, end = self.document.text, begin + len(anchor.quote)
        if begin < 0 or text[begin:end] != anchor.quote:
            return None
        before, after = anchor.prefix, anchor.suffix
        if not text[:begin].endswith(before) or not text.startswith(after, end):
            if not collapse(text[max(0, begin - 80) : begin]).endswith(collapse(before)):
                return None
            if not collapse(text[end : end + 80]).startswith(collapse(after)):
                return None
        return self._trimmed(begin, end)

    def _trimmed(self, start: int, end: int, sure: bool = True) -> Spot:
        """Blanks around a quote are no part of it."""
        text = self.document.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Spot(start, end, sure)

    def _among(self, anchor: Anchor, begin: int, loose: bool) -> Spot | None:
        """Of all places where the words stand the one whose surroundings, then distance, fit best."""
        whole = self._folded(loose)
        quote = folded(anchor.quote, loose).strip()
        if not quote:
            return None
        before, after = folded(anchor.prefix, loose), folded(anchor.suffix, loose)
        hint = whole.at(max(0, begin))
        rated: list[tuple[int, int, int]] = []
        at = whole.text.find(quote)
        while at >= 0 and len(rated) < 5_000:
            fits = self.fits(whole.text, at, at + len(quote), before, after)
            rated.append((fits if fits >= CHANCE else 0, -abs(at - hint), at))
            at = whole.text.find(quote, at + 1)
        rated = self._inside(anchor, whole, rated)
        if not rated:
            return None
        rated.sort(reverse=True)
        fits, distance, at = rated[0]
        rivals = [other for other in rated[1:2] if other[0] >= fits - 2]
        near = not rivals or -distance <= 2 or (-distance * 4 < -rivals[0][1])
        least = min(8, len(before.strip()) + len(after.strip()))
        alone = len(rated) == 1 and (fits >= least or len(quote) >= 12 or -distance <= 2)
        exact = -distance <= 2 and fits + CHANCE >= max(other[0] for other in rated)
        sure = alone or exact or (len(rated) > 1 and near and fits >= least)
        start, end = whole.back(at, at + len(quote))
        word_for_word = not loose or collapse(self.document.text[start:end]) == collapse(anchor.quote)
        return self._trimmed(start, end, sure and word_for_word)

    def _inside(self, anchor: Anchor, whole: Folded, rated: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
        """When the passage is known, places in it come before all others."""
        if anchor.passage is None or not 0 <= anchor.passage < len(self.document.places):
            return rated
        place = self.document.places[anchor.passage]
        return [one for one in rated if place.start <= whole.places[one[2]] < place.end] or rated

    @staticmethod
    def fits(text: str, start: int, end: int, before: str, after: str) -> int:
        """How many letters of the surroundings agree, counted from the quote outwards."""
        left = text[max(0, start - len(before) - 2) : start].rstrip()[::-1]
        right = text[end : end + len(after) + 2].lstrip()
        return _agree(left, before.rstrip()[::-1]) + _agree(right, after.lstrip())

    def _faint(self, anchor: Anchor) -> Spot | None:
        """A quote with small slips in it: the stretch most like it, never beyond doubt."""
        whole = self._folded(True)
        quote = folded(anchor.quote, True).strip()
        if len(quote) < 12 or len(quote) > LONGEST:
            return None
        hint = whole.at(max(0, self._begin(anchor)))
        low = max(0, hint - len(quote) - 400)
        for text, offset in ((whole.text[low : hint + 2 * len(quote) + 400], low), (whole.text, 0)):
            found = fuzz.partial_ratio_alignment(quote, text, score_cutoff=FAINT) if len(text) >= len(quote) else None
            if found and found.dest_end > found.dest_start:
                low, high = found.dest_start + offset, found.dest_end + offset
                return self._trimmed(*whole.back(*whole_words(whole.text, low, high)), False)
        return None


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch widened to where its first and last words begin and end."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def _agree(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
