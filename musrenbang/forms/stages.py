"""Giving villages longer for a stage."""

from typing import Any

from django import forms

from core.forms import CleanText
from core.once import OnceForm
from musrenbang.forms.voting import moment_field
from musrenbang.models import Stage
from musrenbang.services.stages import extend_stage
from wilayah.models import Region
from wilayah.queries import villages


class ExtendForm(OnceForm):
    """Which villages, until when, why."""

    villages = forms.ModelMultipleChoiceField(
        label="Kelurahan atau desa", queryset=Region.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    closes_at = moment_field("Diperpanjang sampai")
    reason = CleanText(
        label="Alasan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Paling sedikit 20 huruf. Dibaca semua orang.",
    )

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        self.stage = stage
        super().__init__(*args, **kwargs)
        field: Any = self.fields["villages"]
        field.queryset = villages(stage.cycle.region_id).order_by("code")
        field.label_from_instance = lambda place: place.label

    def save(self, *, by: Any) -> Any:
        data = {name: value for name, value in self.cleaned_data.items() if name != "kunci"}
        return extend_stage(by=by, stage=self.stage, **data)
