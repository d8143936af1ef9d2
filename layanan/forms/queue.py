"""A person draws a number; an officer sends a person on."""

from typing import Any

from django import forms

from core.once import STALE, OnceForm
from layanan.models import QueueOffice, Ticket
from layanan.services import calling
from layanan.services.tickets import take_ticket
from layanan.states import Channel, Priority


class TakeForm(OnceForm):
    """Which service, and whether the clock should run faster; the form's key is the ticket's."""

    service: Any = forms.ModelChoiceField(
        label="Layanan apa yang Anda perlukan?",
        queryset=None,
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"invalid_choice": "Pilih layanan dari daftar."},
    )
    priority = forms.ChoiceField(
        label="Apakah Anda perlu didahulukan?",
        help_text="Cukup menurut Anda sendiri, tanpa surat keterangan.",
        choices=Priority.choices,
        required=False,
    )

    def __init__(self, *args: Any, office: QueueOffice, **kwargs: Any) -> None:
        self.office = office
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["service"]
        chosen.queryset = office.services.filter(active=True)
        if not office.priority_open:
            del self.fields["priority"]

    def save(self, *, by: Any = None, channel: str = Channel.PHONE, holder: str = "") -> Ticket:
        data = self.cleaned_data
        return take_ticket(
            office=self.office,
            service=data["service"],
            key=data["kunci"],
            by=by,
            channel=channel,
            priority=data.get("priority") or "",
            holder=holder,
        )


class KioskForm(TakeForm):
    """The same on a screen that is touched: every choice lies open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "priority" in self.fields:
            self.fields["priority"].widget = forms.RadioSelect(choices=Priority.choices)
            self.fields["priority"].initial = Priority.NONE


class CallForm(forms.Form):
    """The key "panggil berikutnya": which number the officer saw at the counter."""

    seen = forms.IntegerField(
        min_value=0, widget=forms.HiddenInput, error_messages={"required": STALE, "invalid": STALE}
    )


class TransferForm(forms.Form):
    """To which service a person is sent on."""

    service: Any = forms.ModelChoiceField(label="Alihkan ke", queryset=None, empty_label=None)

    def __init__(self, *args: Any, ticket: Ticket, **kwargs: Any) -> None:
        self.ticket = ticket
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["service"]
        chosen.queryset = ticket.queue_day.office.services.filter(active=True).exclude(pk=ticket.service_id)

    def save(self, *, by: Any) -> Ticket:
        return calling.transfer(by=by, ticket=self.ticket, service=self.cleaned_data["service"])
