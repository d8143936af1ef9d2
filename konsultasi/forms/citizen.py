"""What people type: an input, its correction, what they want to see of a list."""

from typing import Any

from django import forms

from core.once import OnceForm
from konsultasi import queries, services
from konsultasi.forms.base import Chooser, Words
from konsultasi.forms.files import WithFiles
from konsultasi.models import Consultation, Input, Passage
from konsultasi.states import Disposition

NOT_SAID = {"kunci", "naskah", "lampiran"}


class InputForm(WithFiles, OnceForm):
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
        data = {name: value for name, value in self.cleaned_data.items() if name not in NOT_SAID}
        passage = queries.passage_read(self.passage, self.cleaned_data.get("naskah"))
        return services.submit_input(by=by, consultation=self.consultation, passage=passage, files=self.key, **data)


class EditForm(InputForm):
    """Mending one's own input within 15 minutes."""

    def __init__(self, *args: Any, input: Input, **kwargs: Any) -> None:
        names = ("kind", "proposed", "body", "show_name")
        kwargs["initial"] = {name: getattr(input, name) for name in names}
        super().__init__(*args, consultation=input.consultation, passage=input.passage, **kwargs)
        self.input = input
        for name in ("quote", "naskah", "lampiran"):
            self.fields.pop(name, None)

    def save(self, *, by: Any) -> Input:
        data = {name: value for name, value in self.cleaned_data.items() if name != "kunci"}
        return services.edit_input(by=by, input=self.input, **data)


class FilterForm(Chooser):
    """Which inputs of a draft to list. The passage is chosen in the template: 300 options are slow as a widget."""

    jenis = forms.ChoiceField(label="Jenis", choices=[("", "Semua jenis"), *Input.Kind.choices])
    jawaban = forms.ChoiceField(
        label="Jawaban",
        choices=[("", "Semua"), ("belum", "Belum dijawab"), ("terlambat", "Terlambat dijawab"), ("sudah", "Dijawab")],
    )
    tanggapan = forms.ChoiceField(label="Tanggapan", choices=[("", "Semua tanggapan"), *Disposition.choices])
    urut = forms.ChoiceField(label="Urutkan", choices=[(name, label) for name, (label, _) in queries.SORTS.items()])
