"""What officers type about units and about tags of many inputs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse

from core.forms import CleanLine
from core.once import OnceForm
from konsultasi import queries, services
from konsultasi.models import Input, Unit


class UnitForm(OnceForm):
    """A unit and who works for it."""

    name = CleanLine(label="Nama unit", help_text="Tampil di halaman publik.", max_length=120)
    members = forms.MultipleChoiceField(
        label="Anggota",
        help_text="Anggota diberi tahu saat masukan diserahkan kepada unit. Nama mereka tidak tampil bagi warga.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    active = forms.BooleanField(label="Unit ini dipakai", required=False)

    def __init__(self, *args: Any, unit: Unit, officers: Sequence[Any], members: Sequence[Any], **kwargs: Any) -> None:
        self.unit = unit
        kwargs["initial"] = {"name": unit.name, "active": unit.active, "members": [str(one.pk) for one in members]}
        super().__init__(*args, **kwargs)
        here = {person.pk for person in officers}
        gone = [person for person in members if person.pk not in here]
        self.people = {str(person.pk): person for person in [*officers, *gone]}
        names = [(str(person.pk), person.full_name) for person in officers]
        names += [(str(person.pk), f"{person.full_name} (tidak berwenang menjawab lagi)") for person in gone]
        self.fields["members"].choices = names  # type: ignore[attr-defined]

    def save(self, *, by: Any) -> str:
        people = [self.people[key] for key in self.cleaned_data["members"]]
        data = self.cleaned_data
        services.keep_unit(by=by, unit=self.unit, name=data["name"], active=data["active"], members=people)
        return reverse("konsultasi:desk_units")


class BulkTagForm(OnceForm):
    """Tags to give to the picked inputs, and tags to take from them."""

    add = CleanLine(
        label="Tanda yang ditambahkan",
        help_text="Pisahkan dengan koma. Hanya terbaca petugas.",
        max_length=400,
        required=False,
    )
    remove = forms.MultipleChoiceField(label="Tanda yang dihapus", widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args: Any, inputs: Sequence[Input], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.inputs = inputs
        there = {tag.name for entry in inputs for tag in entry.tags.all()}
        if self.is_bound:  # sent twice, what was taken away the first time is still a tag
            there |= queries.known_tags(inputs, self.data.getlist("remove"))
        self.fields["remove"].choices = [(name, name) for name in sorted(there)]  # type: ignore[attr-defined]
        if not there:
            del self.fields["remove"]

    def save(self, *, by: Any) -> str:
        """Call the verb; `changed` then tells how many inputs it was."""
        add, remove = self.cleaned_data["add"].split(","), self.cleaned_data.get("remove", [])
        self.changed = services.tag_inputs(by=by, inputs=self.inputs, add=add, remove=remove)
        return reverse("konsultasi:desk")
