"""The code of a ticket: short enough to read aloud, signed, and drawn as a QR picture."""

import hmac
import secrets

import segno
from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString, mark_safe

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that are taken for another
DRAWN, SIGNED = 8, 4
LENGTH = DRAWN + SIGNED


def new_code() -> str:
    """A code nobody has guessed: eight drawn letters and four that sign them."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(DRAWN))
    return drawn + signature(drawn)


def signature(drawn: str, key: str | None = None) -> str:
    """The four letters by which a typing mistake or an invented code is known without asking the database."""
    digest = salted_hmac("acara.tiket", drawn, secret=key, algorithm="sha256").digest()
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:SIGNED])


def read_code(text: str) -> str:
    """A typed or scanned code without blanks and dashes; "" where it cannot be one of ours."""
    code = "".join(text.upper().split()).replace("-", "")[: LENGTH + 1]
    if len(code) != LENGTH or any(letter not in LETTERS for letter in code):
        return ""
    keys = [None, *settings.SECRET_KEY_FALLBACKS]
    right = any(hmac.compare_digest(signature(code[:DRAWN], key), code[DRAWN:]) for key in keys)
    return code if right else ""


def spaced(code: str) -> str:
    """The code as people read it: K7M2-9PQX-A3BC."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def qr(code: str) -> SafeString:
    """The code as an SVG picture that stands in the page itself."""
    drawn = segno.make_qr(code, error="m").svg_inline(scale=8, border=4, dark="#000", light="#fff", omitsize=True)
    return mark_safe(drawn)  # noqa: S308  drawn by us from letters and digits
