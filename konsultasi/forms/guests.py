"""What a guest types: her answer with a contact, the code that comes back."""

from typing import Any

from django import forms

from core.forms import CleanLine
from konsultasi import queries, services
from konsultasi.forms.citizen import NOT_SAID, InputForm
from konsultasi.models import Guest


class GuestForm(InputForm):
    """An answer without an account."""

    contact = CleanLine(
        label="Surel atau nomor ponsel Anda",
        max_length=120,
        help_text="Kami kirim kode untuk memastikannya. Tidak ditampilkan kepada siapa pun.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lampiran", "show_name"):
            del self.fields[name]

    def start(self, address: str) -> Guest:
        data = {name: value for name, value in self.cleaned_data.items() if name not in NOT_SAID}
        passage = queries.passage_read(self.passage, self.cleaned_data.get("naskah"))
        return services.start_guest(consultation=self.consultation, passage=passage, address=address, **data)


class CodeForm(forms.Form):
    """The six figures of the message."""

    code = forms.CharField(
        label="Kode enam angka",
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 12}),
    )
