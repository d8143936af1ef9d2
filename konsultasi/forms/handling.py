"""What officers type about the work itself: who prepares an answer, tags, notes."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.urls import reverse

from core.forms import CleanLine
from core.once import OnceForm
from konsultasi import services
from konsultasi.forms.base import Words
from konsultasi.models import Input, Unit
from konsultasi.services.handling import KEEP

AS_IS, NOBODY = "tetap", "kosong"


class AssignForm(OnceForm):
    """Which unit and which officer prepare the answers of these inputs."""

    unit = forms.ChoiceField(label="Unit penangan", help_text="Nama unit tampil di halaman publik.")
    owner = forms.ChoiceField(label="Petugas", help_text="Nama petugas tidak tampil di halaman publik.")

    def __init__(
        self, *args: Any, inputs: Sequence[Input], units: Iterable[Unit], officers: Iterable[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.inputs = inputs
        self.units = {str(unit.pk): unit for unit in units}
        self.officers = {str(person.pk): person for person in officers}
        as_is = (AS_IS, "Tidak diubah")
        names = [(key, person.full_name) for key, person in self.officers.items()]
        choices = [as_is, *((key, unit.name) for key, unit in self.units.items()), (NOBODY, "Tanpa unit")]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]
        self.fields["owner"].choices = [as_is, *names, (NOBODY, "Belum ada petugas")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("unit") == data.get("owner") == AS_IS:
            self.add_error("unit", "Pilih unit atau petugas yang menyiapkan jawaban.")
        return data

    def save(self, *, by: Any) -> str:
        """Call the verb; `changed` then tells how many inputs it was."""
        unit, owner = self.cleaned_data["unit"], self.cleaned_data["owner"]
        self.changed = services.assign_inputs(
            by=by,
            inputs=self.inputs,
            unit=KEEP if unit == AS_IS else self.units.get(unit),
            owner=KEEP if owner == AS_IS else self.officers.get(owner),
        )
        return self.inputs[0].desk_url() if len(self.inputs) == 1 else reverse("konsultasi:desk")


class TagForm(OnceForm):
    """The tags of an input."""

    names = CleanLine(
        label="Tanda",
        help_text="Pisahkan dengan koma, misalnya retribusi, bank sampah. Hanya terbaca petugas.",
        max_length=400,
        required=False,
    )

    def __init__(self, *args: Any, input: Input, **kwargs: Any) -> None:
        kwargs["initial"] = {"names": ", ".join(tag.name for tag in input.tags.all())}
        super().__init__(*args, **kwargs)
        self.input = input

    def save(self, *, by: Any) -> str:
        services.tag_input(by=by, input=self.input, names=self.cleaned_data["names"].split(","))
        return self.input.desk_url()


class NoteForm(OnceForm):
    """An internal note on an input."""

    body = Words(
        label="Catatan", help_text="Hanya terbaca petugas. Jangan tulis NIK atau nomor ponsel warga.", max_length=2000
    )

    def __init__(self, *args: Any, input: Input, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.input = input

    def save(self, *, by: Any) -> str:
        services.add_note(by=by, input=self.input, body=self.cleaned_data["body"])
        return self.input.desk_url()
