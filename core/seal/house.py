"""The seal of this installation: its keys come from the settings, which take them from the environment."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, register
from django.core.checks import Tags as CheckTags

from core.seal.facts import Facts, SealError
from core.seal.keys import BadKeyError, SigningKey, key_id, public_pem, read_public
from core.seal.text import Verdict, check, seal

NO_KEY = "Kunci segel belum diatur, sehingga dokumen belum dapat disegel. Hubungi pengelola situs."


def available() -> bool:
    """Whether papers can be sealed here."""
    return bool(settings.SEAL_KEY)


def seal_text(facts: Facts, path: str) -> str:
    """The QR text of a paper whose page is `path` ("/cek/TOKEN/"); SealError in words."""
    if not available():
        raise SealError(NO_KEY)
    return seal(facts, settings.SITE_URL.rstrip("/") + path.rstrip("/"), SigningKey.read(settings.SEAL_KEY))


def check_text(text: str) -> Verdict:
    """Check with the keys of this installation that are still trusted."""
    return check(text, trusted())


def trusted() -> dict[bytes, Ed25519PublicKey]:
    """Today's key and the earlier ones, without those taken back."""
    keys = [SigningKey.read(settings.SEAL_KEY).public] if available() else []
    keys += [read_public(line) for line in settings.SEAL_OLD_KEYS]
    gone = {name.lower() for name in settings.SEAL_REVOKED_KEYS}
    return {key_id(key): key for key in keys if key_id(key).hex() not in gone}


def public_file() -> str:
    """The PEM file of trusted public keys, for checking without network."""
    return public_pem(trusted().values())


@register(CheckTags.security)
def keys_are_readable(**kwargs: Any) -> list[CheckMessage]:
    """The keys of the seal can be read, and the one that seals was not taken back."""
    try:
        trusted()
    except BadKeyError as error:
        return [Error(str(error), hint="SEAL_KEY, SEAL_OLD_KEYS", id="core.E001")]
    if available() and SigningKey.read(settings.SEAL_KEY).id not in trusted():
        return [Error("SEAL_KEY is named in SEAL_REVOKED_KEYS: what it seals is not trusted.", id="core.E002")]
    return []


@register(CheckTags.security, deploy=True)
def key_is_set(**kwargs: Any) -> list[CheckMessage]:
    """Without a key no letter and no certificate can be sealed."""
    if available():
        return []
    hint = "Set SEAL_KEY to a line made by `python -m core.seal new`, and keep it apart from the backup."
    return [Info("Letters and certificates cannot be sealed.", hint=hint, id="core.I001")]
