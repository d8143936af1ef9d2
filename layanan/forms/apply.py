"""Forms around an application: begin it, find it again, take it back, one photo."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import CleanLine, CleanText
from core.once import OnceForm
from layanan.models import ApplicationDraft, ApplicationFile
from layanan.services.drafts import add_photo


class BeginForm(OnceForm):
    """Whether the device is one's own: only then everything that is typed stays for two weeks."""

    sendiri = forms.BooleanField(
        label="Ini ponsel atau komputer saya sendiri",
        required=False,
        help_text="Tanpa tanda ini, NIK, nomor KK, dan foto dilupakan sesudah satu jam, sisanya saat peramban ditutup.",
    )


class TrackForm(forms.Form):
    """Number and secret as they stand on the slip."""

    nomor = CleanLine(label="Nomor permohonan", max_length=30, help_text="Misalnya KEC-2611-7F3K-9.")
    kode = CleanLine(label="Kode rahasia", max_length=20, help_text="Enam huruf atau angka pada tanda terima.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class WithdrawForm(OnceForm):
    """Why somebody takes an application back, if she likes to say."""

    alasan = CleanText(label="Alasan", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class PhotoForm(OnceForm):
    """One photo of a paper a time."""

    foto = forms.FileField(label="Foto berkas", widget=forms.FileInput(attrs={"accept": "image/*"}))

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["foto"].label = label

    def save(self, *, by: Any, draft: ApplicationDraft, field: dict[str, Any]) -> ApplicationFile:
        try:
            return add_photo(by=by, draft=draft, field=field, upload=self.cleaned_data["foto"])
        except ValidationError as error:
            raise ValidationError({"foto": error.messages}) from error
