"""What a berita acara says of a consultation: its period and versions, counts, answers in time, what is left."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import Case, Count, IntegerField, Value, When
from django.utils import timezone
from django.utils.formats import date_format

from core.templatetags.ui import angka as number
from konsultasi import queries
from konsultasi.models import Change, Consultation, Input, Version
from konsultasi.states import PUBLIC, SHOWN, WHOLES, Disposition, InputState
from wilayah.models import Region

UNKNOWN = "Tidak tercatat"
LISTED = 500  # unanswered inputs that are named one by one


@dataclass(frozen=True)
class Section:
    """A heading with sentences and, where there is one, a table."""

    title: str
    paragraphs: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def share(part: int, whole: int) -> str:
    """ "40 dari 50 (80%)"; percent only where there is something to share."""
    return f"{number(part)} dari {number(whole)} ({part * 100 // whole}%)" if whole else f"{number(part)} dari 0"


def day(moment: Any) -> str:
    return str(date_format(timezone.localtime(moment), "j F Y"))


@dataclass
class Figures:
    """Counts of all inputs of a draft, by one question; withdrawn and hidden ones are counted apart.

    People are counted by what they gave: an input that was split is one. Answers are counted by what is answered: its
    parts, each on its own.
    """

    states: Counter[str] = field(default_factory=Counter)  # of what people gave
    owed: Counter[str] = field(default_factory=Counter)  # states of what has an answer of its own, or waits for it
    channels: Counter[str] = field(default_factory=Counter)
    regions: Counter[str | None] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    dispositions: Counter[str] = field(default_factory=Counter)
    on_time: int = 0
    parts: int = 0

    @classmethod
    def of(cls, consultation: Consultation) -> "Figures":
        """Count the inputs of this draft."""
        in_time = Case(When(response__late_days=0, then=Value(1)), default=Value(0), output_field=IntegerField())
        part = Case(When(origin=None, then=Value(0)), default=Value(1), output_field=IntegerField())
        rows = Input.objects.filter(consultation=consultation).order_by().annotate(in_time=in_time, part=part)
        names = ("state", "channel", "home_id", "kind", "response__disposition", "in_time", "part")
        found = cls()
        for *about, n in rows.values_list(*names).annotate(n=Count("pk")):
            found._add(about, n)
        return found

    def _add(self, about: Sequence[Any], n: int) -> None:
        state, channel, home, kind, disposition, in_time, part = about
        if state in PUBLIC:
            self.owed[state] += n
        if state == InputState.ANSWERED and disposition:
            self.dispositions[disposition] += n
            self.on_time += n if in_time else 0
        if part:
            self.parts += n if state in PUBLIC else 0
            return
        self.states[state] += n
        if state in SHOWN:
            self.channels[channel] += n
            self.regions[home] += n
            self.kinds[kind] += n

    @property
    def total(self) -> int:
        """Inputs that stand in public."""
        return sum(self.states[state] for state in SHOWN)

    @property
    def received(self) -> int:
        """Everything people ever gave."""
        return sum(self.states.values())

    @property
    def split(self) -> int:
        """Inputs that are answered part by part."""
        return sum(self.states[state] for state in WHOLES)

    @property
    def to_answer(self) -> int:
        """What has an answer of its own, or waits for it."""
        return self.answered + self.unanswered

    @property
    def answered(self) -> int:
        return self.owed[InputState.ANSWERED]

    @property
    def unanswered(self) -> int:
        return self.owed[InputState.OPEN]


def sections(consultation: Consultation) -> list[dict[str, Any]]:
    """What the paper says, counted now; plain values that can be kept. Eight queries at most."""
    figures = Figures.of(consultation)
    found = [
        _about(consultation),
        _received(figures),
        *_tables(figures),
        _answers(figures),
        _changes(consultation),
        *_unanswered(consultation, figures),
    ]
    return [_plain(section) for section in found]


def _plain(section: Section) -> dict[str, Any]:
    """Lists in place of tuples, as JSON gives them back."""
    return asdict(section) | {
        "paragraphs": list(section.paragraphs),
        "head": list(section.head),
        "rows": [list(row) for row in section.rows],
    }


def _about(consultation: Consultation) -> Section:
    versions = list(Version.objects.filter(consultation=consultation).order_by("number"))
    opens, closes = day(consultation.opens_at), day(consultation.closes_at)
    texts = [
        f"Masa masukan dibuka {opens} dan ditutup {closes}. Penanggung jawab: {consultation.responsible}.",
        f"Setiap masukan dijawab paling lambat {consultation.answer_days} hari kerja sesudah diterima.",
    ]
    rows = tuple((str(row), day(row.published_at), number(row.passage_count), row.note) for row in versions)
    return Section("Masa dan naskah", tuple(texts), ("Versi", "Terbit", "Bagian naskah", "Catatan"), rows)


def _received(figures: Figures) -> Section:
    apart = figures.received - figures.total
    texts = [f"Diterima {number(figures.received)} masukan. Tampil di halaman publik {number(figures.total)} masukan."]
    if figures.split:
        cut = f"{number(figures.split)} masukan panjang dipecah menjadi {number(figures.parts)} bagian"
        texts.append(f"{cut}, setiap bagian dijawab sendiri. Jadi {number(figures.to_answer)} jawaban diperlukan.")
    if not apart:
        return Section("Masukan yang diterima", tuple(texts))
    hidden, withdrawn = figures.states[InputState.HIDDEN], figures.states[InputState.WITHDRAWN]
    words = f"Ditarik penulisnya {number(withdrawn)}, disembunyikan moderator {number(hidden)}."
    return Section("Masukan yang diterima", (*texts, words))


def _tables(figures: Figures) -> Iterable[Section]:
    names = {code: region.label for code, region in Region.objects.in_bulk([c for c in figures.regions if c]).items()}
    homes = Counter({names.get(code or "", UNKNOWN): n for code, n in figures.regions.items()})
    yield _table("Menurut cara diterima", "Cara", _in_order(figures.channels, Input.Channel.choices), figures.total)
    yield _table("Menurut wilayah pemberi masukan", "Wilayah", sorted(homes.items()), figures.total)
    yield _table("Menurut jenis masukan", "Jenis", _in_order(figures.kinds, Input.Kind.choices), figures.total)
    given = _in_order(figures.dispositions, Disposition.choices)
    yield _table("Menurut tanggapan", "Tanggapan", given, figures.answered)


def _in_order(counts: Counter[str], choices: Iterable[tuple[str, Any]]) -> list[tuple[str, int]]:
    """Every choice in the order of the list, none left out: the order says nothing about weight."""
    return [(str(label), counts[value]) for value, label in choices]


def _table(title: str, head: str, counts: Iterable[tuple[str, int]], whole: int) -> Section:
    rows = tuple((name, number(n), f"{n * 100 // whole}%" if whole else "0%") for name, n in counts)
    return Section(title, (), (head, "Masukan", "Bagian"), rows)


def _answers(figures: Figures) -> Section:
    parts = " dan bagian" if figures.split else ""
    return Section(
        "Jawaban",
        (
            f"Sudah dijawab: {share(figures.answered, figures.to_answer)} masukan{parts}.",
            f"Dijawab tepat waktu: {share(figures.on_time, figures.answered)} jawaban.",
        ),
    )


def _changes(consultation: Consultation) -> Section:
    rows = Change.objects.filter(version__consultation=consultation)
    whole, traced = rows.count(), rows.filter(credits__isnull=False).distinct().count()
    return Section(
        "Perubahan naskah",
        (f"Naskah berubah pada {number(whole)} tempat. {number(traced)} di antaranya karena masukan.",),
    )


def _unanswered(consultation: Consultation, figures: Figures) -> Iterable[Section]:
    """What has no answer, by number, and the office's published reason where it closed its work."""
    if not figures.unanswered:
        return
    closing = queries.closing_of(consultation)
    rows = Input.objects.filter(consultation=consultation).waiting().select_related("passage").order_by("number")
    lines = tuple(
        (number(row.number), row.place, row.get_kind_display(), f"{row.due_on:%d-%m-%Y}") for row in rows[:LISTED]
    )
    texts = [f"{number(figures.unanswered)} masukan belum dijawab."]
    if figures.unanswered > LISTED:
        texts.append(f"Tabel memuat {LISTED} yang pertama. Selebihnya tercantum dalam matriks.")
    if closing and closing.reason:
        texts.append(f"Alasan yang diumumkan pada {day(closing.at)}: {closing.reason}")
    yield Section("Masukan yang belum dijawab", tuple(texts), ("Nomor", "Bagian", "Jenis", "Tenggat"), lines)
