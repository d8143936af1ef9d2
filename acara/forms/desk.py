"""The sheet on which an officer plans an event, the steps of its life, a guest entered by hand."""

from typing import Any

from django import forms
from django.utils import timezone

from acara import services
from acara.forms.fields import PersonFields
from acara.models import MOST_PLACES, Event, Registration
from acara.registry import RUNNERS, general_choices
from acara.states import Need
from accounts.models import Rung
from accounts.queries import regions_of
from core.forms import CleanLine, CleanText, CountField, DecimalText
from core.moments import moment_field
from core.once import OnceForm, VerbForm
from wilayah.models import Level, Region
from wilayah.queries import root_region

OFFERS = [(0, "Langsung mendapat tempat"), (24, "Ditawari, berlaku 24 jam"), (48, "Ditawari, berlaku 48 jam")]


class EventForm(OnceForm):
    """An event as an officer plans it."""

    kind = forms.ChoiceField(label="Jenis acara", choices=general_choices)
    title = CleanLine(label="Judul", max_length=160)
    description = CleanText(
        label="Penjelasan untuk warga", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    region = forms.ModelChoiceField(
        Region.objects.none(), label="Untuk wilayah", empty_label=None, help_text="Warga wilayah ini yang diundang."
    )
    place = CleanLine(label="Tempat", max_length=160, help_text="Misalnya Balai Kelurahan Kertosari.")
    access_note = CleanLine(
        label="Jalan masuk dan bantuan",
        max_length=200,
        required=False,
        help_text="Misalnya jalan landai.",
    )
    lat = DecimalText(label="Lintang", max_digits=9, decimal_places=6, min_value=-90, max_value=90, required=False)
    lng = DecimalText(label="Bujur", max_digits=9, decimal_places=6, min_value=-180, max_value=180, required=False)
    starts_at = moment_field("Mulai")
    ends_at = moment_field("Selesai")
    organiser = CleanLine(label="Penyelenggara", max_length=120)
    contact = CleanLine(
        label="Kontak untuk warga",
        max_length=120,
        required=False,
        help_text="Nomor kantor. Terbaca semua orang.",
    )
    registers = forms.BooleanField(label="Warga mendaftar lewat situs ini", required=False, initial=True)
    capacity = CountField(
        label="Jumlah tempat",
        min_value=1,
        max_value=100_000,
        required=False,
        help_text="Kosong: tidak dibatasi.",
    )
    opens_at = moment_field("Pendaftaran dibuka", required=False, help_text="Bila kosong: sejak diumumkan.")
    closes_at = moment_field("Pendaftaran ditutup", required=False, help_text="Bila kosong: sampai acara mulai.")
    min_rung = forms.TypedChoiceField(label="Siapa yang boleh mendaftar", choices=Rung.choices, coerce=int, initial=0)
    offer_hours = forms.TypedChoiceField(label="Bila ada tempat kosong, yang menunggu", choices=OFFERS, coerce=int)
    women_target = CountField(label="Target peserta perempuan", max_value=100, initial=30)

    def __init__(self, *args: Any, by: Any, event: Event | None = None, **kwargs: Any) -> None:
        self.event = event
        super().__init__(*args, initial=as_typed(event) if event else {"organiser": root_region().label}, **kwargs)
        region: Any = self.fields["region"]
        region.queryset = places_of(by, event)
        region.label_from_instance = lambda place: place.label
        if event is not None:
            for name in ("kind", "region"):
                self.fields[name].disabled, self.fields[name].required = True, False
            self.fields["kind"].choices = [(event.kind, event.sort.label)]

    def save(self, *, by: Any) -> Event:
        skip = ("kunci", "kind", "region")
        plan = services.Plan(**{name: value for name, value in self.cleaned_data.items() if name not in skip})
        if self.event is not None:
            return services.edit_event(by=by, event=self.event, plan=plan)
        data = self.cleaned_data
        return services.create_event(by=by, kind=data["kind"], region=data["region"], plan=plan)


def places_of(by: Any, event: Event | None) -> Any:
    """Regions for which this officer may plan; one event keeps its own."""
    if event is not None:
        return Region.objects.filter(pk=event.region_id)
    rows = Region.objects.none()
    for code in regions_of(by, RUNNERS):
        rows = rows | Region.objects.within(code).filter(level__gte=Level.DISTRICT)
    return rows.order_by("code")


def as_typed(event: Event) -> dict[str, Any]:
    """An event as its form shows it."""
    values = {name: getattr(event, name) for name in EventForm.base_fields if name != "kunci"}
    for name in ("starts_at", "ends_at", "opens_at", "closes_at"):
        values[name] = timezone.localtime(values[name]) if values[name] else None
    for name in ("lat", "lng"):
        values[name] = str(values[name]).replace(".", ",") if values[name] is not None else ""
    return values


class StepForm(VerbForm):
    """One step of an event; `verb` is what it does."""

    about = "event"
    event: Event


class AnnounceForm(StepForm):
    verb = services.announce_event


class CloseForm(StepForm):
    verb = services.close_registration


class ReopenForm(StepForm):
    verb = services.reopen_registration


class HoldForm(StepForm):
    verb = services.hold_event


def reason(label: str) -> CleanText:
    """Words that stay on record."""
    return CleanText(
        label=label, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}), help_text="Paling sedikit 20 huruf."
    )


class UnlockForm(StepForm):
    verb = services.unlock_event
    note = reason("Alasan membuka kunci")


class CancelForm(StepForm):
    """Calling an event off owes people a reason."""

    verb = services.cancel_event
    note = reason("Alasan untuk warga")


STEPS: dict[str, type[StepForm]] = {
    "announce": AnnounceForm,
    "close": CloseForm,
    "reopen": ReopenForm,
    "hold": HoldForm,
    "unlock": UnlockForm,
    "cancel": CancelForm,
}


class GuestForm(OnceForm, PersonFields):
    """Somebody without an account, entered by an officer who asked her."""

    places = CountField(label="Jumlah orang", min_value=1, max_value=MOST_PLACES, initial=1)
    need = forms.ChoiceField(label="Bantuan yang diperlukan", choices=Need.choices, required=False)
    consent = forms.BooleanField(
        label="Orang ini setuju nama dan kontaknya dicatat untuk acara ini",
        required=False,
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        self.event = event
        super().__init__(*args, **kwargs)

    def save(self, *, by: Any) -> Registration:
        names = ("places", "need", "consent", "other_person")
        more = {name: self.cleaned_data[name] for name in names}
        return services.register_guest(by=by, event=self.event, details=self.details(), **more)
