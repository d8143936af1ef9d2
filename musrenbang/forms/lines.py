"""A line on the map as people can type or paste it: one point a line, "-7,3165 110,1748"."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import CleanText

NUMBER = re.compile(r"-?\d{1,3}(?:[.,]\d{1,12})?")
BETWEEN = re.compile(r"[\s,;]*")
MOST = 200
WRONG = "Tulis satu titik tiap baris, lintang lalu bujur, misalnya -7,3165 110,1748."


class LineField(CleanText):
    """Two points or more; a list of [lat, lng] with six decimals, [] where nothing was typed."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["rows"] = 3
        self.help_text = self.help_text or WRONG

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "")
        points = [self.point(row) for row in text.splitlines() if row.strip()]
        if len(points) == 1:
            raise ValidationError("Garis memerlukan paling sedikit dua titik.")
        if len(points) > MOST:
            raise ValidationError(f"Garis paling banyak {MOST} titik.")
        return points

    def point(self, row: str) -> list[float]:
        """One line of the box, with decimal points or commas."""
        numbers = NUMBER.findall(row)
        if len(numbers) != 2 or not BETWEEN.fullmatch(NUMBER.sub("", row)):
            raise ValidationError(WRONG)
        lat, lng = (round(float(number.replace(",", ".")), 6) for number in numbers)
        if not (-11 <= lat <= 6 and 95 <= lng <= 141):
            raise ValidationError("Titik ini di luar Indonesia. Periksa urutannya: lintang dahulu, lalu bujur.")
        return [lat, lng]

    @staticmethod
    def as_text(points: Any) -> str:
        """Stored points as they are typed."""
        return "\n".join(f"{lat} {lng}".replace(".", ",") for lat, lng in points or [])
