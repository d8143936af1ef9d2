"""The sealed box as its pages see it: who is entitled, what a receipt came to, what stands on the board."""

import json
import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Sum

from acara.models import Attendance
from accounts.models import User
from musrenbang.models import BoardEvent, Channel, Envelope, PaperBatch, Roll, RollEntry, Round
from musrenbang.rules import rung_asked
from wilayah.models import Region
from wilayah.queries import within

LEAST_RECEIPT = 16


def eligible(round: Round) -> QuerySet[User]:
    """Accounts entitled to stand on the roll of this round as things are now."""
    if round.roll == Roll.RESIDENTS:
        rung = rung_asked("vote", round.cycle_id)
        return User.objects.filter(
            within("home_id", round.region_id), rung__gte=rung or 0, is_active=True, participates=True
        )
    if round.roll == Roll.DELEGATES and round.delegates_of is not None:
        came = Attendance.objects.filter(event_id=round.delegates_of.event_id or 0, present=True)
        return User.objects.filter(pk__in=came.filter(person__isnull=False).values("person_id"), is_active=True)
    return User.objects.none()


def entry_of(user: Any, round: Round) -> RollEntry | None:
    """This person's own row of the roll with her live envelope; nobody else's is ever asked for."""
    if not user.is_authenticated:
        return None
    return RollEntry.objects.filter(round=round, user=user).select_related("envelope").first()


def receipt_of(entry: RollEntry | None) -> str:
    """The receipt of her live envelope while people vote; "" when there is none, and after the close."""
    envelope = getattr(entry, "envelope", None) if entry is not None else None
    return envelope.digest if envelope is not None else ""


def typed_receipt(text: str) -> str:
    """A receipt as people type it, without its blanks and lines."""
    return re.sub(r"[\s\-.]", "", text).lower()[:64]


COUNTED, REPLACED, UNKNOWN, SHORT = "dihitung", "diganti", "tidak_dikenal", "pendek"


def fate_of(round: Round, text: str) -> str:
    """What became of a receipt: in the box, replaced by a later vote, unknown, or typed too short."""
    typed = typed_receipt(text)
    if len(typed) < LEAST_RECEIPT:
        return SHORT
    if not re.fullmatch(r"[0-9a-f]+", typed):
        return UNKNOWN
    found = Envelope.objects.filter(round=round, digest__startswith=typed).values_list("replaced", flat=True)[:2]
    answers = list(found)
    return UNKNOWN if len(answers) != 1 else REPLACED if answers[0] else COUNTED


@dataclass(frozen=True)
class BoardLine:
    """One line of the board as its page shows it."""

    event: BoardEvent
    facts: dict[str, Any]

    @property
    def words(self) -> str:
        return BOARD_WORDS.get(self.event.kind, self.event.kind).format_map(_Blank(self.facts))


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


BOARD_WORDS = {
    "manifest": "Aturan pemungutan dibekukan.",
    "roll": "Daftar pemilih dibuat: {size} orang.",
    "roll_grew": "Daftar pemilih bertambah {added} orang, menjadi {size}.",
    "roll_change": "Daftar pemilih diubah dua petugas, menjadi {size} orang.",
    "batch": "Sidik amplop yang masuk sejak catatan sebelumnya.",
    "extension": "Waktu diperpanjang {minutes} menit.",
    "close": "Pemungutan ditutup. Amplop dibekukan: {counted} dihitung, {replaced} diganti.",
    "paper": "Berkas kertas nomor {batch} diterima: {sheets} lembar, {invalid} tidak sah.",
    "opening": "Panitia membuka kotak suara: {envelopes} amplop.",
    "ballots": "Surat suara dikocok: {count} lembar.",
    "result": "Hasil dihitung dan dibekukan.",
    "cancel": "Pemungutan dibatalkan.",
}


def board_of(round: Round) -> list[BoardLine]:
    """The whole board, oldest first; one query."""
    return [BoardLine(event, json.loads(event.body)) for event in BoardEvent.objects.filter(round=round)]


SIZES = ("roll", "roll_grew", "roll_change")


def known_size(round: Round) -> int:
    """The size of the roll as the board told it last; never asked of the roll itself, which grows with every voter."""
    for event in BoardEvent.objects.filter(round=round, kind__in=SIZES).order_by("-number")[:1]:
        return int(json.loads(event.body)["size"])
    return 0


def roll_by_place(round: Round) -> list[tuple[str, int]]:
    """People on the roll by place when it was made, as the board has it."""
    made = BoardEvent.objects.filter(round=round, kind="roll").first()
    if made is None:
        return []
    by_code: dict[str, int] = json.loads(made.body)["by_region"]
    names = dict(Region.objects.filter(pk__in=by_code).values_list("pk", "name"))
    return sorted((names.get(code, ""), number) for code, number in by_code.items())


def head_of(round: Round) -> BoardEvent | None:
    """The newest line, whose digest binds all before it."""
    return BoardEvent.objects.filter(round=round).order_by("-number").first()


def discrepancy(round: Round) -> int:
    """Papers accepted minus papers marked on the roll; must be 0 or explained."""
    papers = PaperBatch.objects.filter(round=round, state=PaperBatch.State.ACCEPTED).aggregate(n=Sum("sheets"))["n"]
    return (papers or 0) - RollEntry.objects.filter(round=round, channel=Channel.PAPER).count()


def box_matches(round: Round) -> bool:
    """Whether the live envelopes of phones and kiosks are as many as the marks of the roll."""
    marked = Q(channel__in=[Channel.ONLINE, Channel.KIOSK])
    live = Envelope.objects.filter(marked, round=round, replaced=False).count()
    return live == RollEntry.objects.filter(marked, round=round).count()
