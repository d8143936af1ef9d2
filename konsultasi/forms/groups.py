"""What officers type about groups of inputs and about texts they use again."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.text import Truncator

from core.forms import CleanLine
from core.once import OnceForm
from core.text import whole_number
from konsultasi import queries, services
from konsultasi.forms.base import Words
from konsultasi.forms.desk import AnswerForm
from konsultasi.models import Consultation, Group, Input, SavedText


def in_full(entry: Input) -> str:
    """An input as it is read before it is ticked."""
    words = " ".join(f"{entry.body} {entry.proposed}".split()) or entry.get_kind_display()
    return f"Nomor {entry.number}, {entry.place}, {entry.public_name}: {Truncator(words).chars(400)}"


class GroupForm(OnceForm):
    """Which inputs belong together, ticked one by one, and what they are about."""

    inputs = forms.MultipleChoiceField(
        label="Masukan yang mengatakan hal yang sama",
        help_text="Baca setiap masukan. Centang hanya yang cukup dijawab dengan satu jawaban.",
        widget=forms.CheckboxSelectMultiple,
    )
    title = CleanLine(
        label="Pokok masukan",
        help_text="Tampil di halaman publik bersama jawabannya, misalnya Jadwal angkut sampah.",
        max_length=120,
    )

    def __init__(
        self, *args: Any, consultation: Consultation, entries: Sequence[Input], ticked: bool, **kwargs: Any
    ) -> None:
        self.consultation, self.entries = consultation, {str(entry.pk): entry for entry in entries}
        kwargs["initial"] = {"inputs": [*self.entries]} if ticked else {}
        super().__init__(*args, **kwargs)
        self.fields["inputs"].choices = [(key, in_full(entry)) for key, entry in self.entries.items()]  # type: ignore[attr-defined]

    def save(self, *, by: Any) -> Group:
        chosen = [self.entries[key] for key in self.cleaned_data["inputs"]]
        return services.make_group(
            by=by,
            consultation=self.consultation,
            inputs=chosen,
            title=self.cleaned_data["title"],
            shared=queries.shared_words(chosen),
        )


class GroupAnswerForm(AnswerForm):
    """One answer for a group; `anggota` names the inputs the officer read."""

    anggota = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, group: Group, waiting: Sequence[Input], **kwargs: Any) -> None:
        self.group = group
        kwargs["initial"] = {"anggota": ",".join(str(entry.pk) for entry in waiting)}
        super().__init__(*args, input=group, **kwargs)

    def given(self) -> dict[str, Any]:
        group = self.group
        return {"disposition": group.disposition, "explanation": group.explanation, "dibaca": group.stamp}

    def inserted(self, data: Any) -> dict[str, Any]:
        return super().inserted(data) | {"anggota": data.get("anggota", "")}

    def clean_anggota(self) -> list[int]:
        words = self.cleaned_data["anggota"].split(",")
        return [key for word in words if (key := whole_number(word, 11)) is not None]

    def save(self, *, by: Any) -> Group:  # type: ignore[override]
        data = self.cleaned_data
        if self.group.answered_at:
            return services.revise_group(by=by, group=self.group, seen=data["dibaca"], **self.words)
        return services.answer_group(by=by, group=self.group, seen=data["anggota"], **self.words)


class JoinForm(OnceForm):
    """More inputs for a group, by their numbers."""

    numbers = CleanLine(label="Nomor masukan", help_text="Pisahkan dengan koma, misalnya 12, 15.", max_length=200)

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group

    def clean_numbers(self) -> list[Input]:
        words = [word.strip() for word in self.cleaned_data["numbers"].split(",") if word.strip()]
        rows = {str(entry.number): entry for entry in queries.numbered(self.group.consultation_id, words)}
        missing = [word for word in words if (word.lstrip("0") or word) not in rows]
        if missing or not rows:
            raise forms.ValidationError(f"Tidak ada masukan nomor {(missing or ['itu'])[0]}. Periksa nomornya.")
        return list(rows.values())

    def save(self, *, by: Any) -> Group:
        return services.join_group(by=by, group=self.group, inputs=self.cleaned_data["numbers"])


class SavedTextForm(OnceForm):
    """A piece of an answer to use again."""

    title = CleanLine(label="Judul", help_text="Untuk memilihnya dari daftar.", max_length=80)
    body = Words(label="Isi", help_text="Disisipkan pada jawaban dan dapat diubah di sana.", max_length=3000)

    def __init__(self, *args: Any, text: SavedText, **kwargs: Any) -> None:
        kwargs["initial"] = {"title": text.title, "body": text.text}
        super().__init__(*args, **kwargs)
        self.text = text

    def save(self, *, by: Any) -> str:
        services.save_text(by=by, text=self.text, title=self.cleaned_data["title"], body=self.cleaned_data["body"])
        return reverse("konsultasi:desk_texts")
