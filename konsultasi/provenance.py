"""Two versions beside each other, and the newest text with the inputs behind each sentence that changed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from konsultasi.anchoring.compare import Piece, Row, readable
from konsultasi.anchoring.sentences import changed_sentences
from konsultasi.carrying import Carrier
from konsultasi.changes import passages_of, rows_of
from konsultasi.models import Change, Consultation, Input, Passage, Version
from konsultasi.states import SHOWN

HAPPENED = {"changed": "diubah", "added": "ditambahkan", "removed": "dihapus", "moved": "dipindahkan"}


@dataclass
class Line:
    """One passage of a comparison: what happened to it, its words in pieces, the inputs behind the change."""

    label: str
    state: str
    pieces: tuple[Piece, ...]
    block_id: str
    moved_from: str = ""
    inputs: list[Input] = field(default_factory=list)


@dataclass
class Sentence:
    """Words of the newest text; `changed` since version 1, and the inputs that led to it."""

    text: str
    changed: bool
    inputs: list[Input] = field(default_factory=list)


@dataclass
class Origin:
    """A passage that is not as it was in version 1: its sentences, or the words that are gone."""

    label: str
    state: str
    block_id: str
    sentences: list[Sentence]
    inputs: list[Input] = field(default_factory=list)  # behind the passage as a whole: added, moved, taken out

    @property
    def everybody(self) -> list[Input]:
        """All inputs behind this passage, each once."""
        found = {entry.pk: entry for entry in self.inputs}
        found |= {entry.pk: entry for sentence in self.sentences for entry in sentence.inputs}
        return sorted(found.values(), key=lambda entry: entry.number)


def credited(versions: Iterable[Version]) -> dict[Change, list[Input]]:
    """Changes of these versions with the public inputs that led to them; two queries."""
    rows = Change.objects.filter(version__in=list(versions)).select_related("version", "passage", "before")
    found: dict[Change, list[Input]] = {}
    for change in rows.prefetch_related("credits__input__consultation", "credits__input__response"):
        entries = [credit.input for credit in change.credits.all() if credit.input.state in SHOWN]
        found[change] = sorted(entries, key=lambda entry: entry.number)
    return found


class Comparison:
    """Any two versions of a draft, word by word and passage by passage."""

    def __init__(self, older: Version, newer: Version) -> None:
        self.older, self.newer = older, newer

    @cached_property
    def lines(self) -> list[Line]:
        """Every passage of both, in the order of the newer text."""
        old, new = passages_of(self.older), passages_of(self.newer)
        behind = self._behind()
        return [self._line(row, old, new, behind) for row in rows_of(old, new)]

    @property
    def shown(self) -> list[Line]:
        """Only what is different."""
        return [line for line in self.lines if line.state != "same"]

    @property
    def summary(self) -> str:
        """What happened, in a sentence: "8 bagian diubah, 1 dihapus. 132 bagian tetap sama dan tidak ditampilkan."."""
        found = Counter(line.state for line in self.lines)
        told = [f"{found[state]} {word}" for state, word in HAPPENED.items() if found[state]]
        told[0] = told[0].replace(" ", " bagian ", 1)
        return f"{', '.join(told)}. {found['same']} bagian tetap sama dan tidak ditampilkan."

    def _behind(self) -> dict[str, list[Input]]:
        """Inputs behind changes between the two, by the block id of the passage."""
        steps = Version.objects.filter(
            consultation=self.newer.consultation_id, number__gt=self.older.number, number__lte=self.newer.number
        )
        found: dict[str, dict[int, Input]] = defaultdict(dict)
        for change, entries in credited(steps).items():
            place = change.passage or change.before
            for entry in entries:
                found[place.block_id if place else ""][entry.number] = entry
        return {block_id: [entry for _, entry in sorted(rows.items())] for block_id, rows in found.items()}

    @staticmethod
    def _line(row: Row, old: Sequence[Passage], new: Sequence[Passage], behind: dict[str, list[Input]]) -> Line:
        passage = new[row.new] if row.new is not None else old[row.old or 0]
        was = old[row.old] if row.old is not None else None
        return Line(
            label=passage.label,
            state=row.state,
            pieces=readable(row.pieces),
            block_id=passage.block_id,
            moved_from=was.label if was and row.state == "moved" else "",
            inputs=behind.get(passage.block_id, []),
        )


class Provenance:
    """The newest text against version 1: each changed sentence with the inputs that led to it, over all versions."""

    def __init__(self, consultation: Consultation) -> None:
        self.versions = list(consultation.versions.order_by("number"))

    @cached_property
    def newest(self) -> Version | None:
        return self.versions[-1] if self.versions else None

    @cached_property
    def origins(self) -> list[Origin]:
        """Passages that are not as they were, in the order of the newest text."""
        if self.newest is None or len(self.versions) < 2:
            return []
        old, new = passages_of(self.versions[0]), passages_of(self.newest)
        rows = [row for row in rows_of(old, new) if row.state != "same"]
        return [self._origin(row, old, new) for row in rows]

    @property
    def from_inputs(self) -> list[Origin]:
        """Passages that changed because of inputs."""
        return [origin for origin in self.origins if origin.everybody]

    @property
    def others(self) -> list[Origin]:
        """Passages the office changed of its own accord."""
        return [origin for origin in self.origins if not origin.everybody]

    @cached_property
    def _credits(self) -> dict[int | str, list[tuple[int | None, int | None, list[Input]]]]:
        """Where credited changes stand in the newest text: passage -> (start, end, inputs); gone ones by block id."""
        found: dict[int | str, list[tuple[int | None, int | None, list[Input]]]] = defaultdict(list)
        assert self.newest is not None
        carrier = Carrier(self.newest)
        for change, entries in credited(self.versions[1:]).items():
            if not entries:
                continue
            place, start, end = change.passage, change.start, change.end
            if place is not None and change.version_id != self.newest.pk:
                spot = carrier.follow(change.version_id, place.pk, start, end)
                place, start, end = spot.passage, spot.start, spot.end
            gone = change.before or change.passage
            found[place.pk if place else gone.block_id if gone else ""].append((start, end, entries))
        return found

    def _origin(self, row: Row, old: Sequence[Passage], new: Sequence[Passage]) -> Origin:
        was = old[row.old] if row.old is not None else None
        if row.new is None:
            gone = old[row.old or 0]
            entries = [entry for _, _, many in self._credits.get(gone.block_id, []) for entry in many]
            return Origin(gone.label, row.state, gone.block_id, [Sentence(gone.text, False)], entries)
        passage = new[row.new]
        marks = self._credits.get(passage.pk, [])
        whole = [entry for start, _, many in marks if start is None for entry in many]
        sentences = [
            Sentence(
                one.text,
                was is None or one.state != "same",
                [
                    e
                    for start, end, many in marks
                    if start is not None and start < one.end and (end or 0) > one.start
                    for e in many
                ],
            )
            for one in changed_sentences(was.text if was else "", passage.text)
        ]
        return Origin(passage.label, row.state, passage.block_id, sentences, whole)
