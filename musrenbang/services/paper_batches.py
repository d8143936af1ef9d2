"""Paper ballots of a round: marked on the roll, typed blind by two people each, sealed when the sums agree."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from audit.services import record
from core.states import StateError
from core.text import clean
from musrenbang.models import Channel, Envelope, PaperBatch, PaperSheet, RollEntry, Round
from musrenbang.models.box import STRENGTH
from musrenbang.models.channels import MOST_SHEETS
from musrenbang.queries.paper_batches import Sheet, sheets_of
from musrenbang.sealing import digest_of, seal_ballot
from musrenbang.services.board import post
from musrenbang.services.casting import TAKEN, read_ballot
from musrenbang.services.roll import void_envelope
from musrenbang.services.round_steps import lock
from musrenbang.tally.merkle import root_of_digests
from musrenbang.voting_states import RoundState

NOT_NOW = "Kertas tidak dapat diolah pada keadaan pemungutan sekarang."
LEAST_NOTE = 20


@transaction.atomic
def mark_paper(*, by: Any, round: Round, entry: RollEntry) -> RollEntry:
    """Give somebody a paper ballot: her row is marked, an envelope she had sealed is taken out."""
    held = hold(by, round)
    if not held.is_open:
        raise StateError("Surat suara kertas dibagikan selama pemungutan dibuka.")
    mine = RollEntry.objects.select_for_update().get(pk=entry.pk, round=held)
    if mine.channel == Channel.PAPER or STRENGTH[Channel(mine.channel)] > STRENGTH[Channel.PAPER]:
        raise StateError(TAKEN[Channel(mine.channel)].replace("Anda", "Orang ini"))
    void_envelope(mine)
    RollEntry.objects.filter(pk=mine.pk).update(channel=Channel.PAPER)
    mine.channel = Channel.PAPER
    record(by=by, verb="mark_paper", target=held)
    return mine


@transaction.atomic
def open_batch(
    *, by: Any, round: Round, number: int, station: str, sheets: int, invalid: int = 0, seal: str = ""
) -> PaperBatch:
    """Register a batch of papers by the figures on its cover."""
    held = hold(by, round)
    wrong: dict[str, str] = {}
    if not 1 <= sheets <= MOST_SHEETS:
        wrong["sheets"] = f"Satu berkas berisi 1 sampai {MOST_SHEETS} lembar."
    elif not 0 <= invalid <= sheets:
        wrong["invalid"] = "Lembar tidak sah tidak boleh lebih banyak daripada jumlah lembar."
    if PaperBatch.objects.filter(round=held, number=number).exists():
        wrong["number"] = f"Berkas nomor {number} sudah ada."
    if wrong:
        raise ValidationError(wrong)
    made = PaperBatch.objects.create(
        round=held,
        number=number,
        station=clean(station)[:120],
        seal=clean(seal)[:40],
        sheets=sheets,
        invalid=invalid,
        made_by=by,
    )
    record(by=by, verb="open_batch", target=held, data={"batch": number})
    return made


@transaction.atomic
def type_sheet(
    *,
    by: Any,
    batch: PaperBatch,
    number: int,
    choices: Iterable[object] = (),
    points: Sequence[object] | None = None,
    fault: str = "",
) -> PaperSheet:
    """Type one paper, blind of what others typed; `fault` for a paper that does not count.

    The first two people type; a third only where the two differ. Who typed first may correct it until a second typed.
    """
    held, mine = hold_batch(by, batch)
    if not 1 <= number <= mine.sheets:
        raise ValidationError({"number": f"Berkas ini berisi lembar 1 sampai {mine.sheets}."})
    if fault and fault not in PaperSheet.Fault.values:
        raise ValidationError({"fault": "Pilih sebab."})
    chosen, worth = ([], None) if fault else read_ballot(held, choices, points)
    turn = turn_of(by, mine, number)
    values = {"by": by, "choices": chosen, "points": worth, "fault": fault}
    made, _ = PaperSheet.objects.update_or_create(batch=mine, number=number, turn=turn, defaults=values)
    record(by=by, verb="type_paper", target=held, data={"batch": mine.number, "sheet": number, "turn": turn})
    return made


def turn_of(by: Any, batch: PaperBatch, number: int) -> int:
    """Which typing of a sheet this is; StateError where this person or nobody may type it any more."""
    typed = list(PaperSheet.objects.filter(batch=batch, number=number).order_by("turn"))
    if any(one.by_id == by.pk for one in typed):
        if len(typed) == 1:
            return 1
        raise StateError("Anda sudah mengetik lembar ini. Orang lain yang melanjutkan.")
    if len(typed) >= 2 and (len(typed) == 3 or same(typed[0], typed[1])):
        raise StateError("Lembar ini sudah selesai diketik.")
    return len(typed) + 1


def same(one: PaperSheet, other: PaperSheet) -> bool:
    """Whether two people read the same on a paper; which fault they named does not matter."""
    if one.fault or other.fault:
        return bool(one.fault and other.fault)
    return (one.choices, one.points) == (other.choices, other.points)


@transaction.atomic
def accept_batch(*, by: Any, batch: PaperBatch, note: str = "") -> PaperBatch:
    """Accept a batch all of whose papers two people read alike, when its sums are those of the cover.

    Its ballots are sealed into the box, and what was typed is emptied.
    """
    held, mine = hold_batch(by, batch)
    if not by.has_perm("musrenbang.run_round", held):
        raise PermissionDenied("Berkas kertas diterima oleh petugas yang menjalankan pemungutan.")
    ballots = agreed(mine)
    invalid = mine.sheets - len(ballots)
    if invalid != mine.invalid:
        raise StateError(
            f"Sampul menyebut {mine.invalid} lembar tidak sah, hasil ketikan {invalid}. Periksa kertasnya."
        )
    made = [sealed(held, choices, points) for choices, points in ballots]
    digests = [envelope.digest for envelope in made]
    event = post(held, "paper", batch=mine.number, sheets=mine.sheets, invalid=invalid, root=root_of_digests(digests))
    for envelope in made:
        envelope.batch = event.number
    Envelope.objects.bulk_create(sorted(made, key=lambda envelope: envelope.digest))
    mine.typed.update(choices=[], points=None, fault="")
    PaperBatch.objects.filter(pk=mine.pk).update(state=PaperBatch.State.ACCEPTED, decided_by=by, note=clean(note)[:500])
    mine.refresh_from_db()
    record(by=by, verb="accept_batch", target=held, data={"batch": mine.number})
    return mine


def agreed(batch: PaperBatch) -> list[tuple[list[int], list[int] | None]]:
    """Valid ballots of a batch as two people read them; StateError while a sheet is not settled."""
    typed: dict[int, list[PaperSheet]] = {}
    for one in batch.typed.order_by("number", "turn"):
        typed.setdefault(one.number, []).append(one)
    found = []
    for number in range(1, batch.sheets + 1):
        pick = settled(typed.get(number, []))
        if pick is None:
            raise StateError(f"Lembar {number} belum dibaca sama oleh dua orang.")
        if not pick.fault:
            found.append((list(pick.choices), pick.points))
    return found


def settled(typed: Sequence[PaperSheet]) -> PaperSheet | None:
    """The reading that two of the typists share."""
    for at, one in enumerate(typed):
        for other in typed[at + 1 :]:
            if same(one, other):
                return one
    return None


def sealed(held: Round, choices: list[int], points: list[int] | None) -> Envelope:
    """One paper as an envelope without any tie."""
    made = seal_ballot(held.public_key, held.envelope_size, choices, points)
    return Envelope(round=held, channel=Channel.PAPER, digest=digest_of(made), sealed=made)


@transaction.atomic
def withdraw_batch(*, by: Any, batch: PaperBatch, note: str) -> PaperBatch:
    """Take a batch out before it was accepted, with a reason; what was typed is emptied."""
    held, mine = hold_batch(by, batch)
    if not by.has_perm("musrenbang.run_round", held):
        raise PermissionDenied("Berkas kertas ditarik oleh petugas yang menjalankan pemungutan.")
    if len(note.strip()) < LEAST_NOTE:
        raise ValidationError({"note": f"Tulis sebabnya, paling sedikit {LEAST_NOTE} huruf."})
    mine.typed.all().delete()
    PaperBatch.objects.filter(pk=mine.pk).update(
        state=PaperBatch.State.WITHDRAWN, decided_by=by, note=clean(note)[:500]
    )
    record(by=by, verb="withdraw_batch", target=held, data={"batch": mine.number})
    mine.refresh_from_db()
    return mine


def hold(by: Any, round: Round) -> Round:
    """The round, held, for somebody who may work with its papers, before it is counted."""
    held = lock(round)
    if not by.has_perm("musrenbang.type_paper", held):
        raise PermissionDenied("Anda tidak berwenang mengolah kertas pemungutan suara ini.")
    if not held.sealed or held.state not in (RoundState.ANNOUNCED, RoundState.CLOSED) or held.phase == "datang":
        raise StateError(NOT_NOW)
    return held


def hold_batch(by: Any, batch: PaperBatch) -> tuple[Round, PaperBatch]:
    """Round and batch, held, while the batch is being typed."""
    held = hold(by, batch.round)
    mine = PaperBatch.objects.select_for_update().get(pk=batch.pk)
    if mine.state != PaperBatch.State.TYPING:
        raise StateError("Berkas ini sudah diputuskan.")
    return held, mine


__all__ = ["Sheet", "accept_batch", "mark_paper", "open_batch", "sheets_of", "type_sheet", "withdraw_batch"]
