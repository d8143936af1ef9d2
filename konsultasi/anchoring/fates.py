"""What became of each quote in the new text."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz import fuzz

from konsultasi.anchoring.alignment import Alignment
from konsultasi.anchoring.likeness import Finder
from konsultasi.anchoring.locating import CONTEXT, Anchor, Folded, Locator, Spot, whole_words
from konsultasi.anchoring.pairing import PassagePair, Stretch, alike
from konsultasi.anchoring.texts import collapse

Fate = Literal["kept", "moved", "changed", "removed", "doubtful"]

WORDY = 10  # letters of a quote that is more than a word
JOINTS = ",;: \n\t"
HELD = 20  # letters of an unbroken row of words that hold a quote in its place
TELLING = 16  # letters of a quote that can hardly stand somewhere by chance
BESIDE = 3  # passages between the parts of one that was cut
FAR = 0.6  # likeness from which words elsewhere are the quote's, reworded


@dataclass(frozen=True, slots=True)
class Fated:
    """The fate of one anchor; `start` and `end` count in the new text, `within` from the start of its passage."""

    id: str | int
    fate: Fate
    start: int | None = None
    end: int | None = None
    passage: int | None = None
    within: tuple[int, int] | None = None


def reanchor(alignment: Alignment, anchors: Iterable[Anchor]) -> list[Fated]:
    """One fate for every anchor, in the order given."""
    judge = Judge(alignment)
    return [judge.fate(anchor) for anchor in anchors]


class Judge:
    """Decides fates over one alignment; whatever is worked out for a passage is kept for the next anchor."""

    def __init__(self, alignment: Alignment) -> None:
        self.alignment = alignment
        self.locator = Locator(alignment.old)
        self._pairs: dict[tuple[int, int], PassagePair] = {}
        self._starts = [place.start for place in alignment.old.places]
        self._new_starts = [place.start for place in alignment.new.places]
        self._new_text: Folded | None = None
        self._finder: Finder | None = None
        self._known: dict[tuple[int, int], Fated] = {}
        self._kins: dict[int, list[int]] = {}
        self._folds: dict[int, Folded] = {}

    def fate(self, anchor: Anchor) -> Fated:
        """The fate of one anchor."""
        spot = self._whole_passage(anchor) or self.locator.find(anchor)
        if spot is None or spot.start >= spot.end:
            return self._unknown(anchor)
        known = self._known.get((spot.start, spot.end))
        if known is None:
            known = self._known[spot.start, spot.end] = self._settle(spot)
        fate = known.fate if spot.sure else "doubtful"
        return Fated(anchor.id, fate, known.start, known.end, known.passage, known.within)

    def _whole_passage(self, anchor: Anchor) -> Spot | None:
        """No quote but a passage: the whole passage is meant."""
        if anchor.passage is None or collapse(anchor.quote) or not 0 <= anchor.passage < len(self._starts):
            return None
        place = self.alignment.old.places[anchor.passage]
        return Spot(place.start, place.end, True)

    def _unknown(self, anchor: Anchor) -> Fated:
        """The old text does not have the quote: a person settles it, shown the one place where the new text has it."""
        if len(collapse(anchor.quote)) >= TELLING:
            found = self._everywhere(anchor.quote)
            if len(found) == 1:
                return self._at(anchor.id, "doubtful", *found[0])
        return Fated(anchor.id, "doubtful")

    # One quote

    def _settle(self, spot: Spot) -> Fated:
        parts = self._parts(spot)
        if not parts:
            return Fated("", "doubtful")
        if len(parts) == 1:
            return self._one(*parts[0])
        return self._several(spot, parts)

    def _parts(self, spot: Spot) -> list[tuple[int, int, int]]:
        """The quote passage by passage: (passage, start, end)."""
        places = self.alignment.old.places
        parts = []
        for i in range(max(0, bisect_right(self._starts, spot.start) - 1), bisect_left(self._starts, spot.end)):
            start, end = max(spot.start, places[i].start), min(spot.end, places[i].end)
            if collapse(self.alignment.old.text[start:end]):
                parts.append((i, start, end))
        return parts

    def _one(self, i: int, start: int, end: int) -> Fated:
        quote = self.alignment.old.text[start:end]
        j = self.alignment.to_new[i]
        if j is None:
            return self._without(i, start, end, quote)
        pair = self._pair(i, j)
        here = pair.map(start, end)
        if self._equal(quote, here):
            return self._stands(i, here.start, here.end, pair.letters(*pair.range(start, end)) >= HELD)
        if collapse(quote).casefold() == collapse(self.alignment.new.text[here.start : here.end]).casefold():
            return self._reworded(i, quote, here)
        exact = self._in_passage(pair, start, end, quote)
        exact = exact or self._over_a_cut(pair, quote)
        if exact is not None:
            return exact
        return self._elsewhere(i, start, end, quote, here) or self._reworded(i, quote, here)

    def _stands(self, i: int, start: int, end: int, held: bool = False) -> Fated:
        """Word for word in the counterpart; in a doubtful one a few words prove nothing unless others hold them."""
        size = len(collapse(self.alignment.new.text[start:end]))
        if not self.alignment.sure(i) and size < 2 * TELLING and not held:
            return self._at("", "doubtful", start, end)
        return self._at("", "moved" if i in self.alignment.moved else "kept", start, end)

    def _in_passage(self, pair: PassagePair, start: int, end: int, quote: str) -> Fated | None:
        """The words stand in the counterpart, but the word-by-word alignment went another way."""
        places = self._within(pair.j, quote)
        if not places:
            return None
        rated = sorted(((pair.from_inside(s, e, (start, end)), s, e) for s, e in places), reverse=True)
        best, first, last = rated[0]
        telling = len(collapse(quote)) >= TELLING
        if best >= (0.5 if telling else 0.99) and (len(rated) == 1 or rated[1][0] < best - 0.3):
            if telling or len(collapse(quote)) >= WORDY or pair.map(start, end).start == first:
                return self._stands(pair.i, first, last)
        elif len(collapse(quote)) >= WORDY and pair.share(start, end) < 0.5:
            return self._at("", "doubtful", first, last)
        if pair.share(start, end) >= 0.5:
            return None
        return self._carried(pair, start, end, [(s, e) for share, s, e in rated if share >= 0.99])

    def _over_a_cut(self, pair: PassagePair, quote: str) -> Fated | None:
        """The counterpart was cut in two in the middle of the quote: word for word it stands over the cut."""
        if len(collapse(quote)) < TELLING:
            return None
        place = self.alignment.new.places[pair.j]
        found = [(s, e) for s, e in self._everywhere(quote) if s < place.end and e > place.start]
        return self._stands(pair.i, *found[0], held=True) if len(found) == 1 else None

    def _carried(self, pair: PassagePair, start: int, end: int, places: list[tuple[int, int]]) -> Fated | None:
        """A word whose sentence went to another place of its passage went with it: its neighbours tell."""
        old, new = self.alignment.old, self.alignment.new
        low, high = old.places[pair.i].start, old.places[pair.i].end
        before, after = old.text[max(low, start - CONTEXT) : start], old.text[end : min(high, end + CONTEXT)]
        rated = sorted((Locator.fits(new.text, s, e, before, after), s, e) for s, e in places)
        if rated and rated[-1][0] >= TELLING and (len(rated) == 1 or rated[-2][0] < rated[-1][0]):
            return self._stands(pair.i, *rated[-1][1:], held=True)
        return None

    def _elsewhere(self, i: int, start: int, end: int, quote: str, here: Stretch) -> Fated | None:
        """The words went to another passage; None when the counterpart keeps them, reworded."""
        if here.share >= 0.6:
            return None
        if len(collapse(quote)) < TELLING:
            return self._taken_along(i, start, end, quote) if here.share == 0.0 and here.likeness < 0.5 else None
        free = self._fresh_places(quote)
        if free and here.share >= 0.3 and len(quote) < 3 * TELLING:
            return None
        if free:
            telling = len(quote) >= 2 * TELLING or quote.rstrip()[-1:] in ".;。"
            if len(free) == 1 and here.share < 0.4 and telling:
                return self._at("", "moved", *free[0])
            along = self._taken_along(i, start, end, quote)
            if along:
                return along
            return self._at("", "doubtful", *free[0])
        if here.likeness >= 0.4:
            return None
        return self._reworded_elsewhere(i, (start, end), quote, here.likeness)

    def _reworded(self, i: int, quote: str, here: Stretch) -> Fated:
        """The counterpart stands, the words differ."""
        here = self._bare(quote, self._shifted(quote, here))
        sure = self.alignment.sure(i) or here.likeness >= 0.6 or here.held
        size, now = len(quote), here.end - here.start
        if now > 4 * size + 120 and here.share < 0.5:
            window = self._window(quote, here.start, here.end)
            if window and window[2] >= FAR:
                return self._at("", "changed" if sure else "doubtful", window[0], window[1])
            sure = sure and size > 40
        return self._at("", "changed" if sure else "doubtful", here.start, here.end)

    def _shifted(self, quote: str, here: Stretch) -> Stretch:
        """Nothing answers to the quote at its place, but much like it is new at another place of the counterpart."""
        if here.end > here.start or len(collapse(quote)) < TELLING:
            return here
        place = self.alignment.new.places[here.passage]
        window = self._window(quote, place.start, place.end)
        if window is None or window[2] < FAR or self._fresh(here.passage, window[0], window[1]) < 0.6:
            return here
        return replace(here, start=window[0], end=window[1], likeness=window[2])

    def _bare(self, quote: str, here: Stretch) -> Stretch:
        """A comma that only joins what replaced a quote to its neighbours is no part of it."""
        text, start, end = self.alignment.new.text, here.start, here.end
        joints = {mark for mark in JOINTS if mark.isspace() or mark not in quote}
        while end - start > 1 and quote[:1].isalnum() and text[start] in joints:
            start += 1
        while end - start > 1 and quote[-1:].isalnum() and text[end - 1] in joints:
            end -= 1
        return replace(here, start=start, end=end)

    def _without(self, i: int, start: int, end: int, quote: str) -> Fated:
        """The passage has no counterpart: its words may stand in another one."""
        if len(collapse(quote)) >= TELLING:
            free = self._fresh_places(quote)
            if free:
                return self._at("", "moved" if len(free) == 1 else "doubtful", *free[0])
        along = self._taken_along(i, start, end, quote)
        if along:
            return along
        if len(collapse(quote)) >= WORDY and len(found := self._unpaired(quote)) == 1:
            return self._at("", "doubtful", *found[0])
        spot = (start, end)
        return self._reworded_elsewhere(i, spot, quote, 0.0) or self._hinted(i, start, end) or Fated("", "removed")

    def _taken_along(self, i: int, start: int, end: int, quote: str) -> Fated | None:
        """The words went to another passage together with those around them."""
        for j in self._kin(i):
            if self._pair(i, j).share(start, end) < 1.0:
                continue
            here = self._pair(i, j).map(start, end)
            if self._equal(quote, here) and self._lives(i, j, start, end, here):
                return self._at("", "moved", here.start, here.end)
        return None

    def _hinted(self, i: int, start: int, end: int) -> Fated | None:
        """Something a little alike stands in the place of the passage: a person decides."""
        j = self.alignment.hints.get(i)
        if j is None:
            return None
        here = self._pair(i, j).map(start, end)
        return self._at("", "doubtful", here.start, here.end)

    # Quotes over several passages

    def _several(self, spot: Spot, parts: list[tuple[int, int, int]]) -> Fated:
        fates = [self._one(*part) for part in parts]
        found = [fate for fate in fates if fate.start is not None]
        if not found:
            return Fated("", "removed" if all(fate.fate == "removed" for fate in fates) else "doubtful")
        start, end = min(f.start or 0 for f in found), max(f.end or 0 for f in found)
        quote = self.alignment.old.text[spot.start : spot.end]
        whole = collapse(self.alignment.new.text[start:end]) == collapse(quote)
        moved = [fate.fate == "moved" for fate in fates]
        doubtful = any(fate.fate == "doubtful" for fate in fates)
        if whole and not doubtful:
            return self._at("", "moved" if all(moved) else "kept", start, end)
        first = max(found, key=lambda fate: (fate.end or 0) - (fate.start or 0))
        if end - start > 3 * len(quote) + 400 or doubtful:
            near = end - start <= 2 * len(quote) + 80
            return self._at("", "doubtful", *((start, end) if near else (first.start or 0, first.end or 0)))
        return self._at("", "changed", start, end)

    # Where words stand in the new text

    def _pair(self, i: int, j: int) -> PassagePair:
        known = self._pairs.get((i, j))
        if known is None:
            known = self._pairs[i, j] = PassagePair(self.alignment, i, j)
        return known

    def _lives(self, i: int, j: int, start: int, end: int, here: Stretch) -> bool:
        """A few words went to another passage: they are new there, and so are the words beside them."""
        pair = self._pair(i, j)
        letters = pair.letters(*pair.range(start, end))
        enough = WORDY if self._cut_off(i, j) else 2 * TELLING
        return self._fresh(j, here.start, here.end) >= 0.7 and letters >= enough

    def _cut_off(self, i: int, j: int) -> bool:
        """A new passage right beside the counterpart of an old one is made of that one's words: it was cut in two."""
        counterpart, place = self.alignment.to_new[i], self.alignment.new.places[j]
        beside = counterpart is not None and abs(j - counterpart) <= BESIDE and self.alignment.to_old[j] is None
        return beside and self._pair(i, j).fresh(place.start, place.end) <= 0.4

    def _equal(self, quote: str, here: Stretch) -> bool:
        return collapse(self.alignment.new.text[here.start : here.end]) == collapse(quote)

    def _everywhere(self, quote: str) -> list[tuple[int, int]]:
        """All places of the new text that hold these words."""
        if self._new_text is None:
            self._new_text = Folded(self.alignment.new.text, False)
        return list(_find(self._new_text, quote))

    def _within(self, j: int, quote: str) -> list[tuple[int, int]]:
        """The places of one new passage that hold these words."""
        place = self.alignment.new.places[j]
        if collapse(quote) not in self.alignment.new_keys[j]:
            return []
        whole = self._folds.get(j)
        if whole is None:
            whole = self._folds[j] = Folded(self.alignment.new.text[place.start : place.end], False)
        return [(place.start + s, place.start + e) for s, e in _find(whole, quote)]

    def _unpaired(self, quote: str) -> list[tuple[int, int]]:
        """Places that hold these words in passages without a counterpart."""
        return [place for place in self._everywhere(quote) if self.alignment.to_old[self._passage(place[0])] is None]

    def _fresh_places(self, quote: str) -> list[tuple[int, int]]:
        """Places that hold these words and did not hold them before."""
        found = []
        for start, end in self._everywhere(quote):
            j = self._passage(start)
            if self._fresh(j, start, end) >= 0.7:
                found.append((start, end))
        return found

    def _fresh(self, j: int, start: int, end: int) -> float:
        i = self.alignment.to_old[j]
        return 1.0 if i is None else self._pair(i, j).fresh(start, end)

    def _kin(self, i: int) -> list[int]:
        """Other new passages that share rare words with an old one."""
        if self._finder is None:
            self._finder = Finder(dict(enumerate(self.alignment.likeness.new)))
        if i not in self._kins:
            near = self._finder.like(self.alignment.likeness.old[i], 6)
            self._kins[i] = [j for j in near if j != self.alignment.to_new[i]]
        return self._kins[i]

    def _reworded_elsewhere(self, i: int, spot: tuple[int, int], quote: str, here: float) -> Fated | None:
        """Words much like the quote that are new in another passage: the best guess, for a person to settle."""
        best: tuple[float, int, int] | None = None
        if len(collapse(quote)) < TELLING:
            return None
        for j in self._kin(i):
            place = self.alignment.new.places[j]
            window = self._window(quote, place.start, place.end)
            far = FAR + 0.1 * self.alignment.sure(i)  # a long name that both share is not yet the same thing
            least = max(far, here + 0.25, best[0] if best else 0.0)
            pair = self._pair(i, j)
            mapped = pair.map(*spot) if pair.share(*spot) >= 0.4 else None
            if mapped and mapped.likeness >= (window[2] if window else FAR) - 0.1:
                window = (mapped.start, mapped.end, mapped.likeness)
            if window and window[2] > least and self._fresh(j, window[0], window[1]) >= 0.6:
                best = (window[2], window[0], window[1])
        return self._at("", "doubtful", best[1], best[2]) if best else None

    def _window(self, quote: str, start: int, end: int) -> tuple[int, int, float] | None:
        """The stretch of new text[start:end] most like the quote, cut at whole words."""
        text = self.alignment.new.text[start:end]
        if not text or len(quote) > 5_000 or len(text) > 50_000:
            return None
        found = fuzz.partial_ratio_alignment(quote, text) if len(text) >= len(quote) else None
        low, high = (found.dest_start, found.dest_end) if found else (0, len(text))
        low, high = whole_words(text, low, high) if low < high else (low, high)
        low += len(text[low:high]) - len(text[low:high].lstrip())
        high -= len(text[low:high]) - len(text[low:high].rstrip())
        return (start + low, start + high, alike(quote, text[low:high])) if low < high else None

    def _passage(self, start: int) -> int:
        return max(0, bisect_right(self._new_starts, start) - 1)

    def _at(self, id: str | int, fate: Fate, start: int, end: int) -> Fated:
        j = self._passage(start)
        origin = self._new_starts[j] if self._new_starts else 0
        return Fated(id, fate, start, end, j, (start - origin, end - origin))


def _find(whole: Folded, quote: str) -> Iterable[tuple[int, int]]:
    wanted = " ".join(quote.replace("\ufeff", " ").split())
    at = whole.text.find(wanted) if wanted else -1
    count = 0
    while at >= 0 and count < 2_000:
        yield whole.back(at, at + len(wanted))
        at, count = whole.text.find(wanted, at + 1), count + 1
