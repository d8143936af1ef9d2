"""The wording somebody proposes, beside the wording of the draft."""

from typing import Any

from django import template
from rapidfuzz import fuzz

from konsultasi.anchoring.compare import Piece, difference, readable

register = template.Library()
LIKE = 45  # per cent of likeness from which marking single words is easier to read than two texts


@register.simple_tag
def wording(entry: Any) -> tuple[Piece, ...]:
    """What the proposal changes in the words it speaks of, in pieces; nothing where the two hardly meet."""
    old, new = entry.quote, entry.proposed
    return readable(difference(old, new)) if old and new and fuzz.ratio(old, new) >= LIKE else ()
