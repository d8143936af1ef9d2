"""The kinds of question a form can ask, as form fields: what is typed, what is kept, how it is typed again."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from accounts.forms.fields import PhoneField, VillageField
from accounts.identity import clean_nik
from accounts.phone import normalise_phone
from core.forms import CleanLine, CleanText, CountField, DecimalText, RupiahField
from layanan.identity import clean_kk
from wilayah.queries import place_names, search_regions

SPAN = (date(1900, 1, 1), date(2100, 12, 31))
FEW = 7  # choices that stand as radio buttons; more stand in a list
NO_PLACE = "Wilayah ini tidak ditemukan. Tulis namanya, misalnya Kertosari, Temanggung."
POINT = re.compile(
    r"(-?[0-9]{1,3}(?:[.,][0-9]{1,10})?)\s*(?:,\s|;|\s|,)\s*(?:dan\s+)?(-?[0-9]{1,3}(?:[.,][0-9]{1,10})?)\Z"
)
BOUNDS = ((-11.5, 6.5), (94.5, 141.5))  # Indonesia


class DayField(forms.DateField):
    """A day, by the phone's own picker or typed as 17/08/1945."""

    default_error_messages = {"invalid": "Tulis tanggal yang ada, misalnya 17/08/1990."}

    def __init__(self, *, when: str = "", **kwargs: Any) -> None:
        formats = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
        super().__init__(input_formats=formats, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **kwargs)
        self.when = when

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is None:
            return None
        if not SPAN[0] <= day <= SPAN[1]:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if self.when == "past" and day > timezone.localdate():
            raise ValidationError("Tanggal ini belum terjadi.")
        if self.when == "future" and day < timezone.localdate():
            raise ValidationError("Tanggal ini sudah lewat.")
        return day


class NumberIdField(forms.CharField):
    """A number of sixteen figures from a paper, shown masked wherever it is shown again."""

    def __init__(self, *, check: Callable[[str], str], **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
        super().__init__(max_length=24, widget=forms.TextInput(attrs=attrs), **kwargs)
        self.check = check

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return self.check(text) if text else ""


class AnyRegionField(forms.CharField):
    """A place anywhere in the country, by name or code; kept as its code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, **kwargs)

    def clean(self, value: Any) -> str:
        text = " ".join((super().clean(value) or "").split())
        if not text:
            return ""
        name, _, rest = text.partition(",")
        found = search_regions(name.strip(), limit=40)
        names = place_names(found)
        wanted = [word for word in rest.lower().split() if word.isalnum()]
        fit = [one for one in found if all(word in names[one.pk].lower() for word in wanted)]
        exact = [one for one in fit if one.name.lower() == name.strip().lower() or one.pk == text]
        fit = exact if len(exact) == 1 else fit
        if len(fit) == 1:
            return str(fit[0].pk)
        if not fit:
            raise ValidationError(NO_PLACE)
        raise ValidationError(
            "Ada beberapa wilayah dengan nama ini. Tulis salah satu: "
            + "; ".join(names[one.pk] for one in fit[:4])
            + "."
        )


class PointField(forms.CharField):
    """A point on the map as map apps copy it: -7.3165, 110.1748."""

    def __init__(self, **kwargs: Any) -> None:
        hint = "Salin angka dari aplikasi peta di ponsel Anda, misalnya -7,3165 dan 110,1748."
        kwargs["help_text"] = kwargs.get("help_text") or hint
        super().__init__(max_length=60, **kwargs)

    def clean(self, value: Any) -> dict[str, float] | None:
        text = " ".join((super().clean(value) or "").strip("() ").split())
        if not text:
            return None
        match = POINT.match(text)
        if not match:
            raise ValidationError("Tulis dua angka, misalnya -7,3165 dan 110,1748.")
        lat, lng = (float(part.replace(",", ".")) for part in match.groups())
        if not (BOUNDS[0][0] <= lat <= BOUNDS[0][1] and BOUNDS[1][0] <= lng <= BOUNDS[1][1]):
            raise ValidationError("Titik ini di luar Indonesia. Periksa urutan angkanya: lintang dahulu, lalu bujur.")
        return {"lat": round(lat, 6), "lng": round(lng, 6)}


class ContactField(forms.CharField):
    """Where news goes: an e-mail address or a mobile number."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, widget=forms.TextInput(attrs={"autocomplete": "email"}), **kwargs)

    def clean(self, value: Any) -> str:
        text = (super().clean(value) or "").strip()
        if "@" in text:
            validate_email(text)
            return text.lower()
        return normalise_phone(text) if text else ""


def _choices(field: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(value, words) for value, words in field["choices"]]


def _choice(field: Mapping[str, Any], common: dict[str, Any]) -> forms.Field:
    pairs = _choices(field)
    if len(pairs) <= FEW:
        if not field["required"]:
            pairs = [*pairs, ("", "Tidak menjawab")]
        return forms.ChoiceField(choices=pairs, widget=forms.RadioSelect, **common)
    return forms.ChoiceField(choices=[("", "Pilih"), *pairs], **common)


def _number(field: Mapping[str, Any], common: dict[str, Any]) -> forms.Field:
    least, most = field.get("min"), field.get("max")
    if field.get("whole", True):
        limits = {"min_value": int(Decimal(least)) if least else 0, "max_value": int(Decimal(most)) if most else 10**9}
        return CountField(**limits, **common)
    bounds = {"min_value": Decimal(least) if least else None, "max_value": Decimal(most) if most else Decimal(10**9)}
    return DecimalText(max_digits=15, decimal_places=4, **bounds, **common)


def _money(field: Mapping[str, Any], common: dict[str, Any]) -> forms.Field:
    least, most = field.get("min"), field.get("max")
    return RupiahField(min_value=int(Decimal(least or 0)), max_value=int(Decimal(most or 10**14)), **common)


def _text(field: Mapping[str, Any], common: dict[str, Any]) -> forms.Field:
    longest = field.get("max", 200)
    if field.get("long"):
        return CleanText(max_length=longest, widget=forms.Textarea(attrs={"rows": 4}), **common)
    return CleanLine(max_length=longest, **common)


def _village(common: dict[str, Any]) -> VillageField:
    place = VillageField(**common)
    place.offer()
    return place


MAKERS: dict[str, Callable[[Mapping[str, Any], dict[str, Any]], forms.Field]] = {
    "text": _text,
    "number": _number,
    "money": _money,
    "date": lambda field, common: DayField(when=field.get("when", ""), **common),
    "choice": _choice,
    "several": lambda field, common: forms.MultipleChoiceField(
        choices=_choices(field), widget=forms.CheckboxSelectMultiple, **common
    ),
    "region": lambda field, common: AnyRegionField(**common) if field.get("anywhere") else _village(common),
    "nik": lambda field, common: NumberIdField(check=clean_nik, **common),
    "kk": lambda field, common: NumberIdField(check=clean_kk, **common),
    "phone": lambda field, common: PhoneField(**common),
    "point": lambda field, common: PointField(**common),
    "declaration": lambda field, common: forms.BooleanField(**common),
    "contact": lambda field, common: ContactField(**common),
}


def make(field: Mapping[str, Any]) -> forms.Field:
    """The form field of a question (photos and groups are made by their page)."""
    common = {"label": field["label"], "required": field["required"], "help_text": told(field)}
    made = MAKERS[field["kind"]](field, common)
    if field["slug"] == "nama":
        made.widget.attrs["autocomplete"] = "name"
    return made


def told(field: Mapping[str, Any]) -> str:
    """Help, and beside personal data what it is for and how long it is kept."""
    purpose = f"Dipakai untuk: {field['purpose'].rstrip('.')}." if field.get("purpose") else ""
    kept = f"Disimpan: {field['keep'].rstrip('.')}." if field.get("keep") else ""
    return " ".join(filter(None, [field.get("help", ""), purpose, kept]))


def kept(value: Any) -> Any:
    """A cleaned value as JSON keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return getattr(value, "pk", value)


def typed(field: Mapping[str, Any], value: Any) -> Any:
    """A kept value as a person would type it."""
    if value is None:
        return ""
    if field["kind"] == "point" and isinstance(value, dict):
        return f"{value['lat']}, {value['lng']}"
    if field["kind"] == "number":
        return str(value).replace(".", ",")
    return value
