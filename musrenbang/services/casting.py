"""Putting a sealed ballot into the box: the one way of phone, code and kiosk. The plain ballot is never stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from core.states import StateError
from musrenbang.models import Channel, Envelope, RollEntry, Round
from musrenbang.models.box import STRENGTH
from musrenbang.sealing import digest_of, seal_ballot
from musrenbang.services.roll import void_envelope
from musrenbang.tally import BallotError, read_choices
from musrenbang.tally.ballots import Kind, check

TAKEN = {
    Channel.KIOSK: "Suara Anda sudah diberikan di bilik suara. Ubah di bilik, atau minta surat suara kertas.",
    Channel.PAPER: "Anda sudah menerima surat suara kertas. Hanya surat suara kertas itu yang dihitung.",
    Channel.STRUCK: "Nama Anda dicoret dari daftar pemilih. Hubungi kantor kecamatan.",
}


@dataclass(frozen=True)
class Cast:
    """What a voter gets: the receipt of her envelope, and whether it was her first."""

    receipt: str
    first: bool


def read_ballot(
    held: Round, choices: Iterable[object], points: Sequence[object] | None = None
) -> tuple[list[int], list[int] | None]:
    """Option numbers and points of a ballot as it is sealed; ValidationError in words where a rule is broken.

    Approvals are put in order, so that the order of marking is not kept.
    """
    kind = Kind(held.kind)
    try:
        if kind in (Kind.APPROVAL, Kind.CHOOSE_ONE):
            chosen = list(read_choices(choices, held.limits))
            if kind is Kind.CHOOSE_ONE and len(chosen) > 1:
                raise BallotError("many", "Pilih satu kegiatan saja.")
            if not held.ballot_rules:
                return chosen, None
            check(held.rules_of(held.options.all()), [str(number) for number in chosen])
            return chosen, None
        return _checked(held, kind, list(choices), points)
    except BallotError as error:
        raise ValidationError({"pilihan": ValidationError(str(error), code=error.code)}) from error


def _checked(
    held: Round, kind: Kind, raw: Sequence[object], points: Sequence[object] | None
) -> tuple[list[int], list[int] | None]:
    numbers = [_whole(value, "unknown", "Pilihan ini tidak ada di surat suara.") for value in raw]
    worth = None
    if kind.with_points:
        worth = [_whole(value, "points_missing", "Nilai ditulis dengan angka bulat.") for value in points or ()]
    check(held.rules_of(held.options.all()), [str(number) for number in numbers], worth)
    if kind is Kind.RANKING:
        return numbers, None
    if worth is None:
        return sorted(numbers), None
    pairs = sorted(zip(numbers, worth, strict=True))
    return [number for number, _ in pairs], [value for _, value in pairs]


def _whole(value: object, code: str, words: str) -> int:
    text = str(value).strip()
    if not (text.isascii() and text.lstrip("-").isdecimal() and len(text) <= 6):
        raise BallotError(code, words)
    return int(text)


def put(held: Round, entry: RollEntry, channel: str, chosen: list[int], worth: list[int] | None) -> Cast:
    """Seal the ballot and put it in the place of the one before; the caller holds round and entry.

    A weaker way never replaces a stronger one: StateError.
    """
    if STRENGTH[Channel(entry.channel)] > STRENGTH[Channel(channel)]:
        raise StateError(TAKEN[Channel(entry.channel)])
    sealed = seal_ballot(held.public_key, held.envelope_size, chosen, worth)
    digest = digest_of(sealed)
    first = entry.channel == Channel.NONE
    if not first:
        void_envelope(entry)
    Envelope.objects.create(round=held, entry=entry, channel=channel, digest=digest, sealed=sealed)
    if entry.channel != channel:
        RollEntry.objects.filter(pk=entry.pk).update(channel=channel)
    return Cast(digest, first)
