"""Figures of forums as people read them."""

from decimal import Decimal
from typing import Any

from django import template

from core.text import rupiah
from musrenbang.scoring import sentences

register = template.Library()
MILLION = 1_000_000


@register.filter
def skor(value: Decimal | None) -> str:
    """82,40; a dash where nothing was scored."""
    return "–" if value is None else sentences.figure(value)


@register.filter
def kalimat_skor(item: Any) -> str:
    """The score of a proposal of a forum in a sentence."""
    return sentences.how_scored(item.score, item.scorer_count)


@register.filter
def juta(value: int | None) -> str:
    """Money short enough to be read from the last row: Rp96 juta, Rp1,25 miliar."""
    if value is None:
        return "–"
    sign, amount = ("-" if value < 0 else ""), abs(value)
    for size, word in ((1000 * MILLION, "miliar"), (MILLION, "juta")):
        if amount >= size:
            text = f"{Decimal(amount) / size:.2f}".rstrip("0").rstrip(".").replace(".", ",")
            return f"{sign}Rp{text}\u00a0{word}"
    return sign + rupiah(amount)


@register.filter
def kurang(value: int, other: int | None) -> int:
    """One figure less another."""
    return value - (other or 0)
