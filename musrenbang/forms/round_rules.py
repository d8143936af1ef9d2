"""The part of a round's sheet that says how people vote, how it is counted, and who stands on the roll."""

from typing import Any

from django import forms

from core.forms import CountField, RupiahField
from core.once import OnceForm
from musrenbang.models import BallotKind, Forum, Roll, Round
from musrenbang.models.round_rules import RULE_CHOICES

LIMITS = ("min_points", "max_points", "max_sum", "max_cost")
COLUMNS = ("kind", "rule", "roll", "roll_open", "delegates_of", "min_age", "age_on", "extension_minutes")


class RulesForm(OnceForm):
    """Kind of ballot, rule, roll and extension."""

    kind = forms.ChoiceField(label="Cara memilih", choices=BallotKind.choices, initial=BallotKind.APPROVAL)
    max_sum = CountField(
        label="Jumlah nilai yang dibagi", min_value=1, max_value=1000, required=False, help_text="Untuk membagi nilai."
    )
    min_points = CountField(
        label="Nilai terendah", min_value=0, max_value=100, required=False, help_text="Untuk memberi nilai."
    )
    max_points = CountField(
        label="Nilai tertinggi", min_value=1, max_value=100, required=False, help_text="Untuk memberi nilai."
    )
    max_cost = RupiahField(
        label="Dana yang dibelanjakan tiap pemilih", min_value=1, required=False, help_text="Untuk menyusun belanja."
    )
    rule = forms.ChoiceField(label="Cara menghitung", choices=RULE_CHOICES, initial="mes_cost_add1")
    roll = forms.ChoiceField(label="Daftar pemilih", choices=Roll.choices, initial=Roll.RESIDENTS)
    roll_open = forms.BooleanField(
        label="Daftar terbuka sampai ditutup",
        required=False,
        initial=True,
        help_text="Warga yang dipastikan sesudah dibuka ikut memilih. Tanpa ini daftar dibekukan saat dibuka.",
    )
    delegates_of = forms.ModelChoiceField(
        label="Forum yang pesertanya memilih", queryset=Forum.objects.none(), required=False
    )
    min_age = CountField(
        label="Umur paling muda", min_value=1, max_value=99, required=False, help_text="Hanya untuk daftar yang dimuat."
    )
    age_on = forms.DateField(
        label="Umur dihitung pada", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    extension_minutes = CountField(
        label="Perpanjangan bila situs terganggu (menit)", min_value=0, max_value=1440, required=False, initial=0
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cycle: Any = getattr(self, "cycle", None)
        forum: Any = self.fields["delegates_of"]
        forum.queryset = Forum.objects.filter(cycle=cycle) if cycle else Forum.objects.none()

    @property
    def rule_fields(self) -> list[Any]:
        """The less usual fields, shown in a fold."""
        names = ("max_sum", "min_points", "max_points", "max_cost", "roll", "delegates_of", "min_age", "age_on")
        return [self[name] for name in (*names, "extension_minutes")]

    def rules(self) -> dict[str, Any]:
        """The columns of the plan."""
        data = self.cleaned_data
        limits = {name: data[name] for name in LIMITS if data.get(name) is not None and used(name, data["kind"])}
        values = {name: data[name] for name in COLUMNS}
        return {**values, "ballot_rules": limits, "extension_minutes": data["extension_minutes"] or 0}


def used(name: str, kind: str) -> bool:
    """Whether a limit belongs to this kind of ballot."""
    wanted = {
        "max_sum": (BallotKind.POINTS,),
        "min_points": (BallotKind.SCORE,),
        "max_points": (BallotKind.SCORE, BallotKind.POINTS),
        "max_cost": (BallotKind.KNAPSACK,),
    }
    return kind in wanted[name]


def rules_as_typed(round: Round) -> dict[str, Any]:
    """The fields of a prepared round as its form shows them."""
    said = {name: round.ballot_rules.get(name) for name in LIMITS}
    return {**said, **{name: getattr(round, name) for name in COLUMNS}}
