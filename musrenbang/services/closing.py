"""Closing a sealed round: envelopes are frozen, the ties to the roll are cut, the root goes on the board."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import record
from core.states import StateError
from musrenbang.models import Envelope, KioskPass, Round
from musrenbang.queries.box import box_matches
from musrenbang.services.board import BATCH, CLOSE, post
from musrenbang.services.roll import add_eligible, grow_roll, make_roll
from musrenbang.services.round_steps import lock, step
from musrenbang.tally.merkle import root_of_digests
from musrenbang.voting_states import RoundState

LEAST_BATCH = 10  # fewer envelopes are not told of before the close
PIECE = 500


@transaction.atomic
def close_round(*, round: Round) -> Round:
    """Freeze a sealed round whose time is over; a second time changes nothing.

    From here on nobody adds, changes or replaces an envelope, and nothing ties one to a person: live and replaced
    envelopes are written anew in the order of their digests, under fresh keys.
    """
    held = make_roll(round=round)
    if held.state != RoundState.ANNOUNCED:
        return held
    now = timezone.now()
    if now < held.closes_at:
        raise StateError("Pemungutan suara ini belum ditutup.")
    if not box_matches(held):
        raise StateError("Jumlah amplop tidak sama dengan tanda pada daftar pemilih. Hubungi administrator.")
    KioskPass.objects.filter(round=held).delete()
    grow_roll(held)
    bind_batch(held)
    counted, replaced = cut_ties(held)
    post(held, CLOSE, root=root_of_digests(counted), counted=len(counted), replaced=len(replaced))
    step(held, "close", by=None, also={"closed_at": now}, data={"envelopes": len(counted)})
    return held


def cut_ties(held: Round) -> tuple[list[str], list[str]]:
    """Write every envelope anew, by digest, without its roll entry; digests of the live and of the replaced ones."""
    rows = list(Envelope.objects.filter(round=held).order_by("digest"))
    Envelope.objects.filter(round=held).delete()
    fresh = [
        Envelope(
            round=held,
            channel=row.channel,
            digest=row.digest,
            sealed=bytes(row.sealed),
            replaced=row.replaced,
            batch=row.batch,
        )
        for row in rows
    ]
    Envelope.objects.bulk_create(fresh, batch_size=PIECE)
    return [row.digest for row in rows if not row.replaced], [row.digest for row in rows if row.replaced]


def bind_batch(held: Round) -> bool:
    """Bind the envelopes that came since the last batch to the board by their root."""
    loose = Envelope.objects.filter(round=held, batch__isnull=True)
    digests = list(loose.values_list("digest", flat=True))
    if not digests:
        return False
    event = post(held, BATCH, root=root_of_digests(digests))
    loose.update(batch=event.number)
    return True


@transaction.atomic
def bind_daily(*, round: Round) -> None:
    """While people vote: who became entitled joins an open roll at once, so that being on it tells nothing of voting.

    Once a day the roll's growth and the root of what came go on the board; few envelopes wait a day longer.
    """
    held = lock(round)
    if not held.is_open or not held.sealed:
        return
    if held.bound_on == timezone.localdate():
        if held.roll_open:
            add_eligible(held)
        return
    grow_roll(held)
    if Envelope.objects.filter(round=held, batch__isnull=True).count() >= LEAST_BATCH:
        bind_batch(held)
    Round.objects.filter(pk=held.pk).update(bound_on=timezone.localdate())


@transaction.atomic
def extend_round(*, by: Any, round: Round, note: str) -> Round:
    """Give a round the minutes its manifest allows for a disturbance, once, before it closes."""
    held = lock(round)
    if not by.has_perm("musrenbang.run_round", held):
        raise PermissionDenied("Anda tidak berwenang memperpanjang pemungutan suara ini.")
    if not held.is_open or not held.sealed or not held.extension_minutes:
        raise StateError("Pemungutan suara ini tidak dapat diperpanjang sekarang.")
    if held.extended_at is not None:
        raise StateError("Pemungutan suara ini sudah diperpanjang satu kali.")
    if len(note.strip()) < 20:
        raise ValidationError({"note": "Tulis gangguannya, paling sedikit 20 huruf."})
    now = timezone.now()
    held.closes_at += timedelta(minutes=held.extension_minutes)
    held.extended_at = now
    held.save(update_fields=["closes_at", "extended_at"])
    post(held, "extension", minutes=held.extension_minutes, closes=held.closes_at.isoformat())
    record(by=by, verb="extend_round", target=held, note=note.strip(), data={"minutes": held.extension_minutes})
    return held
