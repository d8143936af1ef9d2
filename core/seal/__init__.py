"""The seal of a letter or certificate: its facts, signed, in the text of a QR code. No Django, no database.

`core.sealing` is something else (words only the server can read), and so is the seal of the trail (`audit.sealing`).
"""

from core.seal.facts import Facts, SealError
from core.seal.keys import BadKeyError, SigningKey, public_keys, read_public
from core.seal.text import LONGEST, Verdict, check, seal

__all__ = [
    "LONGEST",
    "Facts",
    "BadKeyError",
    "SealError",
    "SigningKey",
    "Verdict",
    "check",
    "public_keys",
    "read_public",
    "seal",
]
