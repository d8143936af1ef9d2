"""A date and a time in a form, as browsers offer them and as people type them."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

MOMENT = "%Y-%m-%dT%H:%M"
WHEN = "Tulis tanggal dan jam, misalnya 05/01/2027 08.00."
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def moment_field(label: str, **more: Any) -> forms.DateTimeField:
    """A date and time as browsers offer it; also as people type it."""
    return forms.DateTimeField(
        label=label,
        input_formats=[MOMENT, "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%d-%m-%Y %H.%M", "%d/%m/%Y %H.%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        validators=[MinValueValidator(EARLIEST, WHEN), MaxValueValidator(LATEST, WHEN)],
        error_messages={"invalid": WHEN},
        **more,
    )
