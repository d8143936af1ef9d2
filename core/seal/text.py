"""`https://HOST/cek/TOKEN#PAYLOAD.SIGNATURE`: sealing facts into that text, and checking it with public keys alone.

The signature covers everything before its point, so address, token and facts cannot be exchanged for others. What
stands behind `#` never reaches a server.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from core.seal.facts import Facts, SealError, pack, shorter, unpack
from core.seal.keys import SigningKey

LONGEST = 350  # characters of the whole text: a QR code of level M stays readable at 32 mm
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]{1,100}/(?:cek|sertifikat)/[A-Za-z0-9_-]{4,64}/?")
_TEXT = re.compile(rf"({_ADDRESS.pattern})#([A-Za-z0-9_-]{{16,300}})\.([A-Za-z0-9_-]{{86}})")
ONLINE = "Pencabutan dan penggantian hanya diketahui secara daring. Buka alamat pada segel."


@dataclass(frozen=True)
class Verdict:
    """What a check found: `facts` only where the signature holds."""

    valid: bool
    why: str
    url: str = ""
    key: str = ""
    facts: Facts | None = None

    def expired(self, today: date) -> bool:
        """Whether the last day has passed."""
        return bool(self.facts and self.facts.until and today > self.facts.until)

    def as_row(self, today: date) -> dict[str, Any]:
        """For machines; revocation is always said to be unknown here."""
        facts = self.facts
        row = None
        if facts is not None:
            row = {
                "kind": facts.kind,
                "number": facts.number,
                "date": facts.date.isoformat(),
                "subject": facts.subject,
                "signer": facts.signer,
                "purpose": facts.purpose,
                "name": facts.name,
                "until": facts.until.isoformat() if facts.until else None,
            }
        return {
            "valid": self.valid,
            "why": self.why,
            "url": self.url,
            "key": self.key,
            "expired": self.expired(today) if facts else None,
            "facts": row,
            "revoked": None,
            "revocation": ONLINE,
        }


def seal(facts: Facts, address: str, key: SigningKey) -> str:
    """The text for the QR code of a paper whose page is `address` (…/cek/TOKEN); long words are shortened to fit."""
    if not _ADDRESS.fullmatch(address):
        raise SealError("Alamat cek tidak dapat dipakai dalam segel.")
    while True:
        body = f"{address}#{_letters(pack(facts, key.id))}"
        text = f"{body}.{_letters(key.sign(body))}"
        if len(text) <= LONGEST:
            return text
        facts = shorter(facts)


def check(text: str, keys: Mapping[bytes, Ed25519PublicKey]) -> Verdict:
    """Whether the text was sealed with one of these keys, and what it says."""
    match = _TEXT.fullmatch(text.strip())
    if match is None or len(text.strip()) > LONGEST:
        return Verdict(False, "Teks ini bukan segel.")
    url, payload, signature = match.groups()
    try:
        facts, key_id = unpack(_bytes(payload))
        signed = _bytes(signature)
    except SealError as error:
        return Verdict(False, str(error), url)
    key = keys.get(key_id)
    if key is None:
        return Verdict(False, "Segel dibuat dengan kunci yang tidak dikenal atau sudah dicabut.", url, key_id.hex())
    try:
        key.verify(signed, f"{url}#{payload}".encode())
    except InvalidSignature:
        return Verdict(False, "Tanda segel tidak cocok: isi atau alamatnya telah diubah.", url, key_id.hex())
    return Verdict(True, "Segel asli.", url, key_id.hex(), facts)


def _letters(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    """The bytes of the one way to write them; SealError for any other."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise SealError("Isi segel rusak.") from error
    if _letters(raw) != text:
        raise SealError("Isi segel rusak.")
    return raw
