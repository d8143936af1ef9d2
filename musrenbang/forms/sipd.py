"""What officers send about SIPD and tables of proposals: a file with its year and day, pairs, a button."""

from typing import Any

from django import forms
from django.utils import timezone

from core.forms import CleanLine, CountField
from core.once import OnceForm
from musrenbang.models import Cycle, ProposalSheet, SipdFile
from musrenbang.queries.search import by_number
from musrenbang.services import list_files, sipd_files
from wilayah.models import Region

EXCEL = ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EMPTY = "Berkas ini kosong. Pilih berkas lain."
MOST_STRANGERS = 30


def file_field(label: str, accept: str, hint: str) -> forms.FileField:
    widget = forms.ClearableFileInput(attrs={"accept": accept})
    return forms.FileField(label=label, widget=widget, help_text=hint, error_messages={"empty": EMPTY})


class SipdForm(OnceForm):
    """SIPD's status of a plan year."""

    year = CountField(label="Tahun rencana", min_value=2000, max_value=2100)
    as_of = forms.DateField(
        label="Tanggal data SIPD",
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Hari berkas diunduh dari SIPD. Tampil pada setiap usulan.",
    )
    berkas = file_field(
        "Berkas status SIPD", f"{EXCEL},.csv,text/csv", "Excel (.xlsx) atau CSV, paling banyak 20.000 baris."
    )

    def save(self, *, by: Any) -> SipdFile:
        data = self.cleaned_data
        return sipd_files.start_file(by=by, upload=data["berkas"], year=data["year"], as_of=data["as_of"])


class PairForm(OnceForm):
    """The button that keeps a tried file, with a choice for each row that names no proposal."""

    ROW, STRANGER = "baris-", "nomor-"

    def __init__(self, *args: Any, file: SipdFile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file = file
        for one in (file.report or {}).get("proposed", []):
            if one["candidates"]:
                self.fields[f"{self.ROW}{one['row']}"] = choice_of(one)
            elif len(self.strangers) < MOST_STRANGERS:
                self.fields[f"{self.STRANGER}{one['row']}"] = number_of(one)

    def starting(self, mark: str) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith(mark)]

    @property
    def rows(self) -> list[Any]:
        """The fields of rows that resemble proposals."""
        return self.starting(self.ROW)

    @property
    def strangers(self) -> list[Any]:
        """The fields of rows that resemble none."""
        return self.starting(self.STRANGER)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.pairs = {n.removeprefix(self.ROW): int(v) for n, v in data.items() if n.startswith(self.ROW) and v}
        for name in [name for name, text in data.items() if name.startswith(self.STRANGER) and text]:
            found = by_number(data[name])
            if found is None:
                self.add_error(name, "Nomor usulan ini tidak ada. Periksa lagi.")
            else:
                self.pairs[name.removeprefix(self.STRANGER)] = found.pk
        return data

    def save(self, *, by: Any) -> SipdFile:
        return sipd_files.confirm_file(by=by, file=self.file, pairs=self.pairs)


def choice_of(one: dict[str, Any]) -> forms.ChoiceField:
    """The proposals a row of SIPD may speak of, each with the reasons."""
    choices = [(str(c["id"]), f"{c['number']} {c['title']} ({c['why']})") for c in one["candidates"]]
    choices = [("", "Bukan salah satu dari ini"), *choices]
    return forms.ChoiceField(
        label=row_words(one), choices=choices, required=False, widget=forms.RadioSelect, help_text=told_words(one)
    )


def number_of(one: dict[str, Any]) -> CleanLine:
    """The number of the proposal, where a person knows it."""
    return CleanLine(label=row_words(one), max_length=40, required=False, help_text=told_words(one))


def row_words(one: dict[str, Any]) -> str:
    return f"Baris {one['row']}: {one['title'] or 'tanpa judul'}"


def told_words(one: dict[str, Any]) -> str:
    """Where the row lies and what SIPD says of it."""
    return ", ".join(filter(None, [one["village"], one["status"], one["sipd_id"] and f"ID {one['sipd_id']}"]))


class PastForm(OnceForm):
    """A list of a past year of a kecamatan."""

    year = CountField(label="Tahun rencana", min_value=2000, max_value=2100)
    region = forms.ModelChoiceField(label="Kecamatan", queryset=Region.objects.none(), empty_label="Pilih kecamatan")
    berkas = file_field("Daftar usulan", EXCEL, "Excel (.xlsx) menurut templat, paling banyak 20.000 baris.")

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = places
        self.fields["region"].initial = places.first() if places.count() == 1 else None

    def save(self, *, by: Any) -> ProposalSheet:
        data = self.cleaned_data
        return list_files.start_past(by=by, upload=data["berkas"], region=data["region"], year=data["year"])


class VillageSheetForm(OnceForm):
    """The sheet of a village without a signal."""

    region = forms.ModelChoiceField(
        label="Kelurahan atau desa", queryset=Region.objects.none(), empty_label="Pilih wilayah"
    )
    cycle = forms.ModelChoiceField(label="Musrenbang", queryset=Cycle.objects.none(), empty_label=None)
    berkas = file_field("Lembar usulan", EXCEL, "Excel (.xlsx) menurut templat wilayah itu, paling banyak 500 baris.")

    def __init__(self, *args: Any, places: Any, cycles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset, self.fields["cycle"].queryset = places, cycles
        self.fields["cycle"].initial = cycles.first()

    def save(self, *, by: Any) -> ProposalSheet:
        data = self.cleaned_data
        return list_files.start_village(by=by, upload=data["berkas"], cycle=data["cycle"], region=data["region"])
