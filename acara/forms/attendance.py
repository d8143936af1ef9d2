"""Taking attendance at a desk: one by one, or a whole sheet typed at once."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime

from acara import services
from acara.forms.fields import SEX, UNSUR, PersonFields, details_of
from acara.models import Attendance, Event, Registration
from acara.services.attendance import Checked
from accounts.forms.fields import PhoneField
from core.forms import CleanLine, Field
from core.once import OnceForm

ROWS, MOST_ROWS = 12, 100


class CodeForm(OnceForm):
    """A ticket's code, scanned or typed."""

    code = CleanLine(
        label="Kode tiket",
        max_length=40,
        help_text="Dua belas huruf dan angka di bawah gambar kode.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        self.event = event
        super().__init__(*args, **kwargs)

    def save(self, *, by: Any) -> Checked:
        return services.check_in(by=by, event=self.event, code=self.cleaned_data["code"])


class PickForm(OnceForm):
    """Somebody picked from the list."""

    peserta = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        self.event = event
        super().__init__(*args, **kwargs)

    def clean_peserta(self) -> Registration:
        found = Registration.objects.filter(pk=self.cleaned_data["peserta"], event=self.event).first()
        if found is None:
            raise ValidationError("Peserta ini tidak ada dalam daftar acara.")
        return found

    def save(self, *, by: Any) -> Checked:
        return services.check_in(by=by, event=self.event, registration=self.cleaned_data["peserta"])


class WalkInForm(OnceForm, PersonFields):
    """Somebody who came without registering."""

    disabled = forms.BooleanField(
        label="Penyandang disabilitas", required=False, help_text="Hanya bila orang ini mau. Dipakai untuk jumlah saja."
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        self.event = event
        super().__init__(*args, **kwargs)

    def save(self, *, by: Any) -> Checked:
        data = self.cleaned_data
        more = {name: data[name] for name in ("disabled", "other_person")}
        return services.check_in(by=by, event=self.event, guest=self.details(), **more)


class CorrectForm(WalkInForm):
    """One line of the list put right."""

    def __init__(self, *args: Any, attendance: Attendance, **kwargs: Any) -> None:
        self.attendance = attendance
        names = [name for name in PersonFields.base_fields if hasattr(attendance, name)]
        kwargs["initial"] = {name: getattr(attendance, name) for name in names} | {"disabled": attendance.disabled}
        super().__init__(*args, event=attendance.event, **kwargs)

    def save(self, *, by: Any) -> Any:
        more = {"details": self.details(), "disabled": self.cleaned_data["disabled"]}
        return services.correct_attendance(by=by, attendance=self.attendance, **more)


class RowForm(forms.Form):
    """One line of the paper sheet; an empty one is skipped."""

    mark_optional = False
    name = CleanLine(label="Nama", max_length=120, required=False)
    address = CleanLine(label="Alamat", max_length=160, required=False)
    institution = CleanLine(label="Lembaga", max_length=120, required=False)
    unsur = forms.ChoiceField(label="Unsur", choices=UNSUR, required=False)
    sex = forms.ChoiceField(label="L/P", choices=[("", "–"), ("L", "L"), ("P", "P")], required=False)
    phone = PhoneField(label="No. HP", required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        typed = any(data.get(name) for name in data) or self.errors
        if typed and len(data.get("name", "")) < 2 and "name" not in self.errors:
            self.add_error("name", "Isi nama pada baris ini.")
        return data

    @property
    def cells(self) -> list[Field]:
        """The controls of the line, for a table."""
        return [Field(self[name], size="full") for name in self.fields]

    @property
    def mistakes(self) -> list[str]:
        """What is wrong on this line."""
        return [f"{self.fields[name].label}: {text}" for name, texts in self.errors.items() for text in texts]


class SheetForm(OnceForm):
    """Many lines at once: all are kept, or with a mistake all are shown again as typed."""

    sure = forms.BooleanField(label="Nama yang sama itu memang orang yang berbeda", required=False)

    def __init__(self, *args: Any, event: Event, rows: int = ROWS, **kwargs: Any) -> None:
        self.event = event
        super().__init__(*args, **kwargs)
        data = self.data if self.is_bound else None
        count = wanted(self.data.get("baris", "")) if self.is_bound else rows
        self.rows = [RowForm(data, prefix=f"b{number}", auto_id="id_%s") for number in range(count)]
        self.doubles: list[str] = []

    def filled(self) -> list[RowForm]:
        """The lines in which something is written."""
        return [row for row in self.rows if row.is_valid() and row.cleaned_data.get("name")]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        wrong = [number for number, row in enumerate(self.rows, 1) if not row.is_valid()]
        if wrong:
            numbers = ", ".join(str(number) for number in wrong)
            raise ValidationError(f"Perbaiki baris {numbers}. Belum ada yang disimpan, ketikan Anda tetap ada.")
        if not self.filled():
            raise ValidationError("Isi paling sedikit satu baris.")
        self.doubles = [] if data.get("sure") else doubles(self.event, [row.cleaned_data for row in self.filled()])
        if self.doubles:
            names = ", ".join(self.doubles[:5])
            raise ValidationError(f"Nama ini mungkin sudah tercatat: {names}. Hapus barisnya, atau centang di bawah.")
        return data

    def save(self, *, by: Any) -> int:
        rows = [details_of(row.cleaned_data) for row in self.filled()]
        return services.type_sheet(by=by, event=self.event, rows=rows)


def wanted(text: str) -> int:
    """How many lines the page had."""
    return min(max(int(text), 1), MOST_ROWS) if text.isascii() and text.isdecimal() and len(text) < 5 else ROWS


def doubles(event: Event, rows: list[dict[str, Any]]) -> list[str]:
    """Names that stand twice among the lines or are on the list already; one query."""
    keys: dict[str, str] = {}
    found: list[str] = []
    for row in rows:
        key = details_of(row).columns()["name_key"]
        if key in keys:
            found.append(row["name"])
        keys[key] = row["name"]
    there = Attendance.objects.filter(event=event, present=True, name_key__in=keys).exclude(name_key="")
    return found + [keys[key] for key in there.values_list("name_key", flat=True).distinct()]


class SheetPhotoForm(OnceForm):
    """A photograph of the signed sheet."""

    photo = forms.FileField(
        label="Foto lembar hadir",
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text="Hanya petugas acara ini yang dapat melihatnya.",
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        self.event = event
        super().__init__(*args, **kwargs)

    def save(self, *, by: Any) -> Any:
        return services.add_sheet(by=by, event=self.event, upload=self.cleaned_data["photo"])


class PressForm(forms.Form):
    """One press that waited on a phone without a signal, as its script sends it."""

    kunci = forms.UUIDField()
    aksi = forms.ChoiceField(choices=[("hadir", ""), ("tiket", ""), ("baru", ""), ("batal", "")])
    peserta = forms.IntegerField(min_value=1, max_value=2**62, required=False)
    kode = CleanLine(max_length=40, required=False)
    nama = CleanLine(max_length=120, required=False)
    lp = forms.ChoiceField(choices=SEX, required=False)
    jam = forms.CharField(max_length=40, required=False)

    def clean_jam(self) -> datetime | None:
        """The phone's own clock: shown, and where it is nonsense forgotten."""
        try:
            moment = parse_datetime(self.cleaned_data["jam"])
        except ValueError:
            return None
        return moment if moment is not None and moment.tzinfo is not None and 2000 < moment.year < 2100 else None

    def save(self, *, by: Any, event: Event) -> Checked | None:
        """Do the press; None where something was taken back."""
        data = self.cleaned_data
        key: uuid.UUID = data["kunci"]
        if data["aksi"] == "batal":
            services.take_back(by=by, event=event, key=key)
            return None
        how: dict[str, Any] = {"by": by, "event": event, "key": key, "offline": True, "device_at": data["jam"]}
        if data["aksi"] == "tiket":
            return services.check_in(code=data["kode"], **how)
        if data["aksi"] == "baru":
            guest = services.Details(name=data["nama"], sex=data["lp"])
            return services.check_in(guest=guest, **how)
        found = Registration.objects.filter(pk=data["peserta"], event=event).first()
        if found is None:
            raise ValidationError("Peserta ini tidak ada dalam daftar acara.")
        return services.check_in(registration=found, **how)
