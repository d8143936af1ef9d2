"""What changed from one version to the next, as rows to be stored. Plain computation, no writing."""

from collections.abc import Iterator, Sequence

from konsultasi.anchoring.compare import Row, compare
from konsultasi.anchoring.sentences import changed_sentences
from konsultasi.carrying import key
from konsultasi.models import Change, Passage, Version

WHOLE = {"added": Change.Kind.ADDED, "removed": Change.Kind.REMOVED, "moved": Change.Kind.MOVED}


def passages_of(version: Version) -> list[Passage]:
    """The passages in order."""
    return list(Passage.objects.filter(version=version).order_by("order"))


def rows_of(old: Sequence[Passage], new: Sequence[Passage]) -> list[Row]:
    """The comparison of two versions, passage by passage."""
    return compare([key(row) for row in old], [key(row) for row in new])


def changes_between(older: Version, newer: Version) -> list[Change]:
    """Everything that became different, in the order of the new text; not stored yet."""
    old, new = passages_of(older), passages_of(newer)
    found: list[Change] = []
    for row in rows_of(old, new):
        before = old[row.old] if row.old is not None else None
        passage = new[row.new] if row.new is not None else None
        for kind, span in _of(row, before, passage):
            start, end = span or (None, None)
            order = len(found) + 1
            found.append(
                Change(version=newer, order=order, kind=kind, before=before, passage=passage, start=start, end=end)
            )
    return found


def _of(row: Row, before: Passage | None, passage: Passage | None) -> Iterator[tuple[str, tuple[int, int] | None]]:
    if row.state in WHOLE:
        yield WHOLE[row.state], None
    if before is None or passage is None or not row.reworded:
        return
    spans: list[tuple[int, int] | None] = [
        (sentence.start, sentence.end)
        for sentence in changed_sentences(before.text, passage.text)
        if sentence.state != "same"
    ]
    for span in spans or [None]:  # words only left: the passage as a whole is what changed
        yield Change.Kind.CHANGED, span
