"""Sealing and opening ballots: a public key of the committee, a private key split into words that nobody stores."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from typing import Any

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox
from nacl.public import PublicKey as NaclKey
from shamir_mnemonic import MnemonicError, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.share import Share

SECRET_BYTES = 16  # 20 words a share
VERSION = 1
BLOCK = 64


class SharesError(ValueError):
    """The entered shares do not make the key; the text tells the committee why."""


def split_key(needed: int, shares: int) -> tuple[str, list[str]]:
    """A fresh key: its public half in hexadecimal, and the words of every share. Nothing else of it remains."""
    secret = secrets.token_bytes(SECRET_BYTES)
    words = generate_mnemonics(1, [(needed, shares)], secret)[0]
    return bytes(_private(secret).public_key).hex(), words


def join_key(shares: Sequence[str], needed: int, public_key: str = "") -> PrivateKey:
    """The private key from the words of some shares; SharesError in words where they do not fit this round."""
    told = [tidy(share) for share in shares if share.strip()]
    if len(set(told)) < needed:
        raise SharesError(f"Perlu {needed} bagian kunci yang berbeda. Baru ada {len(set(told))}.")
    for number, share in enumerate(told, 1):
        try:
            Share.from_mnemonic(share)
        except MnemonicError as error:
            raise SharesError(f"Bagian ke-{number} salah tulis. Periksa setiap katanya.") from error
    try:
        private = _private(combine_mnemonics(list(dict.fromkeys(told))[:needed]))
    except MnemonicError as error:
        raise SharesError("Bagian-bagian ini bukan dari satu kunci yang sama.") from error
    if public_key and bytes(private.public_key).hex() != public_key:
        raise SharesError("Bagian-bagian ini dari kunci pemungutan lain.")
    return private


def tidy(share: str) -> str:
    """Words as typed: any case, any blanks, numbers before words left out."""
    words = share.lower().replace(",", " ").split()
    return " ".join(word for word in words if not word.strip(".)").isdecimal())


def plain_ballot(choices: Sequence[int], points: Sequence[int] | None = None) -> bytes:
    """A ballot as canonical JSON."""
    data: dict[str, Any] = {"c": list(choices), "v": VERSION}
    if points is not None:
        data["p"] = list(points)
    return canonical(data).encode()


def seal_ballot(public_key: str, size: int, choices: Sequence[int], points: Sequence[int] | None = None) -> bytes:
    """The sealed envelope of a ballot, of one length for all ballots of a round."""
    plain = plain_ballot(choices, points)
    if len(plain) > size:
        raise ValueError("ballot longer than its envelope")
    return bytes(SealedBox(NaclKey(bytes.fromhex(public_key))).encrypt(plain.ljust(size)))


def open_ballot(private: PrivateKey, sealed: bytes) -> tuple[list[int], list[int] | None] | None:
    """Choices and points of an envelope; None where it holds nothing of ours."""
    try:
        data = json.loads(SealedBox(private).decrypt(sealed))
        return list(data["c"]), data.get("p")
    except (CryptoError, ValueError, TypeError, KeyError):
        return None


def size_for(options: int, largest: int) -> int:
    """Room for every possible ballot of so many options with points up to `largest`, in whole blocks."""
    longest = plain_ballot(range(1, options + 1), [-abs(largest) or -1] * options)
    return -(-len(longest) // BLOCK) * BLOCK


def digest_of(sealed: bytes) -> str:
    """The receipt of an envelope."""
    return hashlib.sha256(sealed).hexdigest()


def canonical(data: Any) -> str:
    """JSON with one spelling only."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _private(secret: bytes) -> PrivateKey:
    return PrivateKey(hashlib.sha256(b"musrenbang round key v1" + secret).digest())
