"""A person registers herself."""

from typing import Any

from django import forms

from acara.forms.fields import SideFields, details_of
from acara.models import MOST_PLACES, Event, Registration
from acara.services import register
from acara.states import Need
from core.forms import CountField
from core.once import OnceForm


class RegisterForm(OnceForm, SideFields):
    """How many people come, and what helps them; the rest is counted in totals only."""

    places = CountField(
        label="Berapa orang yang datang?",
        min_value=1,
        max_value=MOST_PLACES,
        initial=1,
        help_text="Termasuk Anda. Satu keluarga cukup mendaftar sekali.",
    )
    need = forms.ChoiceField(label="Bantuan yang Anda perlukan", choices=Need.choices, required=False)
    field_order = ["kunci", "places", "need", "sex", "age", "unsur", "institution"]

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        self.event = event
        super().__init__(*args, **kwargs)

    def save(self, *, by: Any) -> Registration:
        data = self.cleaned_data
        details = details_of({**data, "name": by.full_name})
        return register(by=by, event=self.event, places=data["places"], need=data["need"], details=details)
