"""The sheet on which a session is planned, and what partners bring."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from acara.services import Plan
from accounts.models import Rung, User
from accounts.queries import regions_of
from core.forms import CleanLine, CleanText, CountField, RupiahField
from core.moments import moment_field
from core.once import OnceForm
from literasi import services
from literasi.models import Partner, Quiz, Series, Session
from literasi.queries.listing import facilitators_for
from literasi.registry import library
from literasi.rules import RUNNERS
from literasi.states import Audience, Gift, Level, PartnerKind, Pillar, Theme
from wilayah.models import Level as Tier
from wilayah.models import Region
from wilayah.queries import root_region

EVENT = ("title", "description", "place", "access_note", "starts_at", "ends_at", "organiser", "contact")
EVENT_NUMBERS = ("capacity", "opens_at", "closes_at", "min_rung", "offer_hours", "women_target")
TAUGHT = ("pillar", "theme", "level", "lesson_hours", "speaker", "least_age", "most_age", "quiz", "cost", "fund")
OFFERS = [(24, "Ditawari, berlaku 24 jam"), (48, "Ditawari, berlaku 48 jam"), (0, "Langsung mendapat tempat")]


class SessionForm(OnceForm):
    """A session as a facilitator plans it."""

    kind = forms.ChoiceField(label="Untuk siapa", choices=Audience.choices)
    title = CleanLine(label="Judul", max_length=160)
    theme = forms.ChoiceField(label="Tema", choices=Theme.choices)
    pillar = forms.ChoiceField(label="Pilar", choices=Pillar.choices)
    level = forms.ChoiceField(label="Tingkat", choices=Level.choices)
    description = CleanText(
        label="Penjelasan untuk peserta", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    region = forms.ModelChoiceField(Region.objects.none(), label="Untuk wilayah", empty_label=None)
    place = CleanLine(label="Tempat", max_length=160, help_text="Misalnya Balai Kelurahan Kertosari.")
    access_note = CleanLine(
        label="Jalan masuk dan bantuan",
        max_length=200,
        required=False,
        help_text="Misalnya jalan landai.",
    )
    starts_at = moment_field("Mulai")
    ends_at = moment_field("Selesai")
    organiser = CleanLine(label="Penyelenggara", max_length=120)
    contact = CleanLine(label="Kontak untuk warga", max_length=120, required=False, help_text="Terbaca semua orang.")
    facilitators = forms.ModelMultipleChoiceField(
        User.objects.none(), label="Fasilitator", required=False, widget=forms.CheckboxSelectMultiple
    )
    speaker = CleanLine(label="Narasumber", max_length=160, required=False)
    lesson_hours = CountField(
        label="Jam pelajaran (JP)", min_value=1, max_value=80, initial=2, help_text="Satu JP adalah 45 menit."
    )
    least_age = CountField(label="Umur paling muda", max_value=120, required=False)
    most_age = CountField(label="Umur paling tua", max_value=120, required=False)
    series_title = CleanLine(
        label="Nama rangkaian",
        max_length=120,
        required=False,
        help_text="Bila ada beberapa pertemuan.",
    )
    place_in_series = CountField(label="Pertemuan ke", min_value=1, max_value=99, required=False)
    capacity = CountField(label="Jumlah tempat", min_value=1, max_value=10_000, initial=30)
    min_rung = forms.TypedChoiceField(label="Siapa yang boleh mendaftar", choices=Rung.choices, coerce=int)
    offer_hours = forms.TypedChoiceField(label="Bila ada tempat kosong, yang menunggu", choices=OFFERS, coerce=int)
    opens_at = moment_field("Pendaftaran dibuka", required=False, help_text="Bila kosong: sejak diumumkan.")
    closes_at = moment_field("Pendaftaran ditutup", required=False, help_text="Bila kosong: sampai sesi mulai.")
    women_target = CountField(label="Target peserta perempuan (%)", max_value=100, initial=50)
    quiz = forms.ModelChoiceField(Quiz.objects.none(), label="Paket soal", required=False, empty_label="Tanpa tes")
    materials = forms.MultipleChoiceField(label="Bahan", required=False, widget=forms.CheckboxSelectMultiple)
    cost = RupiahField(label="Biaya dari anggaran", required=False)
    fund = CleanLine(label="Sumber dana", max_length=120, required=False, help_text="Misalnya APBD atau Dana Desa.")

    def __init__(self, *args: Any, by: Any, session: Session | None = None, **kwargs: Any) -> None:
        self.session = session
        initial = as_typed(session) if session else {"organiser": root_region().label, "facilitators": [by.pk]}
        super().__init__(*args, initial=initial, **kwargs)
        region: Any = self.fields["region"]
        region.queryset = places_of(by, session)
        region.label_from_instance = lambda place: place.label
        people: Any = self.fields["facilitators"]
        people.queryset = facilitators_for(by)
        people.label_from_instance = lambda person: person.full_name
        used = Q(pk=session.quiz_id) if session and session.quiz_id else Q(pk__in=())
        self.fields["quiz"].queryset = Quiz.objects.filter(Q(region=root_region()) | used).order_by("title")
        self.fields["materials"].choices = [(piece.name, piece.title) for piece in library()]
        if session is not None:
            for name in ("kind", "region"):
                self.fields[name].disabled, self.fields[name].required = True, False

    def event_plan(self) -> Plan:
        """What the event says."""
        return Plan(**{name: self.cleaned_data[name] for name in (*EVENT, *EVENT_NUMBERS)})

    def session_plan(self, by: Any) -> services.SessionPlan:
        """What is taught."""
        data = self.cleaned_data
        title = data["series_title"]
        series: Series | None = services.make_series(by=by, title=title) if title else None
        taught = {name: data[name] for name in TAUGHT}
        place = data["place_in_series"] if series else None
        return services.SessionPlan(series=series, place_in_series=place, materials=data["materials"], **taught)

    def save(self, *, by: Any) -> Session:
        how = {"event": self.event_plan(), "plan": self.session_plan(by)}
        how["facilitators"] = self.cleaned_data["facilitators"]
        if self.session is not None:
            return services.edit_session(by=by, session=self.session, **how)
        return services.create_session(by=by, kind=self.cleaned_data["kind"], region=self.cleaned_data["region"], **how)


def places_of(by: Any, session: Session | None) -> Any:
    """Regions for which this officer may plan; one session keeps its own."""
    if session is not None:
        return Region.objects.filter(pk=session.region_id)
    rows = Region.objects.none()
    for code in regions_of(by, RUNNERS):
        rows = rows | Region.objects.within(code).filter(level__gte=Tier.DISTRICT)
    return rows.order_by("code")


def as_typed(session: Session) -> dict[str, Any]:
    """A session as its form shows it."""
    event = session.event
    values = {name: getattr(event, name) for name in (*EVENT, *EVENT_NUMBERS)}
    values |= {name: getattr(session, name) for name in TAUGHT} | {"kind": event.kind, "region": event.region_id}
    for name in ("starts_at", "ends_at", "opens_at", "closes_at"):
        values[name] = timezone.localtime(values[name]) if values[name] else None
    values["series_title"] = session.series.title if session.series else ""
    values["place_in_series"] = session.place_in_series
    values["materials"] = session.materials
    values["facilitators"] = list(session.facilitators.values_list("pk", flat=True))
    return values


class PartnerForm(OnceForm):
    """What a partner brings to a session; a new partner is named here too."""

    partner = forms.ModelChoiceField(
        Partner.objects.none(), label="Mitra", required=False, empty_label="Mitra baru (tulis di bawah)"
    )
    name = CleanLine(label="Nama mitra baru", max_length=120, required=False)
    kind = forms.ChoiceField(label="Jenis mitra baru", choices=PartnerKind.choices, required=False)
    gift = forms.ChoiceField(label="Bentuk sumbangan", choices=Gift.choices)
    detail = CleanLine(label="Keterangan", max_length=160, required=False, help_text="Misalnya 12 ponsel pinjaman.")
    value = RupiahField(label="Nilai", required=False, help_text="Perkiraan dalam rupiah. Uang tidak diterima di sini.")

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        self.session = session
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.filter(region=root_region())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("partner") and not data.get("name") and "name" not in self.errors:
            self.add_error("name", "Pilih mitra, atau tulis nama mitra baru.")
        return data

    def save(self, *, by: Any) -> Any:
        data = self.cleaned_data
        partner = data["partner"] or services.name_partner(
            by=by, name=data["name"], kind=data["kind"] or PartnerKind.OTHER
        )
        what = {name: data[name] for name in ("gift", "detail", "value")}
        return services.record_contribution(by=by, session=self.session, partner=partner, **what)


class PopulationForm(OnceForm):
    """How many people live in a village."""

    region = forms.ModelChoiceField(Region.objects.none(), label="Kelurahan atau desa", empty_label=None)
    people = CountField(label="Jumlah penduduk", min_value=1, max_value=10_000_000)
    women = CountField(label="Perempuan", max_value=10_000_000, required=False)
    old = CountField(label="60 tahun ke atas", max_value=10_000_000, required=False)
    source = CleanLine(label="Sumber", max_length=120, help_text="Misalnya BPS, Kecamatan dalam Angka 2026.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: Any = self.fields["region"]
        rows.queryset = Region.objects.within(root_region().pk).filter(level=Tier.VILLAGE).order_by("name")
        rows.label_from_instance = lambda place: place.label

    def save(self, *, by: Any) -> Any:
        names = ("region", "people", "women", "old", "source")
        return services.note_population(by=by, **{name: self.cleaned_data[name] for name in names})
