"""Forms of the officers' page of an application: one for each deed."""

from typing import Any

from django import forms

from accounts.models import User
from core.forms import CleanLine, CleanText
from core.once import OnceForm
from layanan.application_states import REASONS
from layanan.letter_states import LETTER_REASONS, Numbering
from layanan.queries.cases import officers_for
from layanan.services import handling
from layanan.services.letters import LONGEST_BODY, attach_scan, replace_letter, revoke_letter

REASON_CHOICES = [("", "Pilih alasan"), *REASONS.items()]
LETTER_CHOICES = [("", "Pilih alasan"), *LETTER_REASONS.items()]


class ForwardForm(OnceForm):
    """Originals seen, the letter's words and (from an outside book) its number."""

    mark_optional = False

    seen = forms.TypedMultipleChoiceField(
        label="Asli sudah dilihat", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    number = CleanLine(label="Nomor surat dari buku agenda", max_length=80, required=False)
    body = CleanText(
        label="Isi surat",
        max_length=LONGEST_BODY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Sudah diisi dari permohonan. Perbaiki bila perlu.",
    )

    def __init__(self, *args: Any, application: Any, template: Any = None, body: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.application = application
        files = application.files.filter(seen_at__isnull=True)
        self.fields["seen"].choices = [(one.pk, one.label) for one in files]
        if not self.fields["seen"].choices:
            del self.fields["seen"]
        outside = template is not None and template.klass.numbering == Numbering.OUTSIDE
        if template is None:
            del self.fields["body"]
        else:
            self.fields["body"].initial = body
        if not outside or application.letters.filter(state="draf").exists():
            del self.fields["number"]

    def save(self, *, by: Any) -> Any:
        data = self.cleaned_data
        return handling.forward(
            by=by,
            application=self.application,
            seen=data.get("seen") or (),
            body=data.get("body", ""),
            number=data.get("number", ""),
        )


class WordsForm(OnceForm):
    """A reason and words for the applicant."""

    reason = forms.ChoiceField(label="Alasan", choices=REASON_CHOICES)
    note = CleanText(
        label="Penjelasan untuk pemohon",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Dibaca pemohon. Tulis apa yang perlu dilakukan, dengan kata sederhana.",
    )


class BackForm(OnceForm):
    """Words for the officer."""

    note = CleanText(label="Catatan untuk petugas", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class NoteForm(OnceForm):
    """A note among officers."""

    text = CleanText(
        label="Catatan internal",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Hanya dibaca petugas, tidak dikirim kepada pemohon.",
    )


class AssignForm(OnceForm):
    """Another officer of the same office."""

    officer = forms.ModelChoiceField(label="Petugas", queryset=User.objects.none(), empty_label="Pilih petugas")

    def __init__(self, *args: Any, application: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.application = application
        self.fields["officer"].queryset = officers_for(application.region_id)

    def save(self, *, by: Any) -> Any:
        return handling.assign(by=by, application=self.application, officer=self.cleaned_data["officer"])


class SignForm(OnceForm):
    """The passphrase of the provider, where the letter is signed electronically."""

    passphrase = forms.CharField(
        label="Frasa sandi tanda tangan elektronik",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="Diteruskan kepada penyelenggara tanda tangan, tidak disimpan di sini.",
    )

    def __init__(self, *args: Any, digital: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not digital:
            del self.fields["passphrase"]


class ScanForm(OnceForm):
    """The scan of the signed paper."""

    scan = forms.FileField(label="Pindaian surat bertanda tangan (PDF)")

    def save(self, *, by: Any, letter: Any) -> Any:
        return attach_scan(by=by, letter=letter, upload=self.cleaned_data["scan"])


class RevokeForm(OnceForm):
    """Why a letter is taken back."""

    reason = forms.ChoiceField(label="Alasan", choices=LETTER_CHOICES)
    note = CleanText(
        label="Penjelasan",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Disimpan dalam jejak. Halaman cek hanya menampilkan alasannya.",
    )

    def save(self, *, by: Any, letter: Any) -> Any:
        return revoke_letter(by=by, letter=letter, **{name: self.cleaned_data[name] for name in ("reason", "note")})


class ReplaceForm(OnceForm):
    """The words of the letter that takes the place of another."""

    reason = forms.ChoiceField(label="Alasan", choices=LETTER_CHOICES)
    body = CleanText(label="Isi surat pengganti", max_length=LONGEST_BODY, widget=forms.Textarea(attrs={"rows": 14}))
    number = CleanLine(label="Nomor surat dari buku agenda", max_length=80, required=False)
    passphrase = forms.CharField(label="Frasa sandi", widget=forms.PasswordInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, letter: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letter = letter
        self.fields["body"].initial = letter.body
        if letter.template.klass.numbering != Numbering.OUTSIDE:
            del self.fields["number"]
        if not letter.provider:
            del self.fields["passphrase"]

    def save(self, *, by: Any) -> Any:
        data = {name: self.cleaned_data[name] for name in self.fields if name != "kunci"}
        return replace_letter(by=by, letter=self.letter, digital=bool(self.letter.provider), **data)


class SpoilForm(OnceForm):
    """A number no letter will bear."""

    why = CleanLine(label="Sebab", max_length=200)
    number = CleanLine(label="Nomor surat", max_length=80, required=False)
