"""The response matrix (matriks masukan dan tanggapan): one row for every number ever given to an input."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from konsultasi import queries
from konsultasi.models import Consultation, Input, Version
from konsultasi.record.answers import Answer, answer_now, answers_before
from konsultasi.record.wording import Wording
from konsultasi.states import SHOWN, HideReason, InputState

CHUNK = 500  # rows fetched and held at one time
FILTERS = ("bagian", "jenis", "jawaban", "tanggapan")
COLUMNS = (
    "No",
    "Bab/Pasal/ayat/huruf",
    "Rumusan rancangan",
    "Masukan dan alasan",
    "Pemberi masukan dan cara",
    "Tanggapan",
    "Penjelasan",
    "Rumusan setelah perubahan",
)


@dataclass(frozen=True)
class MatrixRow:
    """One input and what the office did with it, ready to print; `gone` says why there are no words.

    An input that was split is answered under the numbers of its `parts`: its own row asks for no answer.
    """

    entry: Input
    gone: str
    answer: Answer | None
    wording_after: str
    parts: tuple[int, ...] = ()

    @property
    def number(self) -> int:
        return self.entry.number

    @property
    def place(self) -> str:
        label = self.entry.place
        return f"{label} (versi {self.entry.version.number})"

    @property
    def wording(self) -> str:
        """The words she read and spoke of."""
        return "" if self.gone else self.entry.quote

    @property
    def kind(self) -> str:
        return "" if self.gone else self.entry.get_kind_display()

    @property
    def body(self) -> str:
        return self.gone or self.entry.body

    @property
    def proposed(self) -> str:
        return "" if self.gone else self.entry.proposed

    @property
    def said(self) -> str:
        """Kind, words and proposed wording in one cell."""
        if self.gone:
            return self.gone
        proposed = f"Rumusan usulan: {self.proposed}" if self.proposed else ""
        return "\n".join(filter(None, [f"{self.kind}.", self.body, proposed]))

    @property
    def giver(self) -> str:
        """Who said it, as far as she wants it known; nobody where the words are gone."""
        return "" if self.gone else self.entry.public_name

    @property
    def giver_and_way(self) -> str:
        entry = self.entry
        way = f"{entry.get_channel_display()}, {entry.received_on:%d-%m-%Y}"
        typed = "Dicatat petugas." if entry.typed_by_office else ""
        return "\n".join(filter(None, [self.giver, way, typed, self.part_of]))

    @property
    def part_of(self) -> str:
        origin = self.entry.origin
        return f"Bagian dari masukan nomor {origin.number}." if origin else ""

    @property
    def disposition(self) -> str:
        if self.answer:
            return str(self.answer.disposition.label)
        if self.parts:
            return "Dipecah"
        return "" if self.gone else "Belum dijawab"

    @property
    def explanation(self) -> str:
        if self.parts:
            return f"Dijawab bagian demi bagian: nomor {', '.join(str(number) for number in self.parts)}."
        return self.answer.explanation if self.answer else ""

    @property
    def explained(self) -> str:
        """Reasons, then role and day."""
        if self.answer is None:
            return self.explanation
        late = f"Terlambat {self.answer.late} hari kerja." if self.answer.late else ""
        return "\n".join(filter(None, [self.answer.explanation, f"({self.answer.signed})", late]))

    @property
    def cells(self) -> list[Any]:
        """The row under COLUMNS."""
        return [
            self.number,
            self.place,
            self.wording,
            self.said,
            self.giver_and_way,
            self.disposition,
            self.explained,
            self.wording_after,
        ]


class Matrix:
    """The matrix of a draft, now or as it stood at the end of `day`.

    Reconstructed for a past day: which inputs had been sent (created_at), which answers had been given and in which
    words (Response.at, the trail), which version was the newest, which changes had been traced back to inputs by then.
    Not reconstructed: an input's own words (mended within 15 minutes at most) and whether its author shows her name
    stand as they do now, and so does a place that an officer settled later. What was withdrawn, emptied or hidden
    since stays so, and so do parts that were joined again: the matrix of an earlier day never gives words back that
    their author or a moderator took away.
    """

    def __init__(
        self, consultation: Consultation, *, day: date | None = None, params: Mapping[str, str] | None = None
    ) -> None:
        self.consultation = consultation
        self.day = day if day is not None and day < timezone.localdate() else None
        # A QueryDict made into a dict would hold lists.
        self.params = {name: (params or {}).get(name, "") for name in FILTERS}
        self.moment = end_of(self.day) if self.day else None
        versions = consultation.versions.all()
        if self.moment is not None:
            versions = versions.filter(published_at__lt=self.moment)
        self.newest: Version | None = versions.order_by("-number").first()

    @property
    def narrowed(self) -> bool:
        """Whether the address asks for some of the rows only."""
        return any(self.params.get(name) for name in ("bagian", "jenis", *self.answer_filters))

    @property
    def answer_filters(self) -> tuple[str, ...]:
        """Filters by answer; the answers of an earlier day cannot be asked for in the database."""
        return () if self.day else ("jawaban", "tanggapan")

    def inputs(self) -> QuerySet[Input]:
        """Every input that had a number by then, in the order of the passages."""
        wanted = {name: self.params.get(name, "") for name in ("bagian", "jenis", *self.answer_filters)}
        rows = Input.objects.filter(consultation=self.consultation)
        rows = queries.narrowed(rows, wanted, self.newest).with_people()
        if self.moment is not None:
            rows = rows.filter(created_at__lt=self.moment)
        return rows.order_by(F("passage__order").asc(nulls_first=True), "number")

    def rows(self) -> Iterator[MatrixRow]:
        """All rows, some hundred in memory at a time."""
        entries = self.inputs().iterator(chunk_size=CHUNK)
        while chunk := list(islice(entries, CHUNK)):
            yield from self.build(chunk)

    def build(self, entries: Sequence[Input]) -> list[MatrixRow]:
        """Rows of these inputs; the same few queries for one as for many."""
        wording = Wording(self.newest, self.moment)
        wording.load(entries)
        answers, parts = self._answers(entries), self._parts(entries)
        return [self._row(entry, answers.get(entry.pk), wording, parts.get(entry.pk, ())) for entry in entries]

    def _parts(self, entries: Iterable[Input]) -> dict[int, tuple[int, ...]]:
        """The numbers of the parts, by the key of an input that was split by then; asked where there is one."""
        wholes = [entry.pk for entry in entries if entry.is_split]
        if not wholes:
            return {}
        rows = Input.objects.filter(origin__in=wholes).exclude(state=InputState.JOINED).order_by("number")
        if self.moment is not None:
            rows = rows.filter(created_at__lt=self.moment)
        found: dict[int, tuple[int, ...]] = {}
        for key, number in rows.values_list("origin_id", "number"):
            found[key] = (*found.get(key, ()), number)
        return found

    def _answers(self, entries: Iterable[Input]) -> dict[int, Answer]:
        if self.moment is not None:
            return answers_before(entries, self.moment)
        return {entry.pk: answer for entry in entries if (answer := answer_now(entry))}

    @staticmethod
    def _row(entry: Input, answer: Answer | None, wording: Wording, parts: tuple[int, ...]) -> MatrixRow:
        if gone := why_gone(entry):
            return MatrixRow(entry, gone, None, "")
        return MatrixRow(entry, "", answer, wording.after(entry), parts)


def why_gone(entry: Input) -> str:
    """Why the words of an input are not shown; "" where they are."""
    if entry.state in SHOWN:
        return ""
    if entry.state == InputState.HIDDEN:
        reason = dict(HideReason.choices).get(entry.hidden_reason, "")
        return f"Disembunyikan moderator. Alasan: {reason}." if reason else "Disembunyikan moderator."
    if entry.state == InputState.WITHDRAWN:
        return "Ditarik oleh penulisnya."
    if entry.state == InputState.JOINED and entry.origin:
        return f"Disatukan lagi dengan masukan nomor {entry.origin.number}."
    return f"{entry.get_state_display()}."


def end_of(day: date) -> datetime:
    """The moment a day is over, in the time of the place."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def day_of(text: str | None) -> date | None:
    """A day as typed in an address; None where it is none."""
    try:
        return date.fromisoformat(text or "") if len(text or "") == 10 else None
    except ValueError:
        return None
