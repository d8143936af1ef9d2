"""What several forms of the room share."""

from collections.abc import Iterable, Mapping

from django import forms

from core.forms import CleanText


class Words(CleanText):
    """Plain text in a box of several lines."""

    widget = forms.Textarea


class Chooser(forms.Form):
    """Filters of a list: shows what the address chose and ignores what it does not know."""

    mark_optional = False

    @classmethod
    def chosen(cls, params: Mapping[str, str], first: Iterable[tuple[str, str]] = ()) -> "Chooser":
        """The form as the address filled it; `first` are further choices of its first field."""
        form = cls()
        field = next(iter(form.fields.values()))
        field.choices = [*field.choices, *first]  # type: ignore[attr-defined]
        form.initial = {name: params.get(name, "") for name in form.fields}
        return form
