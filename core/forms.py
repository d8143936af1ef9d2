"""How every form of the site looks and speaks: label, hint, error, control, in this order (GOV.UK pattern)."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from core.text import clean, sentence


class Renderer(TemplatesSetting):
    """Fields in the order label, hint, error, control (templates/forms/field.html)."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/row.html"


Choices = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def kind_of(bound: BoundField) -> str:
    """Which shape of control a field has; names the branch of templates/forms/field.html."""
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, Choices):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "group" if isinstance(widget, forms.MultiWidget) else "text"


def first_id(bound: BoundField) -> str:
    """Id of the control that takes the focus when a person follows the link of the error summary."""
    suffix = "_0" if isinstance(bound.field.widget, (*Choices, forms.MultiWidget)) else ""
    return f"{bound.auto_id}{suffix}"


def words_of(bound: BoundField) -> list[str]:
    """The field's errors in words. An empty required field says what to do with it, by its label."""
    return [_words(bound, error) for error in bound.form.errors.as_data().get(bound.name, [])]


def _words(bound: BoundField, error: ValidationError) -> str:
    text = str(error.messages[0])
    if error.code != "required" or text != str(forms.Field.default_error_messages["required"]):
        return sentence(text)
    label = str(bound.label)
    verb = {"choices": "Pilih", "file": "Pilih", "check": "Centang"}.get(kind_of(bound), "Isi")
    if isinstance(bound.field.widget, forms.Select):
        verb = "Pilih"
    return sentence(f"{verb} {label if label[:2].isupper() else label[:1].lower() + label[1:]}")


class Field:
    """A bound field as templates/forms/field.html prints it."""

    def __init__(
        self,
        bound: BoundField,
        *,
        label: str = "",
        hint: str = "",
        prefix: str = "",
        suffix: str = "",
        size: str = "",
        optional: bool = True,
        **attrs: Any,
    ) -> None:
        self.bound = bound
        self.kind = kind_of(bound)
        self.label = label or bound.label
        self.hint = hint or bound.help_text
        self.prefix, self.suffix, self.size = prefix, suffix, size
        self.errors = words_of(bound)
        self.id = first_id(bound)
        self.hint_id, self.error_id = f"{bound.auto_id}-h", f"{bound.auto_id}-e"
        marks = getattr(bound.form, "mark_optional", True)
        self.optional = optional and marks and not bound.field.required and "wajib" not in str(self.label)
        self.attrs = {name.replace("_", "-"): value for name, value in attrs.items()}

    @property
    def described_by(self) -> str:
        ids = [str(self.bound.field.widget.attrs.get("aria-describedby", ""))]
        ids += [self.hint_id] if self.hint else []
        ids += [self.error_id] if self.errors else []
        return " ".join(filter(None, ids))

    @property
    def control(self) -> SafeString:
        """The control with its class and its ties to hint and error; the server words what is missing."""
        self.bound.form.use_required_attribute = False
        return self.bound.as_widget(attrs={**self._look(), **self.attrs})

    def _look(self) -> dict[str, Any]:
        widget = self.bound.field.widget
        attrs: dict[str, Any] = {"aria-describedby": self.described_by} if self.described_by else {}
        attrs["placeholder"] = False  # the label says it; a placeholder is gone when one starts to type
        if self.kind in ("text", "group"):
            own = str(widget.attrs.get("class", ""))
            short = self.size or ("short" if self.prefix or self.suffix or _is_short(widget) else "")
            attrs["class"] = " ".join(filter(None, ["input", short and f"input--{short}", own]))
        if isinstance(widget, forms.EmailInput):
            attrs = {"autocomplete": "email", "inputmode": "email", **attrs}
        if isinstance(widget, forms.Textarea) and widget.attrs.get("rows") == "10":  # Django's own default
            attrs["rows"] = 5
        return attrs

    @property
    def options(self) -> list[dict[str, Any]]:
        """Radio buttons or checkboxes of a choice, each with id, tag and label."""
        self.bound.form.use_required_attribute = False
        return [
            {"id": option.id_for_label, "tag": option.tag(), "label": conditional_escape(option.choice_label)}
            for option in self.bound.subwidgets
        ]


def _is_short(widget: forms.Widget) -> bool:
    if isinstance(widget, (forms.NumberInput, forms.DateInput, forms.TimeInput)):
        return True
    return isinstance(widget, forms.TextInput) and int(widget.attrs.get("maxlength") or 99) <= 16


class CleanText(forms.CharField):
    """Plain text of a person, cleaned of control and reordering marks before it is measured; lines are kept."""

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")


class CleanLine(CleanText):
    """The same in one line."""

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


def add_errors(form: forms.BaseForm, error: ValidationError, **instead: str) -> None:
    """Put a verb's refusal beside the fields it speaks of (`instead` renames them); what has no field stands above."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        field = instead.get(name, name)
        form.add_error(field if field in form.fields else None, errors)


class NumberText(forms.TextInput):
    """A box for a number that people may write as they are used to (1.250.000 or 1,5), with the number keys."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, decimal: bool = False) -> None:
        mode = "decimal" if decimal else "numeric"
        super().__init__({"inputmode": mode, "autocomplete": "off", "maxlength": 24, **(attrs or {})})


def say_limits(field: Any) -> None:
    """Word the least and the most of a number field as people here write numbers."""
    words = {MinValueValidator: "Isi paling sedikit", MaxValueValidator: "Isi paling banyak"}
    for validator in field.validators:
        if type(validator) in words:
            limit = f"{validator.limit_value:,}".translate(SWAPPED)
            validator.message = f"{words[type(validator)]} {limit}."


SWAPPED = str.maketrans(",.", ".,")
THOUSANDS = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+", re.ASCII)
WHOLE = re.compile(r"-?[0-9]{1,18}", re.ASCII)


class CountField(forms.IntegerField):
    """How many: a whole number, never a part of one; accepts "1.250" and "1250"."""

    widget = NumberText
    default_error_messages = {"invalid": "Tulis bilangan bulat tanpa koma, misalnya 120."}

    def __init__(self, *, min_value: int = 0, max_value: int = 10**9, **kwargs: Any) -> None:
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)
        say_limits(self)

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = value.strip()
            value = value.replace(".", "") if THOUSANDS.fullmatch(value) else value
            if value and not WHOLE.fullmatch(value):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class RupiahField(forms.IntegerField):
    """Whole rupiah; accepts "Rp1.250.000", "1250000", "1.250.000,00"."""

    widget = NumberText
    default_error_messages = {"invalid": "Tulis jumlah uang dengan angka saja, misalnya 1.250.000."}

    def __init__(self, *, min_value: int = 0, max_value: int = 10**14, **kwargs: Any) -> None:
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)
        say_limits(self)

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = value.strip().removeprefix("Rp").removesuffix(",00").removesuffix(",-").strip(" .")
            if value and not value.replace(".", "").isdigit():
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            value = value.replace(".", "")
        return super().to_python(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class DecimalText(forms.DecimalField):
    """A measure; accepts "1,5" and "1.5" and "1.250"."""

    default_error_messages = {"invalid": "Tulis ukuran dengan angka, misalnya 120 atau 1,5."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=NumberText(decimal=True), **kwargs)
        say_limits(self)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = plain_number(value)
        return super().to_python(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


def plain_number(text: str) -> str:
    """A number as Indonesians write it, with a decimal point: "1.250,5" and "1250.5" are both 1250.5."""
    text = text.strip()
    if "," in text:
        return text.replace(".", "").replace(",", ".")
    head, *tail = text.split(".")
    if tail and 1 <= len(head) <= 3 and head != "0" and all(len(part) == 3 for part in tail):
        return text.replace(".", "")
    return text
