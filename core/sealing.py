"""Words kept in the database that only the server can read: sealed with its key, worthless without it."""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def seal(text: str, purpose: str) -> bytes:
    """The text, readable again with unseal() for the same purpose."""
    return sealer(purpose).encrypt(text.encode())


def unseal(sealed: bytes | memoryview, purpose: str) -> str:
    """What was sealed; "" where the key has changed since."""
    try:
        return sealer(purpose).decrypt(bytes(sealed)).decode()
    except InvalidToken:
        return ""


def keyed_hash(text: str, purpose: str) -> str:
    """By this two equal texts are found, and nothing else can be learnt."""
    return hmac.new(f"{purpose}:{settings.SECRET_KEY}".encode(), text.encode(), sha256).hexdigest()


def sealer(purpose: str) -> MultiFernet:
    """Locks with SECRET_KEY for one purpose, opens with the keys before it too."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(f"{purpose}:{key}".encode()).digest())) for key in keys])
