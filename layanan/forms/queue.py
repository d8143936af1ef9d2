"""A person draws a number; an officer sends a person on."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from core.once import STALE, OnceForm
from core.sealing import keyed_hash
from layanan.models import QueueOffice, Ticket
from layanan.queries.passes import open_application
from layanan.queue.spoken import CLIPS, said
from layanan.services import calling
from layanan.services.tickets import take_ticket
from layanan.services.voices import LARGEST, checked, keep_voice
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
    also: Any = forms.ModelMultipleChoiceField(
        label="Layanan lain pada kunjungan yang sama",
        help_text="Waktu tunggu Anda tetap dihitung sejak nomor ini diambil.",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    application = forms.CharField(
        label="Nomor permohonan",
        help_text="Bila Anda sudah mengisi formulir di rumah, petugas langsung membukanya.",
        required=False,
        max_length=20,
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
        services = office.services.filter(active=True)
        for name in ("service", "also"):
            if name in self.fields:
                chosen: Any = self.fields[name]
                chosen.queryset = services
        if not office.priority_open:
            del self.fields["priority"]

    def clean_application(self) -> Any:
        """The application of this number that is still open."""
        number = self.cleaned_data["application"].strip()
        found = open_application(number) if number else None
        if number and found is None:
            raise forms.ValidationError("Nomor permohonan ini tidak dikenal atau sudah ditutup.")
        return found

    def save(self, *, by: Any = None, channel: str = Channel.PHONE, holder: str = "", **more: Any) -> Ticket:
        data = self.cleaned_data
        application = data.get("application")
        return take_ticket(
            office=self.office,
            service=data["service"],
            key=data["kunci"],
            by=by,
            channel=channel,
            priority=data.get("priority") or "",
            holder=pass_holder(application) if application else holder,
            application=application,
            chain=tuple(data.get("also") or ()),
            **more,
        )


def pass_holder(application: Any) -> str:
    """One open number for each application and service, whichever phone takes it."""
    return keyed_hash(f"permohonan {application.number}", "antrean")


class SlotForm(TakeForm):
    """A booked time of a day."""

    slot = forms.TypedChoiceField(
        label="Pukul berapa Anda datang?",
        coerce=datetime.fromisoformat,
        error_messages={"invalid_choice": "Jam itu baru saja terisi. Pilih jam lain."},
    )
    field_order = ["slot", "service", "also", "application", "priority"]

    def __init__(self, *args: Any, slots: list[datetime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["slot"]
        chosen.choices = [(at.isoformat(), f"{timezone.localtime(at):%H.%M}") for at in slots]

    def save(self, **more: Any) -> Ticket:
        return super().save(**more | {"channel": Channel.SLOT, "slot_at": self.cleaned_data["slot"]})


class PaperForm(TakeForm):
    """A number torn off a printed roll, typed by an officer."""

    number = forms.IntegerField(label="Nomor pada kertas", min_value=1, max_value=9999)
    field_order = ["number", "service", "priority"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["also"], self.fields["application"]

    def save(self, *, by: Any, **more: Any) -> Ticket:
        return super().save(by=by, channel=Channel.PAPER, number=self.cleaned_data["number"], **more)


class KioskForm(TakeForm):
    """The same on a screen that is touched: every choice lies open."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["also"]
        if "priority" in self.fields:
            self.fields["priority"].widget = forms.RadioSelect(choices=Priority.choices)
            self.fields["priority"].initial = Priority.NONE


class VoiceForm(OnceForm):
    """One word as a WAV file, recorded in the browser or chosen."""

    word = forms.ChoiceField(label="Kata", choices=[(word, said(word)) for word in CLIPS])
    sound = forms.FileField(
        label="Rekaman (WAV)",
        help_text="Satu kata, paling lama tiga detik.",
        widget=forms.FileInput(attrs={"accept": ".wav,audio/wav"}),
    )

    def __init__(self, *args: Any, office: QueueOffice, **kwargs: Any) -> None:
        self.office = office
        super().__init__(*args, **kwargs)

    def clean_sound(self) -> bytes:
        """The sound itself, written anew."""
        upload = self.cleaned_data["sound"]
        return checked(upload.read(LARGEST + 1))

    def save(self, *, by: Any) -> Any:
        data = self.cleaned_data
        return keep_voice(by=by, office=self.office, word=data["word"], raw=data["sound"])


class CallForm(forms.Form):
    """The key "panggil berikutnya": which number the officer saw at the counter."""

    seen = forms.IntegerField(
        min_value=0, widget=forms.HiddenInput, error_messages={"required": STALE, "invalid": STALE}
    )


class WhatIfForm(forms.Form):
    """ "Buka loket 4 pukul 08.00 sampai 10.30"."""

    number = forms.IntegerField(label="Loket", min_value=1, max_value=20)
    opens = forms.TimeField(label="Mulai", initial="08:00", widget=forms.TimeInput(attrs={"type": "time"}))
    closes = forms.TimeField(label="Sampai", initial="10:30", widget=forms.TimeInput(attrs={"type": "time"}))

    def __init__(self, *args: Any, office: QueueOffice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counters = office.counters.filter(active=True).count()
        self.fields["number"].initial = counters + 1
        self.fields["number"].help_text = f"Kantor ini mempunyai {counters} loket; nomor berikutnya berarti loket baru."

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("opens") and data.get("closes") and data["closes"] <= data["opens"]:
            self.add_error("closes", "Jam selesai harus sesudah jam mulai.")
        return data

    @property
    def minutes(self) -> tuple[float, float]:
        """From and to, in minutes of the day."""
        opens, closes = self.cleaned_data["opens"], self.cleaned_data["closes"]
        return opens.hour * 60.0 + opens.minute, closes.hour * 60.0 + closes.minute


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
