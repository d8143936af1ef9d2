"""What was promised for a proposal and what came of it, as its page shows it: from rows read beside the proposal."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from core.charts import Bars
from core.text import rupiah
from musrenbang.commitment_choices import ANSWER_DAYS, VERDICT_VOICES, Verdict
from musrenbang.models import (
    Commitment,
    CommitmentFigure,
    CommitmentPhoto,
    Delay,
    FixAnswer,
    FixQuestion,
    Milestone,
    Proposal,
)
from musrenbang.states import State

PICTURE = ("file_id", "file__small", "file__width", "file__height")
# Model -> the fields the page prints (see queries.page).
BESIDE: dict[Any, tuple[str, ...]] = {
    Commitment: (
        "year",
        "source",
        "program",
        "activity",
        "sub_activity",
        "agency_id",
        "agency__name",
        "due_on",
        "ceiling",
        "contract",
        "contractor",
        "contract_on",
        "paid",
        "percent",
        "ended_on",
        "carried_from_id",
    ),
    Milestone: ("commitment_id", "label", "planned_on", "real_on"),
    Delay: ("commitment_id", "reason", "note", "until", "was_due_on"),
    CommitmentPhoto: ("commitment_id", "phase", "caption", *PICTURE),
    FixQuestion: ("number", "done_on", "ask_on"),
    FixAnswer: (
        "question_id",
        "verdict",
        "words",
        "hidden_reason",
        "photo_id",
        "photo__small",
        "photo__width",
        "photo__height",
    ),
}
MOST_WORDS = 30  # answers shown with their words


def beside(proposal: Proposal) -> dict[Any, Q]:
    """Which rows of each table belong to the proposal."""
    of_promise = Q(commitment__proposal=proposal)
    return {
        Milestone: of_promise,
        Delay: of_promise,
        CommitmentPhoto: of_promise,
        FixAnswer: Q(question__proposal=proposal),
    }


@dataclass(frozen=True)
class Promise:
    """One year's promise with its days, delays and pictures."""

    row: Commitment
    milestones: list[Milestone]
    delays: list[Delay]
    photos: list[CommitmentPhoto]
    following: Commitment | None
    before: Commitment | None
    level: int = 4

    @property
    def chart(self) -> Bars:
        """Planned against contracted against paid."""
        row = self.row
        rows: list[tuple[Any, ...]] = [("Direncanakan (pagu)", row.ceiling)]
        rows += [("Dikontrak", row.contract)] if row.contract else []
        rows += [("Dibayar", row.paid, "paid")]
        return Bars(f"Uang {row}", self.sentence, rows, unit="Rp", label="Tahap", level=self.level)

    @property
    def sentence(self) -> str:
        """The money in one sentence."""
        row = self.row
        if not row.paid:
            first = f"Dari pagu {rupiah(row.ceiling)} belum ada yang dibayar."
        else:
            whole = f"kontrak {rupiah(row.contract)}" if row.contract else f"pagu {rupiah(row.ceiling)}"
            first = f"Dari {whole} sudah dibayar {rupiah(row.paid)} ({row.paid_percent}%)."
        if row.contract:
            return f"{first} Kontrak {percent(row.contract, row.ceiling)}% dari pagu."
        return first

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Program, activity, sub activity, where they are known."""
        row = self.row
        pairs = (("Program", row.program), ("Kegiatan", row.activity), ("Sub kegiatan", row.sub_activity))
        return [(label, text) for label, text in pairs if text]


def percent(part: Any, whole: Any) -> int:
    """Whole percent, nothing of nothing is nothing."""
    return int(part * 100 // whole) if whole else 0


def promises_of(found: dict[Any, list[Any]]) -> list[Promise]:
    """The promises in the order of their years."""
    rows = sorted(found[Commitment], key=lambda row: (row.year, row.pk))
    by_key = {row.pk: row for row in rows}
    after = {row.carried_from_id: row for row in rows if row.carried_from_id}

    def of(model: Any, row: Commitment) -> list[Any]:
        return [one for one in found[model] if one.commitment_id == row.pk]

    return [
        Promise(
            row,
            sorted(of(Milestone, row), key=lambda one: (one.planned_on, one.pk)),
            of(Delay, row),
            of(CommitmentPhoto, row),
            after.get(row.pk),
            by_key.get(row.carried_from_id),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Fixed:
    """The latest question about a finished work and what people answered; earlier ones led to a new case."""

    question: FixQuestion
    answers: list[FixAnswer]
    open: bool
    closed: bool
    earlier: int

    @property
    def chart(self) -> Bars:
        """How many said what."""
        counts = Counter(answer.verdict for answer in self.answers)
        voices = {Verdict.YES: "paid", Verdict.NO: "lost"}
        rows = [(verdict.label, counts[verdict], voices.get(verdict, "")) for verdict in Verdict]
        return Bars("Jawaban warga", self.sentence, rows, unit="warga", label="Jawaban", level=3)

    @property
    def sentence(self) -> str:
        """The answers in one sentence."""
        counts = Counter(answer.verdict for answer in self.answers)
        if not self.answers:
            return "Belum ada yang menjawab."
        yes, all_of_them = counts[Verdict.YES], len(self.answers)
        return f"{yes} dari {all_of_them} penjawab mengatakan pekerjaan ini sudah selesai dan berfungsi."

    @property
    def told(self) -> list[FixAnswer]:
        """Answers with words or a picture that everybody may read, the latest first."""
        shown = [one for one in self.answers if one.hidden_reason or one.words or one.photo_id]
        return shown[::-1][:MOST_WORDS]


def fixed_of(proposal: Proposal, found: dict[Any, list[Any]]) -> Fixed | None:
    """The latest question that was asked; nothing before its day."""
    today = timezone.localdate()
    asked = [row for row in sorted(found[FixQuestion], key=lambda row: row.number) if row.ask_on <= today]
    answered = {row.question_id for row in found[FixAnswer]}
    shown = [row for row in asked if row.pk in answered or row is asked[-1]]
    if not shown or (proposal.state not in (State.DONE, State.REOPENED) and not answered):
        return None
    last = shown[-1]
    newest = max(found[FixQuestion], key=lambda row: row.number)
    current = proposal.state == State.DONE and last.pk == newest.pk
    return Fixed(
        last,
        [row for row in found[FixAnswer] if row.question_id == last.pk],
        open=current and today < last.ask_on + timedelta(days=ANSWER_DAYS),
        closed=not current,
        earlier=len(answered - {last.pk}),
    )


def voice(verdict: str) -> str:
    """Voice of the status tag of an answer."""
    return VERDICT_VOICES[Verdict(verdict)]


HEADER = ["tahun", "sumber_dana", "jenis", "jumlah", "tanggal", "penyedia", "keterangan", "dicatat"]


def history(proposal: Proposal) -> Any:
    """Every sum that was ever written down for the proposal, in the order it was, for HEADER."""
    rows = CommitmentFigure.objects.filter(commitment__proposal=proposal).select_related("commitment").order_by("id")
    for row in rows:
        promise = row.commitment
        kinds = (promise.get_source_display(), row.get_kind_display())
        yield [promise.year, *kinds, row.amount, row.on, row.contractor, row.note, row.at]
