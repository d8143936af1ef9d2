"""The box for the text of a QR code."""

from django import forms

from core.forms import CleanText
from core.seal import LONGEST


class SealForm(forms.Form):
    """What a scanner read from the QR code."""

    teks = CleanText(
        label="Teks kode QR",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text="Salin seluruh teks dari aplikasi pemindai, mulai dari https://.",
    )
