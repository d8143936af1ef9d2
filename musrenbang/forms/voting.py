"""The ballot, and the sheet on which an officer prepares a round."""

import uuid
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

from core.forms import CleanText, CountField, RupiahField
from core.once import OnceForm
from musrenbang.forms.marks import Marks, places_as_typed, read_marks
from musrenbang.forms.round_rules import RulesForm, rules_as_typed
from musrenbang.models import Cycle, Proposal, Round
from musrenbang.queries.voting import candidates
from musrenbang.services.ballots import cast_ballot
from musrenbang.services.casting import Cast, read_ballot
from musrenbang.services.round_plan import Plan
from musrenbang.services.rounds import announce_round, cancel_round, create_round, edit_round, ratify_round
from musrenbang.tally.ballots import Kind
from wilayah.models import Level, Region

MOMENT = "%Y-%m-%dT%H:%M"
WHEN = "Tulis tanggal dan jam, misalnya 05/01/2027 08.00."
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


class BallotForm(forms.Form):
    """The marks on a ballot, checked by the same rule that counts.

    With its key a ballot that is sent again, because the answer was lost, leads to the same receipt.
    """

    kunci = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)
    pilihan = forms.Field(label="Pilihan Anda", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        self.round = round
        self.points: list[int] | None = None
        kwargs["auto_id"] = "%s"
        super().__init__(*args, **kwargs)

    @cached_property
    def marks(self) -> Marks:
        """The marks as they came, so that a refused ballot comes back as it was."""
        try:
            return read_marks(self.data, Kind(self.round.kind)) if self.is_bound else Marks()
        except ValidationError:
            return places_as_typed(self.data)

    def clean_pilihan(self) -> tuple[int, ...]:
        """Option numbers in the voter's order; points beside them are `self.points`."""
        given = read_marks(self.data, Kind(self.round.kind))
        try:
            chosen, self.points = read_ballot(self.round, given.choices, given.points)
        except ValidationError as error:
            raise ValidationError(error.error_dict["pilihan"]) from error
        return tuple(chosen)

    def save(self, *, by: Any) -> Cast:
        return cast_ballot(by=by, round=self.round, choices=self.cleaned_data["pilihan"], points=self.points)


def moment_field(label: str) -> forms.DateTimeField:
    """A date and time as browsers offer it; also as people type it."""
    return forms.DateTimeField(
        label=label,
        input_formats=[MOMENT, "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%d-%m-%Y %H.%M", "%d/%m/%Y %H.%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        # The first and the last year of the calendar have no moment in UTC.
        validators=[MinValueValidator(EARLIEST, WHEN), MaxValueValidator(LATEST, WHEN)],
        error_messages={"invalid": WHEN},
    )


PLAIN = (
    "title",
    "explanation",
    "opens_at",
    "closes_at",
    "budget",
    "min_choices",
    "max_choices",
    "proposals",
)


class RoundForm(RulesForm):
    """A round as an officer prepares it: words, dates, limits, money, and the works to choose from."""

    title = CleanText(label="Judul", max_length=160)
    explanation = CleanText(label="Penjelasan untuk warga", max_length=3000, widget=forms.Textarea(attrs={"rows": 4}))
    region = forms.ModelChoiceField(
        label="Wilayah pemilih", queryset=Region.objects.none(), help_text="Warga wilayah ini yang boleh memilih."
    )
    opens_at = moment_field("Dibuka")
    closes_at = moment_field("Ditutup")
    budget = RupiahField(label="Dana yang tersedia", min_value=1)
    min_choices = CountField(label="Pilihan paling sedikit", min_value=1, max_value=60, initial=1)
    max_choices = CountField(label="Pilihan paling banyak", min_value=1, max_value=60, initial=5)
    proposals = forms.ModelMultipleChoiceField(
        label="Usulan di surat suara",
        queryset=Proposal.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Hanya usulan yang sudah diverifikasi kecamatan dan punya perkiraan biaya.",
    )

    def __init__(self, *args: Any, cycle: Cycle, round: Round | None = None, **kwargs: Any) -> None:
        self.cycle, self.round = cycle, round
        if round is not None:
            kwargs["initial"] = sheet_of(round)
        super().__init__(*args, **kwargs)
        places = Region.objects.within(cycle.region_id).filter(level__gte=Level.DISTRICT)
        region: Any = self.fields["region"]
        region.queryset, region.initial, region.empty_label = places.order_by("code"), cycle.region_id, None
        region.label_from_instance = lambda place: place.label
        region.disabled = round is not None
        works: Any = self.fields["proposals"]
        works.queryset = candidates(cycle.region_id, cycle.pk)
        works.label_from_instance = work_words

    def save(self, *, by: Any) -> Round:
        data = {name: self.cleaned_data[name] for name in PLAIN}
        plan = Plan(cycle=self.cycle, **{**data, "proposals": list(data["proposals"])}, **self.rules())
        if self.round is not None:
            return edit_round(by=by, round=self.round, plan=plan)
        return create_round(by=by, region=self.cleaned_data["region"], plan=plan)


def sheet_of(round: Round) -> dict[str, Any]:
    """The fields of a prepared round as its form shows them."""
    plain = ("title", "explanation", "region", "budget", "min_choices", "max_choices")
    return {
        **{name: getattr(round, name) for name in plain},
        **rules_as_typed(round),
        "opens_at": timezone.localtime(round.opens_at),
        "closes_at": timezone.localtime(round.closes_at),
        "proposals": list(round.options.values_list("proposal_id", flat=True)),
    }


def work_words(proposal: Any) -> str:
    """One work in the list to choose from."""
    cost = f"Rp{int(proposal.estimated_cost):,}".replace(",", ".")
    return f"{proposal.title}, {proposal.region.label}, {cost}"


class StepForm(OnceForm):
    """One step of a round; `verb` is what it does."""

    verb: Any = None

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        self.round = round
        super().__init__(*args, **kwargs)

    def save(self, *, by: Any) -> Any:
        values = {name: value for name, value in self.cleaned_data.items() if name != "kunci"}
        return type(self).verb(by=by, round=self.round, **values)


class AnnounceForm(StepForm):
    verb = announce_round


class RatifyForm(StepForm):
    verb = ratify_round


class CancelForm(StepForm):
    """Calling a round off owes the residents a reason."""

    verb = cancel_round
    note = CleanText(
        label="Alasan untuk warga",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Paling sedikit 20 huruf. Dibaca semua orang.",
    )


STEPS: dict[str, type[StepForm]] = {"announce": AnnounceForm, "ratify": RatifyForm, "cancel": CancelForm}
