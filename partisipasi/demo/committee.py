"""The committee of the demo's rounds. Its words are printed on the officers' page of the demo."""

from functools import cache
from typing import Any

from musrenbang.models import Round
from musrenbang.sealing import join_key
from musrenbang.services.keys import keep_key

NAMES = ["Rini Astuti (warga)", "Slamet Riyadi (kecamatan)", "Tuti Handayani (saksi)"]
NEEDED = 2
SHARES = [
    "blessing thorn academic acid center alive scatter capacity ruler average "
    "grief physics weapon race jacket amazing robin humidity easy blind",
    "blessing thorn academic agency desktop premium species lecture says secret "
    "hush funding hormone axis force receiver manager remind single prisoner",
    "blessing thorn academic always ambition escape union lizard agency lips "
    "exhaust engage blue toxic display starting faint beard rebuild intend",
]


@cache
def public_key() -> str:
    """The public half of the demo's key."""
    return bytes(join_key(SHARES, NEEDED).public_key).hex()


def give_key(round: Round) -> Round:
    """Give a prepared round the demo's committee."""
    keep_key(round, NAMES, NEEDED, public_key())
    return round


def shares_of(round: Any) -> list[tuple[str, str]]:
    """Names and words for a round of the demo's committee; nothing for any other round."""
    if not round.public_key or round.public_key != public_key():
        return []
    return list(zip(NAMES, SHARES, strict=True))
