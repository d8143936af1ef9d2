"""Ed25519 keys of the seal: the private one as one line for the environment, public ones as PEM."""

import hashlib
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from core.seal.facts import KEY_BYTES

RAW = 32
_BLOCK = re.compile(r"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----", re.S)


class BadKeyError(ValueError):
    """A key cannot be read. Its words never hold the key."""


@dataclass(frozen=True)
class SigningKey:
    """The key that seals now."""

    private: Ed25519PrivateKey

    @classmethod
    def new(cls) -> "SigningKey":
        """A fresh key."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def read(cls, line: str) -> "SigningKey":
        """The key of the line made by `python -m core.seal new`."""
        return cls(Ed25519PrivateKey.from_private_bytes(_raw(line)))

    @property
    def line(self) -> str:
        """The key as one line for the environment. Keep it secret."""
        return _line(self.private.private_bytes_raw())

    @property
    def public(self) -> Ed25519PublicKey:
        """The half that everybody may have."""
        return self.private.public_key()

    @property
    def id(self) -> bytes:
        """By this a seal names its key."""
        return key_id(self.public)

    def sign(self, text: str) -> bytes:
        """The signature of a text, always the same 64 bytes."""
        return self.private.sign(text.encode())


def key_id(public: Ed25519PublicKey) -> bytes:
    """The first bytes of the digest of a public key."""
    return hashlib.sha256(public.public_bytes_raw()).digest()[:KEY_BYTES]


def public_line(public: Ed25519PublicKey) -> str:
    """A public key as one line, for the list of earlier keys."""
    return _line(public.public_bytes_raw())


def public_pem(keys: Iterable[Ed25519PublicKey]) -> str:
    """Public keys as the file that is handed out; one block each."""
    form = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    return "".join(key.public_bytes(*form).decode() for key in keys)


def read_public(text: str) -> Ed25519PublicKey:
    """A public key of one line."""
    return Ed25519PublicKey.from_public_bytes(_raw(text))


def public_keys(pem: str) -> dict[bytes, Ed25519PublicKey]:
    """All public keys of a PEM file by their id."""
    found = {}
    for block in _BLOCK.findall(pem):
        try:
            key = serialization.load_pem_public_key(block.encode())
        except ValueError as error:
            raise BadKeyError("Berkas kunci publik tidak terbaca.") from error
        if not isinstance(key, Ed25519PublicKey):
            raise BadKeyError("Berkas itu bukan kunci publik Ed25519.")
        found[key_id(key)] = key
    if not found:
        raise BadKeyError("Berkas itu tidak berisi kunci publik (PEM).")
    return found


def _line(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _raw(line: str) -> bytes:
    text = line.strip()
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raw = b""
    if len(raw) != RAW:
        raise BadKeyError("Kunci segel tidak terbaca: harus satu baris dari `python -m core.seal new`.")
    return raw
