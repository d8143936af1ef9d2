"""Signing a letter: with ink on the printed page, or through a provider of certified electronic signatures.

A provider is one class with `name` and `sign`, named by its dotted path in `settings.LETTER_SIGNER`; empty means ink.
The adapter for BSrE (BSSN) belongs behind the same door: `sign` posts the PDF with the signer's NIK and passphrase to
the e-sign client service of the installation (multipart POST /api/sign/pdf: file, nik, passphrase, tampilan) and
returns the signed bytes; its error texts become SigningError. A passphrase is handed through and kept nowhere.
"""

import hashlib
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

MARK = b"\n%%TTE-CONTOH "


class SigningError(Exception):
    """The provider refused or did not answer. Its text is for the official."""


@dataclass(frozen=True)
class Signer:
    """Who signs, as the provider knows her."""

    name: str
    office: str
    nip: str = ""


@dataclass(frozen=True)
class Signed:
    """The signed bytes as they are kept and hashed, and what the provider calls this signature."""

    content: bytes
    reference: str


class Provider(Protocol):
    """What every provider does."""

    name: str

    def sign(self, pdf: bytes, *, signer: Signer, passphrase: str) -> Signed:
        """The PDF with the signature in it; SigningError where it is refused."""


class FakeProvider:
    """For tests and demonstrations: adds a marked line after the end of the file. It is no electronic signature."""

    name = "Contoh (bukan TTE)"
    accepted = "contoh-sandi"

    def sign(self, pdf: bytes, *, signer: Signer, passphrase: str) -> Signed:
        """Refuses every other passphrase, as providers do."""
        if passphrase != self.accepted:
            raise SigningError("Frasa sandi tidak diterima penyelenggara tanda tangan.")
        reference = hashlib.sha256(pdf + signer.name.encode()).hexdigest()[:16]
        return Signed(pdf + MARK + reference.encode() + b"\n%%EOF\n", reference)


def provider() -> Provider | None:
    """The provider of this installation; None where letters are signed with ink."""
    return import_string(settings.LETTER_SIGNER)() if settings.LETTER_SIGNER else None
