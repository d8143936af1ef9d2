"""One-time codes for people without an account: printed once, kept as salted hashes, burnt by voting."""

import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import record
from core.sealing import keyed_hash
from core.states import StateError
from core.text import clean
from musrenbang.models import Channel, CodeBatch, Roll, RollEntry, Round, VoterCode
from musrenbang.services.ballots import hold_open
from musrenbang.services.casting import Cast, put, read_ballot
from musrenbang.services.round_steps import lock
from musrenbang.voting_states import RoundState

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no signs that look alike on paper
SERIAL, SECRET = 5, 12
MOST_CODES = 500
UNKNOWN = "Kode ini tidak dikenal. Periksa huruf dan angkanya."
BURNT = "Kode ini sudah dipakai. Satu kode untuk satu suara."


@transaction.atomic
def print_codes(*, by: Any, round: Round, size: int, region: Any = None) -> tuple[CodeBatch, list[str]]:
    """Make a batch of codes; their words are returned once and kept nowhere. Each stands on the roll as one voter."""
    held = run_lock(by, round)
    if held.roll != Roll.CODES:
        raise StateError("Daftar pemilih pemungutan ini bukan daftar kode.")
    if held.roll_made_at is not None and not held.roll_open:
        raise StateError("Daftar pemilih sudah dibekukan. Kode tidak dapat ditambah.")
    if not 1 <= size <= MOST_CODES:
        raise ValidationError({"size": f"Satu berkas berisi 1 sampai {MOST_CODES} kode."})
    number = held.code_batches.count() + 1
    batch = CodeBatch.objects.create(round=held, number=number, size=size, region=region, made_by=by)
    entries = RollEntry.objects.bulk_create(RollEntry(round=held, region=region) for _ in range(size))
    codes = [fresh_code() for _ in range(size)]
    VoterCode.objects.bulk_create(made(batch, entry, code) for entry, code in zip(entries, codes, strict=True))
    record(by=by, verb="print_codes", target=held, data={"batch": number, "size": size})
    return batch, codes


def fresh_code() -> str:
    """Serial and secret: K7M2Q-XXXX-XXXX-XXXX."""
    serial = "".join(secrets.choice(ALPHABET) for _ in range(SERIAL))
    secret = "".join(secrets.choice(ALPHABET) for _ in range(SECRET))
    return "-".join([serial, *(secret[at : at + 4] for at in range(0, SECRET, 4))])


def made(batch: CodeBatch, entry: RollEntry, code: str) -> VoterCode:
    """The row of a code: what finds it, and what proves it."""
    salt = secrets.token_hex(8)
    return VoterCode(batch=batch, entry=entry, serial=code[:SERIAL], salt=salt, hash=proof(salt, code))


def proof(salt: str, code: str) -> str:
    return keyed_hash(f"{salt}:{code.replace('-', '')}", "kode pemilih")


@transaction.atomic
def hand_batch(*, by: Any, batch: CodeBatch, to: str) -> CodeBatch:
    """Write down who took a batch of codes to hand them out."""
    held = run_lock(by, batch.round)
    name = clean(to)[:120]
    if not name:
        raise ValidationError({"to": "Tulis siapa yang menerima berkas kode."})
    changed = CodeBatch.objects.filter(pk=batch.pk, void_at__isnull=True).update(
        handed_to=name, handed_at=timezone.now()
    )
    if not changed:
        raise StateError("Berkas kode ini sudah ditarik.")
    record(by=by, verb="hand_codes", target=held, data={"batch": batch.number})
    batch.refresh_from_db()
    return batch


@transaction.atomic
def void_batch(*, by: Any, batch: CodeBatch) -> int:
    """Take back a batch, lost or wrongly printed: codes nobody used leave the roll; how many."""
    held = run_lock(by, batch.round)
    if not CodeBatch.objects.filter(pk=batch.pk, void_at__isnull=True).update(void_at=timezone.now()):
        raise StateError("Berkas kode ini sudah ditarik.")
    unused = RollEntry.objects.filter(code__batch=batch, code__burnt=False, channel=Channel.NONE)
    struck = unused.update(channel=Channel.STRUCK)
    record(by=by, verb="void_codes", target=held, data={"batch": batch.number})
    return int(struck)


def find_code(round: Round, typed: str) -> VoterCode:
    """The code somebody typed, not used yet; ValidationError in words."""
    code = "".join(sign for sign in typed.upper() if sign.isalnum() and sign.isascii())
    if len(code) != SERIAL + SECRET:
        raise ValidationError(UNKNOWN)
    rows = VoterCode.objects.filter(batch__round=round, serial=code[:SERIAL]).select_related("entry", "batch")
    for row in rows:
        if secrets.compare_digest(row.hash, proof(row.salt, code)):
            if row.burnt:
                raise ValidationError(BURNT)
            if row.entry.channel == Channel.STRUCK:
                raise ValidationError("Kode ini sudah ditarik panitia.")
            return row
    raise ValidationError(UNKNOWN)


@transaction.atomic
def cast_by_code(
    *, round: Round, code: VoterCode, choices: Iterable[object], points: Sequence[object] | None = None
) -> Cast:
    """Vote with a code, which is burnt by it; StateError where it was used meanwhile."""
    held, _ = hold_open(round)
    chosen, worth = read_ballot(held, choices, points)
    entry = RollEntry.objects.select_for_update().get(code=code, round=held)
    if not VoterCode.objects.filter(pk=code.pk, burnt=False).update(burnt=True):
        raise StateError(BURNT)
    cast = put(held, entry, Channel.ONLINE, chosen, worth)
    record(by=None, verb="vote_code", target=held)
    return cast


def run_lock(by: Any, round: Round) -> Round:
    """The round, held, for an officer who runs it, while codes may still be made or taken back."""
    held = lock(round)
    if not by.has_perm("musrenbang.run_round", held):
        raise PermissionDenied("Anda tidak berwenang mengurus kode pemungutan suara ini.")
    if not held.sealed or held.state != RoundState.ANNOUNCED or held.phase == "tutup":
        raise StateError("Kode tidak dapat diurus pada keadaan pemungutan sekarang.")
    return held
