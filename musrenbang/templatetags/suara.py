"""How receipts of sealed ballots are written."""

import uuid

from django import template

register = template.Library()
SHOWN = 24


@register.filter
def tanda_terima(receipt: str) -> str:
    """The first figures of a receipt in groups of four, as people copy them; a short receipt as it is."""
    if len(receipt) <= SHOWN:
        return receipt
    return "-".join(receipt[at : at + 4] for at in range(0, SHOWN, 4))


@register.simple_tag
def kunci_baru() -> str:
    """A fresh key for a small form of one button."""
    return str(uuid.uuid4())
