"""What officers type about versions: where a doubtful input stands, which inputs led to a change."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.text import Truncator

from core.forms import CleanLine
from core.once import OnceForm
from core.text import whole_number
from konsultasi import queries, services
from konsultasi.models import Change, Input, Passage, Standing


class PlaceForm(OnceForm):
    """Where a doubtful input stands in the newest text."""

    place = forms.ChoiceField(label="Masukan ini berbicara tentang")

    def __init__(self, *args: Any, standing: Standing, passages: list[Passage], **kwargs: Any) -> None:
        kwargs["initial"] = {"place": str(standing.passage_id or "")}
        super().__init__(*args, **kwargs)
        self.standing, self.passages = standing, {str(row.pk): row for row in passages}
        places = [(key, row.label) for key, row in self.passages.items()]
        gone = ("dihapus", "Bagiannya sudah dihapus dari naskah")
        self.fields["place"].choices = [("", "Pilih bagian"), *places, gone]  # type: ignore[attr-defined]

    def save(self, *, by: Any) -> str:
        passage = self.passages.get(self.cleaned_data["place"])
        services.settle_place(by=by, standing=self.standing, passage=passage)
        return reverse("konsultasi:desk_places")


class CreditForm(OnceForm):
    """Which inputs led to a change of the text."""

    inputs = forms.MultipleChoiceField(
        label="Masukan pada bagian ini", widget=forms.CheckboxSelectMultiple, required=False
    )
    numbers = CleanLine(
        label="Nomor masukan lain",
        help_text="Pisahkan dengan koma, misalnya 12, 15.",
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, change: Change, near: list[Input], held: list[Input], **kwargs: Any) -> None:
        known = {entry.pk for entry in near}
        others = ", ".join(str(entry.number) for entry in held if entry.pk not in known)
        kwargs["initial"] = {"inputs": [str(entry.pk) for entry in held], "numbers": others}
        super().__init__(*args, **kwargs)
        self.change, self.near = change, {str(entry.pk): entry for entry in near}
        self.fields["inputs"].choices = [(key, _in_short(entry)) for key, entry in self.near.items()]  # type: ignore[attr-defined]
        if not near:
            del self.fields["inputs"]

    def clean_numbers(self) -> list[Input]:
        words = [word.strip() for word in self.cleaned_data["numbers"].split(",") if word.strip()]
        found = {entry.number: entry for entry in queries.numbered(self.change.version.consultation_id, words)}
        missing = [word for word in words if whole_number(word) not in found]
        if missing:
            raise forms.ValidationError(f"Tidak ada masukan nomor {missing[0]}. Periksa nomornya.")
        return list(found.values())

    def save(self, *, by: Any) -> str:
        chosen = [self.near[key] for key in self.cleaned_data.get("inputs", [])]
        services.credit_change(by=by, change=self.change, inputs=[*chosen, *self.cleaned_data["numbers"]])
        return reverse("konsultasi:desk_changes", args=[self.change.version.consultation_id])


def _in_short(entry: Input) -> str:
    answer = f", {str(entry.answer).lower()}" if entry.answer else ""
    words = entry.body or entry.proposed or entry.get_kind_display()
    return f"Nomor {entry.number}{answer}: {Truncator(words).chars(140)}"
