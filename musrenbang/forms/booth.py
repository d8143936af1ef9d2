"""Voting without an own account: a printed code, or six digits at a staffed kiosk; and the station that gives them."""

from typing import Any

from django import forms

from core.forms import CleanText, CountField
from core.once import OnceForm
from musrenbang.models import CodeBatch, RollEntry, Round
from musrenbang.services.codes import MOST_CODES, hand_batch, print_codes, void_batch
from musrenbang.services.kiosk import DIGITS
from wilayah.models import Level, Region


class CodeForm(forms.Form):
    """A one-time code as it stands on the slip."""

    code = CleanText(
        label="Kode pemilih",
        max_length=60,
        help_text="Contoh: K7M2Q-4F8H-9PQR-3WXY. Huruf besar atau kecil sama saja.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class KioskForm(forms.Form):
    """The digits an officer gave for this kiosk."""

    code = CleanText(
        label=f"Kode {DIGITS} angka dari petugas",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class StationForm(forms.Form):
    """Whom to look for on the roll."""

    q = CleanText(label="Nama, nama pengguna, atau NIK", required=False, max_length=80)


class DeviceForm(forms.Form):
    """Which kiosk a person goes to."""

    entry = forms.ModelChoiceField(queryset=RollEntry.objects.none())
    device = CleanText(label="Tanda bilik", required=False, max_length=12)

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entry: Any = self.fields["entry"]
        entry.queryset = RollEntry.objects.filter(round=round)


class PrintForm(OnceForm):
    """How many codes to print, and for which place."""

    size = CountField(label="Jumlah kode", min_value=1, max_value=MOST_CODES, initial=20)
    region = forms.ModelChoiceField(
        label="Untuk wilayah", queryset=Region.objects.none(), required=False, empty_label="Seluruh wilayah"
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        self.round = round
        super().__init__(*args, **kwargs)
        region: Any = self.fields["region"]
        region.queryset = Region.objects.within(round.region_id).filter(level__gt=Level.DISTRICT).order_by("code")

    def save(self, *, by: Any) -> tuple[CodeBatch, list[str]]:
        return print_codes(by=by, round=self.round, size=self.cleaned_data["size"], region=self.cleaned_data["region"])


class BatchForm(OnceForm):
    """What became of a batch of codes: handed to somebody, or taken back."""

    deed = forms.ChoiceField(choices=[("serahkan", "Serahkan"), ("tarik", "Tarik")])
    to = CleanText(label="Diserahkan kepada", required=False, max_length=120)

    def __init__(self, *args: Any, batch: CodeBatch, **kwargs: Any) -> None:
        self.batch = batch
        super().__init__(*args, **kwargs)

    def save(self, *, by: Any) -> CodeBatch:
        if self.cleaned_data["deed"] == "tarik":
            void_batch(by=by, batch=self.batch)
            return self.batch
        return hand_batch(by=by, batch=self.batch, to=self.cleaned_data["to"])


class ListForm(OnceForm):
    """A table of voters."""

    upload = forms.FileField(label="Tabel pemilih (.xlsx)", help_text="Kolom: NIK, Kode wilayah, Nama pengguna.")
