"""Paper ballots at the desk: the cover of a batch, one sheet, the decision."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import CleanLine, CleanText, CountField
from core.once import OnceForm
from musrenbang.forms.marks import Marks, places_as_typed, read_marks
from musrenbang.models import PaperBatch, PaperSheet, Round
from musrenbang.models.channels import MOST_SHEETS
from musrenbang.services.paper_batches import accept_batch, open_batch, type_sheet, withdraw_batch
from musrenbang.tally.ballots import Kind


class CoverForm(OnceForm):
    """The figures on the cover of a batch."""

    number = CountField(label="Nomor berkas", min_value=1, max_value=9999)
    station = CleanLine(label="Tempat pemungutan", max_length=120)
    seal = CleanLine(label="Nomor segel", max_length=40, required=False)
    sheets = CountField(label="Jumlah lembar", min_value=1, max_value=MOST_SHEETS)
    invalid = CountField(label="Lembar tidak sah menurut sampul", min_value=0, max_value=MOST_SHEETS, initial=0)

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        self.round = round
        super().__init__(*args, **kwargs)

    def save(self, *, by: Any) -> PaperBatch:
        names = ("number", "station", "seal", "sheets", "invalid")
        return open_batch(by=by, round=self.round, **{name: self.cleaned_data[name] for name in names})


class SheetForm(OnceForm):
    """One paper as this person reads it: marks like those of a voter, or why it does not count."""

    fault = forms.ChoiceField(
        label="Bila lembar ini tidak sah, sebabnya",
        choices=[("", "Lembar ini sah"), *PaperSheet.Fault.choices],
        required=False,
    )
    pilihan = forms.Field(required=False)

    def __init__(self, *args: Any, batch: PaperBatch, number: int, **kwargs: Any) -> None:
        self.batch, self.number = batch, number
        super().__init__(*args, **kwargs)

    @property
    def marks(self) -> Marks:
        """The marks as typed, so that a refused sheet comes back as it was."""
        if not self.is_bound:
            return Marks()
        try:
            return read_marks(self.data, Kind(self.batch.round.kind))
        except ValidationError:
            return places_as_typed(self.data)

    def clean_pilihan(self) -> Marks:
        return read_marks(self.data, Kind(self.batch.round.kind))

    def save(self, *, by: Any) -> PaperSheet:
        marks, fault = self.cleaned_data["pilihan"], self.cleaned_data["fault"]
        if fault and marks.choices:
            raise ValidationError(
                {"fault": "Lembar tidak sah tidak diketik pilihannya. Kosongkan pilihan atau sebabnya."}
            )
        return type_sheet(
            by=by, batch=self.batch, number=self.number, choices=marks.choices, points=marks.points, fault=fault
        )


class AcceptForm(OnceForm):
    """The button that seals a batch into the box."""

    def __init__(self, *args: Any, batch: PaperBatch, **kwargs: Any) -> None:
        self.batch = batch
        super().__init__(*args, **kwargs)

    def save(self, *, by: Any) -> PaperBatch:
        return accept_batch(by=by, batch=self.batch)


class WithdrawForm(AcceptForm):
    """The button that takes a batch out, with a reason."""

    note = CleanText(label="Sebab ditarik", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def save(self, *, by: Any) -> PaperBatch:
        return withdraw_batch(by=by, batch=self.batch, note=self.cleaned_data["note"])
