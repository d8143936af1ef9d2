"""Number and secret of an application: KEC-2611-7F3K-9 and six letters, in an alphabet without look-alikes.

The number is drawn by lot, so it tells nothing of how many there are; its last letter finds a slip of the pen. The
secret is derived from the form's key: a form sent again shows the same one, and it stands in no database.
"""

import hashlib
import hmac
import re
import secrets
import uuid
from datetime import date

from django.conf import settings
from django.utils.crypto import constant_time_compare

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
PREFIX = "KEC"
SECRET_LENGTH = 6
_LIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_SHAPE = re.compile(r"KEC([0-9]{4})([0-9A-HJKMNP-TV-Z]{4})([0-9A-HJKMNP-TV-Z])\Z", re.ASCII)


def new_number(day: date) -> str:
    """A number nobody has guessed, for the month of this day."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(4))
    month = f"{day:%y%m}"
    return f"{PREFIX}-{month}-{body}-{check_letter(month + body)}"


def check_letter(text: str) -> str:
    """Luhn over 32 letters: one wrong letter and two that changed places are found (but for the pair 0 and Z)."""
    total = 0
    for at, letter in enumerate(reversed(text)):
        value = ALPHABET.index(letter) * (2 if at % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


def read_number(text: str) -> str:
    """The number as it is kept, of what a person typed (blanks, small letters, O for 0); "" where it cannot be one."""
    plain = "".join(char for char in text.upper() if char.isascii() and char.isalnum())
    if not plain.startswith(PREFIX):
        plain = PREFIX + plain
    match = _SHAPE.match(PREFIX + plain[len(PREFIX) :].translate(_LIKE))
    if match is None or check_letter(match[1] + match[2]) != match[3]:
        return ""
    return f"{PREFIX}-{match[1]}-{match[2]}-{match[3]}"


def secret_of(form_key: uuid.UUID, turn: int, key: str = "") -> str:
    """The secret of an application, the same whenever it is asked for."""
    text = f"{form_key}:{turn}".encode()
    mixed = hmac.new(f"layanan.rahasia:{key or settings.SECRET_KEY}".encode(), text, hashlib.sha256).digest()
    number = int.from_bytes(mixed[:8], "big")
    return "".join(ALPHABET[number >> (5 * at) & 31] for at in range(SECRET_LENGTH))


def is_secret(typed: str, form_key: uuid.UUID, turn: int) -> bool:
    """Whether this is the secret; secrets of earlier server keys still open."""
    plain = "".join(char for char in typed.upper() if char.isascii() and char.isalnum()).translate(_LIKE)
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(plain, secret_of(form_key, turn, key)) for key in keys)
