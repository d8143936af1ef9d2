"""Changing the roll of a round: one officer asks, another decides."""

from typing import Any

from django import forms

from accounts.models import User
from core.forms import CleanText
from core.once import OnceForm
from musrenbang.models import RollChange, Round
from musrenbang.services.roll import ask_roll_change, decide_roll_change


class ChangeForm(OnceForm):
    """Whom to put on the roll or strike off, and why."""

    username = CleanText(
        label="Nama pengguna warga", max_length=40, help_text="Tampil di Loket warga di bawah namanya."
    )
    action = forms.ChoiceField(label="Perubahan", choices=RollChange.Action.choices, widget=forms.RadioSelect)
    reason = CleanText(label="Alasan", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        self.round = round
        super().__init__(*args, **kwargs)

    def clean_username(self) -> User:
        name = self.cleaned_data["username"]
        found = User.objects.filter(username=name, erased_at=None).first()
        if found is None:
            raise forms.ValidationError("Nama pengguna ini tidak dikenal.")
        return found

    def save(self, *, by: Any) -> RollChange:
        data = self.cleaned_data
        return ask_roll_change(
            by=by, round=self.round, action=data["action"], user=data["username"], reason=data["reason"]
        )


class DecideForm(OnceForm):
    """A second officer's word on a change."""

    agree = forms.ChoiceField(choices=[("ya", "Setujui"), ("tidak", "Tolak")])

    def __init__(self, *args: Any, change: RollChange, **kwargs: Any) -> None:
        self.change = change
        super().__init__(*args, **kwargs)

    def save(self, *, by: Any) -> RollChange:
        return decide_roll_change(by=by, change=self.change, agree=self.cleaned_data["agree"] == "ya")
