"""Fields that several forms of this floor share."""

from typing import Any

from django import forms

from accounts.phone import normalise_phone
from core.forms import CountField, NumberText
from core.text import clean
from wilayah.models import Region
from wilayah.names import level_name_of
from wilayah.queries import place_names, villages


class PhoneField(forms.CharField):
    """A mobile number in any way people write it; cleaned to +628..."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "tel", "autocomplete": "tel"}
        super().__init__(**{"max_length": 24, "widget": forms.TextInput(attrs=attrs), **kwargs})

    def clean(self, value: Any) -> str:
        text = clean(super().clean(value) or "")
        return normalise_phone(text) if text else ""


class NumberField(CountField):
    """RT or RW: 1 to 999, with leading noughts if one likes."""

    default_error_messages = {"invalid": "Tulis nomor dengan angka saja, misalnya 03."}

    def __init__(self, **kwargs: Any) -> None:
        widget = NumberText(attrs={"maxlength": 3})
        super().__init__(min_value=1, max_value=999, required=False, widget=widget, **kwargs)


class VillageField(forms.ModelChoiceField):
    """A kelurahan or desa, grouped by what they are called here (and by kecamatan where there are several)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Region.objects.none(), empty_label="Pilih kelurahan atau desa", **kwargs)

    def offer(self, code: str = "") -> None:
        """Offer the villages of a region (the installation's by default)."""
        self.queryset = villages(code)
        rows = list(self.queryset)
        districts = {row.parent_code for row in rows}
        names = {}
        if len(districts) > 1:
            names = {
                pk: name.split(",")[0] for pk, name in place_names(Region.objects.filter(pk__in=districts)).items()
            }
        groups: dict[str, list[tuple[str, str]]] = {}
        for row in rows:
            kind = level_name_of(row.code, row.level)
            group = f"{names[row.parent_code]}: {kind}" if row.parent_code in names else kind
            groups.setdefault(group, []).append((row.code, row.name))
        self.choices = [("", self.empty_label), *sorted_groups(groups)]


def sorted_groups(groups: dict[str, list[tuple[str, str]]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Groups in their order, villages by name inside each."""
    return [(name, sorted(rows, key=lambda row: row[1])) for name, rows in groups.items()]


class PasswordField(forms.CharField):
    """A password as it is typed, blanks included."""

    def __init__(self, *, new: bool = False, **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password" if new else "current-password"})
        super().__init__(max_length=128, strip=False, widget=widget, **kwargs)
