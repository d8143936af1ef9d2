"""The key ceremony: a committee's key is made, its words shown once, its public half kept."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from audit.services import record
from core.states import StateError
from core.text import clean
from musrenbang.models import Round
from musrenbang.sealing import SharesError, join_key, split_key
from musrenbang.services.round_steps import lock
from musrenbang.voting_states import RoundState

FEWEST, MOST = 2, 9


@transaction.atomic
def make_keys(*, by: Any, round: Round, committee: Sequence[str], needed: int) -> list[str]:
    """Make the round's key and give the words of every share, in the order of the committee.

    The words are returned once and stored nowhere. Made again before the announcement, the first words are worthless.
    """
    held = lock(round)
    if not by.has_perm("musrenbang.run_round", held):
        raise PermissionDenied("Anda tidak berwenang membuat kunci pemungutan suara ini.")
    if held.state != RoundState.DRAFT or not held.sealed:
        raise StateError("Kunci hanya dapat dibuat sebelum pemungutan suara diumumkan.")
    names = check_committee(committee, needed)
    public, shares = split_key(needed, len(names))
    keep_key(held, names, needed, public)
    record(by=by, verb="make_keys", target=held, data={"shares": len(names), "needed": needed})
    return shares


def check_committee(committee: Sequence[str], needed: int) -> list[str]:
    """The names, one a share; ValidationError in words."""
    names = [name for name in (clean(name)[:80] for name in committee) if name]
    if not FEWEST <= len(names) <= MOST:
        raise ValidationError(
            {"committee": f"Tulis {FEWEST} sampai {MOST} nama anggota panitia, satu nama satu baris."}
        )
    if len({name.lower() for name in names}) != len(names):
        raise ValidationError({"committee": "Setiap anggota ditulis satu kali."})
    if not FEWEST <= needed <= len(names):
        raise ValidationError({"needed": f"Bagian yang diperlukan: {FEWEST} sampai {len(names)}."})
    return names


def keep_key(held: Round, names: Sequence[str], needed: int, public: str) -> None:
    """Store what may be known of a key: who holds shares, how many are needed, its public half."""
    held.committee, held.key_needed, held.public_key = list(names), needed, public
    held.save(update_fields=["committee", "key_needed", "public_key"])


@transaction.atomic
def try_keys(*, by: Any, round: Round, shares: Sequence[str]) -> None:
    """Try whether these shares make the round's key, before anything depends on it. Nothing is kept of them."""
    held = lock(round)
    if not by.has_perm("musrenbang.run_round", held):
        raise PermissionDenied("Anda tidak berwenang mencoba kunci pemungutan suara ini.")
    if held.state not in (RoundState.DRAFT, RoundState.ANNOUNCED) or not held.public_key:
        raise StateError("Tidak ada kunci yang dapat dicoba.")
    try:
        join_key(shares, held.key_needed, held.public_key)
    except SharesError as error:
        raise ValidationError({"shares": str(error)}) from error
    record(by=by, verb="try_keys", target=held)
