"""A long input cut into parts: plain computation over words, white space aside. Verbs are in services.splitting."""

import hashlib
import re
from collections.abc import Iterable, Sequence

LEAST = 5  # letters of a piece: shorter ones could be gathered into a sentence nobody wrote
PARAGRAPHS = re.compile(r"\n\s*\n")


def flat(text: str) -> str:
    """Words without regard to line breaks and runs of blanks."""
    return " ".join(text.split())


def paragraphs(text: str) -> list[str]:
    """The text as its writer divided it: by empty lines, else by lines."""
    found = [piece.strip() for piece in PARAGRAPHS.split(text) if piece.strip()]
    return found if len(found) > 1 else [line.strip() for line in text.splitlines() if line.strip()]


def places(text: str, piece: str) -> list[tuple[int, int]]:
    """Where a piece stands in the (flat) text as whole words."""
    if not piece:
        return []
    begins, ends = (r"(?<!\w)" if piece[0].isalnum() else ""), (r"(?!\w)" if piece[-1].isalnum() else "")
    return [match.span() for match in re.finditer(begins + re.escape(piece) + ends, text)]


def pieces(text: str, part: str) -> list[str] | None:
    """The pieces of the text a part is made of: whole, else line by line; None where one is not in it."""
    whole = flat(text)
    if places(whole, flat(part)):
        return [flat(part)]
    found = [flat(line) for line in part.splitlines() if line.strip()]
    if not found or any(len(piece) < LEAST or not places(whole, piece) for piece in found):
        return None
    return found


def left_out(text: str, parts: Iterable[str]) -> list[str]:
    """What of the text stands in no part, in order; marks without words aside."""
    whole = flat(text)
    taken: list[tuple[int, int]] = []
    for part in parts:
        for piece in pieces(text, part) or []:
            spots = places(whole, piece)
            free = [spot for spot in spots if not any(spot[0] < end and start < spot[1] for start, end in taken)]
            taken.append((free or spots)[0])
    return [piece for piece in _gaps(whole, sorted(taken)) if re.search(r"\w", piece)]


def _gaps(whole: str, taken: Sequence[tuple[int, int]]) -> list[str]:
    """The stretches between the taken ones."""
    found, at = [], 0
    for start, end in [*taken, (len(whole), len(whole))]:
        found.append(whole[at : max(at, start)].strip())
        at = max(at, end)
    return found


def stamp(rest: Sequence[str]) -> str:
    """Names what is left out: what an officer read before she confirmed it; "" where nothing is."""
    return hashlib.sha256("\x1f".join(rest).encode()).hexdigest()[:16] if rest else ""
