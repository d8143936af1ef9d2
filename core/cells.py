"""Small cells of a table are not told: they could point at somebody, and so could what is left when they are alone."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
LEAST = 5


def hidden(cells: Iterable[tuple[Key, int]], least: int = LEAST) -> set[Key]:
    """Keys whose number is not told: those of 1 to `least` - 1, and with a single one the next smallest beside it."""
    rows = list(cells)
    small = {key for key, n in rows if 0 < n < least}
    if len(small) == 1:
        rest = sorted((n, place) for place, (_, n) in enumerate(rows) if n >= least)
        small |= {rows[rest[0][1]][0]} if rest else set()
    return small
