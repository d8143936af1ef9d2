"""Voting at a staffed kiosk: an officer finds the person on the roll, the kiosk takes one short code for her."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import record
from core.sealing import keyed_hash
from core.states import StateError
from musrenbang.models import Channel, KioskPass, RollEntry, Round
from musrenbang.models.box import STRENGTH
from musrenbang.services.ballots import hold_open
from musrenbang.services.casting import TAKEN, Cast, put, read_ballot
from musrenbang.services.round_steps import lock

MINUTES = 5
DIGITS = 6
WRONG = "Kode ini tidak berlaku di bilik ini. Minta kode baru kepada petugas."


@transaction.atomic
def issue_pass(*, by: Any, round: Round, entry: RollEntry, device: str) -> str:
    """Give one person five minutes at one kiosk: six digits that only this kiosk takes, once.

    A second code for the same person makes the first worthless.
    """
    held = lock(round)
    if not by.has_perm("musrenbang.man_station", held):
        raise PermissionDenied("Anda tidak bertugas di tempat pemungutan ini.")
    if not held.is_open or not held.sealed:
        raise StateError("Bilik dipakai selama pemungutan dibuka.")
    sign = tidy(device)
    if not sign:
        raise ValidationError({"device": "Tulis tanda bilik yang tampil di layarnya."})
    mine = RollEntry.objects.select_for_update().get(pk=entry.pk, round=held)
    if STRENGTH[Channel(mine.channel)] > STRENGTH[Channel.KIOSK]:
        raise StateError(TAKEN[Channel(mine.channel)].replace("Anda", "Orang ini"))
    KioskPass.objects.filter(round=held, expires_at__lt=timezone.now()).delete()
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    values = {
        "round": held,
        "device": sign,
        "hash": proof(held, sign, code),
        "expires_at": timezone.now() + timedelta(minutes=MINUTES),
        "issued_by": by,
    }
    KioskPass.objects.update_or_create(entry=mine, defaults=values)
    record(by=by, verb="issue_pass", target=held)
    return code


@transaction.atomic
def take_pass(*, round: Round, device: str, code: str) -> RollEntry:
    """Take a code typed at a kiosk: it is burnt, and the person it was for may vote there now."""
    held, now = hold_open(round)
    typed = "".join(sign for sign in code if sign.isdecimal() and sign.isascii())
    found = KioskPass.objects.filter(
        round=held, device=tidy(device), hash=proof(held, tidy(device), typed), expires_at__gt=now
    )
    one = found.select_related("entry").first()
    if one is None or not KioskPass.objects.filter(pk=one.pk).delete()[0]:
        raise ValidationError(WRONG)
    return one.entry


@transaction.atomic
def cast_at_kiosk(
    *, round: Round, entry_id: int, choices: Iterable[object], points: Sequence[object] | None = None
) -> Cast:
    """Put the ballot of the person at the kiosk into the box; it takes the place of one sent from a telephone."""
    held, _ = hold_open(round)
    chosen, worth = read_ballot(held, choices, points)
    entry = RollEntry.objects.select_for_update().get(pk=entry_id, round=held)
    cast = put(held, entry, Channel.KIOSK, chosen, worth)
    record(by=None, verb="vote_kiosk", target=held)
    return cast


def tidy(device: str) -> str:
    """A kiosk's sign as people type it."""
    return "".join(sign for sign in device.upper() if sign.isalnum() and sign.isascii())[:8]


def proof(held: Round, device: str, code: str) -> str:
    return keyed_hash(f"{held.pk}:{device}:{code}", "kode bilik")
