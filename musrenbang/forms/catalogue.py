"""Loading the catalogue of works from a table."""

from typing import Any

from django import forms

from core.forms import CountField
from core.once import OnceForm
from musrenbang.catalogue_sheet import Loaded, load_catalogue
from wilayah.models import Region


class CatalogueForm(OnceForm):
    """The plan year and the filled table."""

    year = CountField(label="Tahun rencana", min_value=2000, max_value=2100)
    berkas = forms.FileField(
        label="Berkas kamus usulan",
        widget=forms.ClearableFileInput(
            attrs={"accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
        help_text="Berkas Excel (.xlsx) menurut templat, paling banyak 20.000 baris.",
    )

    def save(self, *, by: Any, region: Region, dry_run: bool) -> Loaded:
        upload, year = self.cleaned_data["berkas"], self.cleaned_data["year"]
        return load_catalogue(by=by, upload=upload, region=region, year=year, dry_run=dry_run)
