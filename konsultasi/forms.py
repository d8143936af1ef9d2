"""What people and officers type: inputs, answers, papers written down. Each form calls one verb."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from core.forms import CleanLine, CleanText
from core.once import OnceForm
from dialog.forms import JUDGE, SHOW, JudgeForm
from konsultasi import queries, services
from konsultasi.models import Change, Consultation, Input, Passage, Standing
from konsultasi.states import Disposition, HideReason, InputState


class Words(CleanText):
    """Plain text in a box of several lines."""

    widget = forms.Textarea


class InputForm(OnceForm):
    """A citizen's input on a passage or the whole draft."""

    kind = forms.ChoiceField(label="Jenis masukan", choices=Input.Kind.choices, widget=forms.RadioSelect)
    quote = Words(
        label="Bagian kalimat yang dimaksud",
        help_text="Tidak wajib. Salin dari naskah bila hanya sebagian.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    proposed = Words(
        label="Rumusan usulan Anda",
        help_text="Tidak wajib. Isi bila Anda mengusulkan kalimat baru.",
        max_length=5000,
        required=False,
    )
    body = Words(
        label="Masukan dan alasan",
        help_text="Dibaca semua orang. Jangan tulis nomor ponsel atau NIK.",
        max_length=5000,
        required=False,
    )
    naskah = forms.IntegerField(required=False, widget=forms.HiddenInput)  # the passage as she read it
    show_name = forms.BooleanField(
        label="Tampilkan nama saya",
        help_text="Tanpa centang, hanya asal kelurahan atau desa Anda yang tertulis.",
        required=False,
    )
    mark_optional = False

    def __init__(self, *args: Any, consultation: Consultation, passage: Passage | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consultation, self.passage = consultation, passage
        if passage is not None:
            self.fields["naskah"].initial = passage.pk
        else:
            del self.fields["quote"], self.fields["proposed"], self.fields["naskah"]
            self.fields["kind"].choices = [  # type: ignore[attr-defined]
                (value, label) for value, label in Input.Kind.choices if value != Input.Kind.CHANGE
            ]

    def save(self, *, by: Any) -> Input:
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("kunci", "naskah")}
        passage = queries.passage_read(self.passage, self.cleaned_data.get("naskah"))
        return services.submit_input(by=by, consultation=self.consultation, passage=passage, **data)


class EditForm(InputForm):
    """Mending one's own input within 15 minutes."""

    def __init__(self, *args: Any, input: Input, **kwargs: Any) -> None:
        names = ("kind", "proposed", "body", "show_name")
        kwargs["initial"] = {name: getattr(input, name) for name in names}
        super().__init__(*args, consultation=input.consultation, passage=input.passage, **kwargs)
        self.input = input
        for name in ("quote", "naskah"):
            self.fields.pop(name, None)

    def save(self, *, by: Any) -> Input:
        data = {name: value for name, value in self.cleaned_data.items() if name != "kunci"}
        return services.edit_input(by=by, input=self.input, **data)


class AnswerForm(OnceForm):
    """The office's answer to one input."""

    disposition = forms.ChoiceField(label="Tanggapan", choices=Disposition.choices, widget=forms.RadioSelect)
    explanation = Words(
        label="Penjelasan untuk warga",
        help_text="Dibaca semua orang. Tulis dengan kata sederhana, paling sedikit 20 huruf.",
        max_length=5000,
    )

    def __init__(self, *args: Any, input: Input, **kwargs: Any) -> None:
        if answer := input.answer:
            kwargs["initial"] = {"disposition": answer.disposition, "explanation": answer.explanation}
        super().__init__(*args, **kwargs)
        self.input = input

    def save(self, *, by: Any) -> Input:
        verb = services.revise_answer if self.input.answer else services.answer_input
        verb(
            by=by,
            input=self.input,
            disposition=self.cleaned_data["disposition"],
            explanation=self.cleaned_data["explanation"],
        )
        return self.input


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
        wrong = [word for word in words if not (word.isascii() and word.isdigit() and len(word) < 10)]
        found = {entry.number: entry for entry in queries.numbered(self.change.version.consultation_id, words)}
        missing = wrong or [word for word in words if int(word) not in found]
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


class ModerateForm(JudgeForm):
    """Hide an input with a reason, leave it as it is, or show it again."""

    def __init__(self, *args: Any, input: Input, **kwargs: Any) -> None:
        super().__init__(*args, deeds=SHOW if input.state == InputState.HIDDEN else JUDGE, **kwargs)
        self.input = input
        if "reason" in self.fields:
            self.fields["reason"].choices = [("", "Pilih alasan"), *HideReason.choices]  # type: ignore[attr-defined]

    def save(self, *, by: Any) -> str:
        """Call the verb; then back to the moderators' queue."""
        note = self.cleaned_data["note"]
        match self.cleaned_data["decision"]:
            case "hide":
                services.hide_input(by=by, input=self.input, reason=self.cleaned_data["reason"], note=note)
            case "restore":
                services.restore_input(by=by, input=self.input, note=note)
            case _:
                services.keep_input(by=by, input=self.input, note=note)
        return reverse("dialog:queue")


class RecordForm(OnceForm):
    """An input given at a meeting, in a letter or by WhatsApp, typed by the office."""

    channel = forms.ChoiceField(
        label="Cara diterima",
        choices=[choice for choice in Input.Channel.choices if choice[0] != Input.Channel.WEB],
        widget=forms.RadioSelect,
    )
    received_on = forms.DateField(
        label="Tanggal diterima",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Tulis tanggal, misalnya 2026-12-31."},
    )
    giver = CleanLine(
        label="Pemberi masukan",
        help_text="Tampil di halaman publik. Nama orang hanya dengan izinnya.",
        max_length=120,
        required=False,
    )
    block_id = forms.ChoiceField(label="Bagian rancangan", required=False)
    kind = forms.ChoiceField(label="Jenis masukan", choices=Input.Kind.choices, widget=forms.RadioSelect)
    body = Words(label="Isi masukan", max_length=5000)
    proposed = Words(label="Rumusan usulan", max_length=5000, required=False)

    def __init__(self, *args: Any, consultation: Consultation, passages: list[Passage], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"received_on": timezone.localdate()})
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        self.passages = {passage.block_id: passage for passage in passages}
        places = [(passage.block_id, passage.label) for passage in passages]
        self.fields["block_id"].choices = [("", "Seluruh rancangan"), *places]  # type: ignore[attr-defined]

    def save(self, *, by: Any) -> Input:
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("kunci", "block_id")}
        passage = self.passages.get(self.cleaned_data["block_id"])
        return services.record_input(by=by, consultation=self.consultation, passage=passage, **data)


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


class FilterForm(Chooser):
    """Which inputs of a draft to list. The passage is chosen in the template: 300 options are slow as a widget."""

    jenis = forms.ChoiceField(label="Jenis", choices=[("", "Semua jenis"), *Input.Kind.choices])
    jawaban = forms.ChoiceField(
        label="Jawaban",
        choices=[("", "Semua"), ("belum", "Belum dijawab"), ("terlambat", "Terlambat dijawab"), ("sudah", "Dijawab")],
    )
    tanggapan = forms.ChoiceField(label="Tanggapan", choices=[("", "Semua tanggapan"), *Disposition.choices])
    urut = forms.ChoiceField(label="Urutkan", choices=[(name, label) for name, (label, _) in queries.SORTS.items()])


class DeskFilterForm(Chooser):
    """Which work to list."""

    rancangan = forms.ChoiceField(label="Rancangan", choices=[("", "Semua rancangan")])
    status = forms.ChoiceField(label="Status", choices=[*queries.DESK_STATUS.items()])
    jenis = forms.ChoiceField(label="Jenis", choices=[("", "Semua jenis"), *Input.Kind.choices])
