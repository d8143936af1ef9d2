"""The wording somebody proposes, beside the wording of the draft."""

from typing import Any

from django import template
from rapidfuzz import fuzz

from konsultasi.anchoring.compare import Piece, difference, readable

register = template.Library()
LIKE = 45  # per cent of likeness from which marking single words is easier to read than two texts
LONGEST = 1_500  # letters of both; longer ones are cut in lists and read on their own page


@register.simple_tag
def wording(entry: Any, whole: bool = False) -> tuple[Piece, ...]:
    """What the proposal changes in the words it speaks of, in pieces; nothing where the two hardly meet."""
    old, new = entry.quote, entry.proposed
    if not old or not new or (not whole and len(old) + len(new) > LONGEST):
        return ()
    return readable(difference(old, new)) if fuzz.ratio(old, new) >= LIKE else ()
