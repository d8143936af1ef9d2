"""Where inputs stand when a text changes: plain computation over passages, no writing. Verbs are in services.places."""

from collections.abc import Sequence
from dataclasses import dataclass

from konsultasi.anchoring.alignment import align
from konsultasi.anchoring.fates import Judge
from konsultasi.anchoring.locating import Anchor, Locator
from konsultasi.anchoring.texts import Document, PassageKey, collapse
from konsultasi.models import Passage, Standing, Version
from konsultasi.passages import CLOSERS, bare_number
from konsultasi.states import Fate

CONTEXT = 32  # letters before and after a quote that help to find it
FATES = {
    "kept": Fate.KEPT,
    "moved": Fate.MOVED,
    "changed": Fate.CHANGED,
    "removed": Fate.REMOVED,
    "doubtful": Fate.DOUBTFUL,
}


@dataclass(frozen=True)
class Spot:
    """A place in a text: the passage, and code points of its words (None = all of it); no passage = nowhere."""

    fate: Fate
    passage: Passage | None = None
    start: int | None = None
    end: int | None = None
    judged: bool = True  # False: there were no words to judge by


def key(passage: Passage) -> PassageKey:
    """The passage as the anchoring reads it."""
    return PassageKey(passage.block_id, passage.kind, bare_number(passage.kind, passage.number), passage.text)


def part_of(text: str, quote: str, near: int | None = None) -> tuple[int, int] | None:
    """Code points of a quote in a passage, white space aside; the place nearest to `near`. None: all of it, or none."""
    if not collapse(quote) or collapse(quote) == collapse(text):
        return None
    locator = Locator(Document.of([PassageKey("", "", "", text)]))
    found = locator.find(Anchor(0, quote, start=near or 0))
    if found is None or collapse(text[found.start : found.end]) != collapse(quote):
        return None
    return found.start, found.end


class Carrier:
    """Carries places into one version from any earlier one; two versions are aligned once."""

    def __init__(self, version: Version) -> None:
        self.new = list(Passage.objects.filter(version=version))
        self._bases: dict[int, tuple[list[Passage], dict[int, int], Judge]] = {}

    def carry(self, base: Standing | None, last: Standing) -> Spot:
        """The place in the new version. `base`: the last one that had a passage; `last`: that of the version before.

        A doubt nobody settled stays one; what was taken out comes back only where its words stand again.
        """
        if base is None or base.passage_id is None:
            return Spot(Fate.DOUBTFUL if last.fate == Fate.DOUBTFUL else Fate.KEPT)
        spot = self._now(base)
        if last.fate == Fate.DOUBTFUL:
            return Spot(Fate.DOUBTFUL, spot.passage, spot.start, spot.end)
        if last.fate == Fate.REMOVED and spot.fate not in (Fate.KEPT, Fate.MOVED):
            return Spot(Fate.REMOVED)
        return spot

    def follow(self, version_id: int, passage_id: int, start: int | None, end: int | None) -> Spot:
        """Where a place of an earlier version is now."""
        return self._now(Standing(version_id=version_id, passage_id=passage_id, start=start, end=end))

    def _now(self, base: Standing) -> Spot:
        return self._whole(base) if base.start is None else self._part(base)

    def _base(self, version_id: int) -> tuple[list[Passage], dict[int, int], Judge]:
        if version_id not in self._bases:
            old = list(Passage.objects.filter(version_id=version_id))
            judge = Judge(align([key(row) for row in old], [key(row) for row in self.new]))
            self._bases[version_id] = old, {row.pk: index for index, row in enumerate(old)}, judge
        return self._bases[version_id]

    def _part(self, base: Standing) -> Spot:
        _, places, judge = self._base(base.version_id)
        index = places[base.passage_id or 0]
        at = judge.alignment.old.places[index].start
        return self._judged(judge, at + (base.start or 0), at + (base.end or 0))

    def _whole(self, base: Standing) -> Spot:
        """A passage as a whole; of an article, its clauses and letters with it."""
        old, places, judge = self._base(base.version_id)
        index = places[base.passage_id or 0]
        alignment = judge.alignment
        spot = self._judged(judge, alignment.old.places[index].start, alignment.old.places[below(old, index) - 1].end)
        counterpart = alignment.to_new[index]
        if counterpart is not None:
            if not spot.judged:
                return Spot(Fate.MOVED if index in alignment.moved else Fate.KEPT, self.new[counterpart])
            torn = spot.fate == Fate.REMOVED or (spot.fate == Fate.DOUBTFUL and alignment.sure(index))
            return Spot(Fate.CHANGED if torn else spot.fate, self.new[counterpart])
        if spot.passage is None:
            return Spot(spot.fate if spot.judged else Fate.REMOVED)
        return Spot(spot.fate, self._heading(spot.passage) if old[index].kind == "pasal" else spot.passage)

    def _judged(self, judge: Judge, start: int, end: int) -> Spot:
        """What became of the words between two code points of the old text."""
        text = judge.alignment.old.text
        if not collapse(text[start:end]):
            return Spot(Fate.REMOVED, judged=False)
        anchor = Anchor(0, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start)
        found = judge.fate(anchor)
        if found.passage is None or found.within is None:
            return Spot(FATES[found.fate])
        passage = self.new[found.passage]
        return Spot(FATES[found.fate], passage, found.within[0], min(found.within[1], len(passage.text)))

    def _heading(self, passage: Passage) -> Passage:
        """The article a passage belongs to."""
        for row in reversed(self.new[: self.new.index(passage) + 1]):
            if row.kind == "pasal":
                return row
            if row.kind in CLOSERS:
                break
        return passage


def below(passages: Sequence[Passage], index: int) -> int:
    """Index past the last passage that belongs to this one: an article has its clauses and letters."""
    if passages[index].kind != "pasal":
        return index + 1
    for later in range(index + 1, len(passages)):
        if passages[later].kind == "pasal" or passages[later].kind in CLOSERS:
            return later
    return len(passages)
