"""How receipts of sealed ballots are written."""

import uuid

import segno
from django import template
from django.utils.safestring import SafeString, mark_safe

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


@register.simple_tag
def kode_qr(text: str) -> SafeString:
    """A text as a QR picture that stands in the page."""
    drawn = segno.make_qr(text, error="m").svg_inline(scale=2, border=2, dark="#000", light="#fff")
    return mark_safe(drawn)  # noqa: S308  drawn by us
