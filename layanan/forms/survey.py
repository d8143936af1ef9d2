"""Forms of the satisfaction survey: the answers, the period, the codes, the sheet, the follow-up."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from core.forms import CountField
from core.once import OnceForm
from core.sheets import Sheet, read
from core.templatetags.ui import icon
from core.text import clean
from layanan.models.survey import PROFILE, SurveyBatch, SurveyPeriod, SurveyToken
from layanan.services.survey import (
    MOST_CODES,
    answer,
    change_period,
    issue_codes,
    open_period,
    plan_follow_up,
    take_sheet,
)
from layanan.skm.unsur import FACES, Unsur, ordered
from layanan.survey_sheet import MOST_ROWS, columns, response_of

LOOKS = ("sad", "low", "good", "glad")  # of the four faces, symbols of the sprite
ANSWER_ALL = "Jawab pertanyaan ini juga, atau kosongkan kesembilan pertanyaan."


class AnswerForm(OnceForm):
    """The face, the nine elements where they are asked, and the profile nobody has to give.

    With a code the nine may be left out altogether; half-filled they are asked back.
    """

    wajah = forms.TypedChoiceField(
        label="Secara keseluruhan, seberapa puas Anda dengan pelayanan kami?",
        choices=[
            (place, format_html('<span class="cluster">{} {}</span>', icon(f"face-{look}"), word))
            for place, (look, word) in enumerate(zip(LOOKS, FACES, strict=True), start=1)
        ],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu wajah."},
    )

    def __init__(self, *args: Any, period: SurveyPeriod, token: SurveyToken | None = None, **kwargs: Any) -> None:
        self.period, self.token = period, token
        self.asked: Sequence[Unsur] = period.unsur if token is None or token.whole else ()
        super().__init__(*args, **kwargs)
        for one in self.asked:
            self.fields[one.slug] = forms.TypedChoiceField(
                label=one.question,
                choices=list(enumerate(one.answers, start=1)),
                coerce=int,
                empty_value=None,
                required=token is None,
                widget=forms.RadioSelect,
                error_messages={"required": f"Jawab pertanyaan tentang {one.label[:1].lower()}{one.label[1:]}."},
            )
        for name, (title, words) in PROFILE.items():
            if name != "slot" and self.asked:
                choices = [("", "Tidak saya jawab"), *words.choices]
                self.fields[name] = forms.ChoiceField(label=title, choices=choices, required=False)
        if self.asked:
            self.fields["disability"] = forms.BooleanField(label="Saya penyandang disabilitas", required=False)
            self.fields["assisted"] = forms.BooleanField(label="Saya mengisi dengan bantuan petugas", required=False)

    @property
    def questions(self) -> list[Any]:
        """The nine with their fields."""
        return [self[one.slug] for one in self.asked]

    @property
    def about(self) -> list[Any]:
        """The profile's fields."""
        return [self[name] for name in (*PROFILE, "disability", "assisted") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        given = [one.slug for one in self.asked if data.get(one.slug)]
        if self.token is not None and 0 < len(given) < len(self.asked):
            for one in self.asked:
                if one.slug not in given and one.slug not in self.errors:
                    self.add_error(one.slug, ANSWER_ALL)
        return data

    def save(self, *, by: Any, code: str = "", source: str = "") -> bool:
        data = self.cleaned_data
        marks = {one.slug: data[one.slug] for one in self.asked if data[one.slug]}
        profile = {name: data[name] for name in (*PROFILE, "disability", "assisted") if name in data}
        rest = {"marks": marks, "profile": profile, "face": data["wajah"]}
        return answer(by=by, period=self.period, key=data["kunci"], code=code, source=source, **rest)


class CodeForm(forms.Form):
    """The code on a slip of paper."""

    kode = forms.CharField(
        label="Kode survei",
        max_length=20,
        help_text="Sepuluh huruf dan angka pada tanda terima atau lembar kode.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_kode(self) -> str:
        code = "".join(self.cleaned_data["kode"].upper().split()).replace("-", "")
        if not code.isascii() or not code.isalnum():
            raise ValidationError("Tulis kode dengan huruf dan angka saja.")
        return code


class PeriodForm(OnceForm):
    """Dates and words of a period, and how many people were served."""

    title = forms.CharField(label="Nama periode", max_length=80, help_text="Misalnya Semester II 2026.")
    first_day = forms.DateField(label="Mulai", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last_day = forms.DateField(label="Selesai", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    population = CountField(
        label="Jumlah pengguna layanan",
        required=False,
        max_value=10_000_000,
        help_text="Perkiraan orang yang dilayani dalam periode ini. Dipakai untuk menghitung jumlah sampel.",
    )
    team = forms.CharField(label="Pelaksana survei", max_length=200, required=False)
    place = forms.CharField(label="Lokasi survei", max_length=200, required=False)
    open_link = forms.BooleanField(label="Terima jawaban tanpa kode lewat halaman /skm/", required=False, initial=True)
    pengaduan_first = forms.BooleanField(
        label="Cetak penanganan pengaduan sebagai U8 dan sarana sebagai U9", required=False
    )

    def __init__(self, *args: Any, region: Any, period: SurveyPeriod | None = None, **kwargs: Any) -> None:
        self.region, self.period = region, period
        names = [name for name in self.base_fields if name != "kunci"]
        known = {name: getattr(period, name) for name in names} if period else {}
        super().__init__(*args, initial=known, **kwargs)

    def clean_title(self) -> str:
        return clean(self.cleaned_data["title"])

    def save(self, *, by: Any) -> SurveyPeriod:
        values = {name: value for name, value in self.cleaned_data.items() if name != "kunci"}
        if self.period:
            return change_period(by=by, period=self.period, **values)
        return open_period(by=by, region=self.region, **values)


class CodesForm(forms.Form):
    """How many codes to print."""

    count = CountField(label="Berapa kode?", min_value=1, max_value=MOST_CODES, initial=20)

    def save(self, *, by: Any, period: SurveyPeriod) -> list[str]:
        return issue_codes(by=by, period=period, count=self.cleaned_data["count"])


class SheetForm(OnceForm):
    """A filled sheet of paper answers."""

    berkas = forms.FileField(
        label="Lembar pencacah",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
        help_text=f"Berkas Excel (.xlsx) menurut templat, paling banyak {MOST_ROWS} baris.",
    )
    sheet: Sheet | None = None

    def __init__(self, *args: Any, period: SurveyPeriod, **kwargs: Any) -> None:
        self.period = period
        super().__init__(*args, **kwargs)

    def clean_berkas(self) -> Any:
        upload = self.cleaned_data["berkas"]
        self.sheet = read(upload, columns(self.period), MOST_ROWS)
        if self.sheet.errors:
            raise ValidationError("Tidak ada yang tersimpan. Perbaiki sel yang disebut di bawah, lalu unggah lagi.")
        return upload

    def save(self, *, by: Any) -> SurveyBatch:
        assert self.sheet is not None
        rows = [response_of(row.values) for row in self.sheet.rows]
        return take_sheet(by=by, period=self.period, rows=rows, digest=self.sheet.digest)


class FollowUpForm(OnceForm):
    """What will be done, one line for each element that is to be planned."""

    def __init__(self, *args: Any, period: SurveyPeriod, wanted: Sequence[str], **kwargs: Any) -> None:
        self.period = period
        super().__init__(*args, **kwargs)
        known = {row.unsur: row for row in period.follow_ups.all()}
        self.shown = [one for one in ordered(period.pengaduan_first) if one.slug in {*wanted, *known}]
        for one in self.shown:
            row = known.get(one.slug)
            for name, label, most in LINES:
                self.fields[f"{one.slug}_{name}"] = forms.CharField(
                    label=label, max_length=most, required=False, initial=getattr(row, name, "")
                )

    @property
    def lines(self) -> list[tuple[Unsur, list[Any]]]:
        """Each element with its three fields."""
        return [(one, [self[f"{one.slug}_{name}"] for name, _, _ in LINES]) for one in self.shown]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for one in self.shown:
            given = [name for name, _, _ in LINES if data.get(f"{one.slug}_{name}")]
            for name, label, _ in LINES:
                if given and name not in given and f"{one.slug}_{name}" not in self.errors:
                    self.add_error(f"{one.slug}_{name}", f"{label} untuk unsur {one.label.lower()} belum diisi.")
        return data

    def save(self, *, by: Any) -> SurveyPeriod:
        data = self.cleaned_data
        rows = {one.slug: {name: clean(data[f"{one.slug}_{name}"]) for name, _, _ in LINES} for one in self.shown}
        plan_follow_up(by=by, period=self.period, rows=rows)
        return self.period


LINES = (("activity", "Kegiatan", 400), ("time", "Waktu", 60), ("responsible", "Penanggung jawab", 120))
