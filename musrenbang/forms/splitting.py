"""A proposal cut into parts by an officer: two at least, a row of fields each."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import CleanLine, CleanText, DecimalText, RupiahField
from core.once import OnceForm
from musrenbang import services
from musrenbang.models import Proposal
from musrenbang.services.splitting import LEAST, Part
from musrenbang.states import PUBLIC

PARTS = 4
EMPTY = ("", None)


class SplitForm(OnceForm):
    """Title, problem, quantity and cost of each part; place and proposer stay the original's."""

    note = CleanText(
        label="Penjelasan untuk warga",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca semua orang.",
    )
    keadaan = forms.CharField(widget=forms.HiddenInput, required=False)  # the state the officer saw

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        self.proposal = proposal
        first = {"keadaan": proposal.state} | {f"problem_{n}": proposal.problem for n in range(1, LEAST + 1)}
        super().__init__(*args, initial=first, **kwargs)
        for n in range(1, PARTS + 1):
            owed = n <= LEAST
            self.fields[f"title_{n}"] = CleanLine(label=f"Judul bagian {n}", max_length=160, required=owed)
            self.fields[f"problem_{n}"] = CleanText(
                label=f"Masalah bagian {n}", max_length=3000, required=owed, widget=forms.Textarea(attrs={"rows": 3})
            )
            self.fields[f"quantity_{n}"] = DecimalText(
                label=f"Volume bagian {n}", required=False, min_value=0.01, max_digits=14, decimal_places=2
            )
            self.fields[f"cost_{n}"] = RupiahField(label=f"Perkiraan biaya bagian {n}", required=False, min_value=1)

    @property
    def rows(self) -> list[tuple[int, list[Any]]]:
        """The fields of each part, for the page."""
        names = ("title", "problem", "quantity", "cost")
        return [(n, [self[f"{name}_{n}"] for name in names]) for n in range(1, PARTS + 1)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for n in range(LEAST + 1, PARTS + 1):
            typed = [data.get(f"{name}_{n}") for name in ("problem", "quantity", "cost")]
            if not data.get(f"title_{n}") and any(value not in EMPTY for value in typed):
                self.add_error(f"title_{n}", "Isi judul bagian ini, atau kosongkan semua isiannya.")
        return data

    def parts(self) -> list[Part]:
        """The parts that were filled in; without words of its own a part has the original's problem."""
        data = self.cleaned_data
        return [
            Part(
                title=data[f"title_{n}"],
                problem=data[f"problem_{n}"] or self.proposal.problem,
                quantity=data[f"quantity_{n}"],
                cost=data[f"cost_{n}"],
            )
            for n in range(1, PARTS + 1)
            if data[f"title_{n}"]
        ]

    def save(self, *, by: Any) -> list[Proposal]:
        if self.cleaned_data["keadaan"] in PUBLIC:  # the verb compares it with the state it finds
            self.proposal.state = self.cleaned_data["keadaan"]
        try:
            return services.split_proposal(
                by=by, proposal=self.proposal, parts=self.parts(), note=self.cleaned_data["note"]
            )
        except ValidationError as error:
            raise ValidationError(error.messages) from error
