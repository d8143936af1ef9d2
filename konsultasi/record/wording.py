"""How the words an input speaks of read in the newest version, and what it changed itself."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from konsultasi.changes import passages_of
from konsultasi.models import Credit, Input, Passage, Standing, Version
from konsultasi.passages import HEADINGS
from konsultasi.states import Fate


def squeezed(text: str) -> str:
    return " ".join(text.split())


class Wording:
    """Words of the newest version for many inputs; two queries for each lot of them, one for the text itself."""

    def __init__(self, newest: Version | None, moment: datetime | None) -> None:
        self.newest, self.moment = newest, moment
        self._passages: list[Passage] | None = None
        self._places: dict[int, Standing] = {}
        self._credits: dict[int, list[Credit]] = {}

    def load(self, entries: Sequence[Input]) -> None:
        """Fetch what these inputs need."""
        keys = [entry.pk for entry in entries]
        self._places, self._credits = {}, defaultdict(list)
        if self.newest is None:
            return
        rows = Standing.objects.filter(version=self.newest, input__in=keys).select_related("passage")
        self._places = {row.input_id: row for row in rows}
        credits = Credit.objects.filter(input__in=keys, change__version__number__lte=self.newest.number)
        if self.moment is not None:
            credits = credits.filter(at__lt=self.moment)
        credits = credits.select_related("change__version", "change__passage", "change__before")
        for row in credits.order_by("change__version__number", "change__order"):
            self._credits[row.input_id].append(row)

    def after(self, entry: Input) -> str:
        """The cell "Rumusan setelah perubahan" in words."""
        stands = self._stands(entry)
        return "\n".join(dict.fromkeys(filter(None, [stands, *self._moved(entry, stands)])))

    def _stands(self, entry: Input) -> str:
        newest = self.newest
        if entry.passage is None or newest is None:
            return ""
        if newest.pk == entry.version_id:
            return f"Tetap, versi {newest.number} masih yang terbaru."
        place = self._places.get(entry.pk)
        if place is None:
            return f"Sedang disesuaikan dengan versi {newest.number}."
        if place.fate == Fate.DOUBTFUL:
            return "Tempatnya pada versi terbaru sedang diperiksa petugas."
        if place.passage is None:
            return f"Bagian ini dihapus pada versi {newest.number}."
        words = place.words or self._whole(place.passage)
        moved = f" Kini {place.passage.label}." if place.passage.label != entry.passage.label else ""
        if squeezed(words) == squeezed(entry.quote):
            return f"Tetap.{moved}"
        return f"{place.passage.label}: {words}"

    def _moved(self, entry: Input, stands: str) -> Iterable[str]:
        """One line for each change of the text that the office traces back to this input."""
        for credit in self._credits.get(entry.pk, []):
            change = credit.change
            where = f"{change.label}, " if change.label != entry.place else ""
            kind = change.get_kind_display().lower()
            line = f"Karena masukan ini, versi {change.version.number}: {where}{kind}"
            words = change.words if change.words not in stands else ""
            yield f"{line}: {words}" if words else f"{line}."

    def _whole(self, passage: Passage) -> str:
        """The passage's words; of an article, those of its clauses and letters too (as queries.words_of)."""
        if passage.kind != "pasal" or self.newest is None:
            return passage.text
        if self._passages is None:
            self._passages = passages_of(self.newest)
        lines = [passage.text]
        for part in [row for row in self._passages if row.order > passage.order][:60]:
            if part.kind == "pasal" or part.kind in HEADINGS:
                break
            lines.append(f"{part.number} {part.text}".strip())
        return "\n".join(line for line in lines if line)
