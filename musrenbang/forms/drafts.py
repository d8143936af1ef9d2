"""What a proposer writes, in three short steps."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import CleanText, CountField, DecimalText, RupiahField
from core.once import OnceForm
from musrenbang import services
from musrenbang.models import Category, Cycle, Proposal, Unit
from wilayah.models import Region
from wilayah.queries import villages

MAX_PLACES = 12
NUMBERS = re.compile(r"\d+")


class VillageField(forms.ModelChoiceField):
    """A kelurahan or desa, with its level before its name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)


class NumberList(forms.CharField):
    """Several RT or RW numbers in one box: "02, 03"."""

    def to_python(self, value: Any) -> list[int]:
        text = super().to_python(value)
        numbers = list(dict.fromkeys(int(part) for part in NUMBERS.findall(text[:200])))
        if text.strip() and (not numbers or max(numbers) > 999 or min(numbers) < 1):
            raise ValidationError("Tulis nomor saja, misalnya 02, 03.")
        return numbers[:MAX_PLACES]


def as_typed(value: Any) -> Any:
    """A stored figure as a person here would write it: 240, 12,5, 312.000.000."""
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}".replace(",", ".")
    if not isinstance(value, Decimal):
        return value
    if value == value.to_integral_value():
        return f"{int(value):,}".replace(",", ".")
    return f"{value.normalize():f}".replace(".", ",")


class StepForm(OnceForm):
    """One step of the sheet. With `later`, nothing is required: the person goes on another time."""

    fields_saved: tuple[str, ...] = ()

    def __init__(self, *args: Any, proposal: Proposal | None, cycle: Cycle, later: bool = False, **kwargs: Any) -> None:
        self.proposal, self.cycle = proposal, cycle
        super().__init__(*args, initial=self.stored(), **kwargs)
        if later:
            for name, field in self.fields.items():
                field.required = name == "kunci"

    def stored(self) -> dict[str, Any]:
        """What the sheet holds already."""
        if self.proposal is None:
            return {}
        return {name: as_typed(getattr(self.proposal, name)) for name in self.fields_saved}

    def values(self) -> dict[str, Any]:
        """What goes to the verb."""
        return {name: self.cleaned_data[name] for name in self.fields_saved}

    def save(self, *, by: Any) -> Proposal:
        return services.save_draft(by=by, proposal=self.proposal, cycle=self.cycle, **self.values())


class ProblemForm(StepForm):
    """Step 1: what is wrong, what is asked."""

    fields_saved = ("title", "problem", "benefit", "kind", "category")
    title = CleanText(
        label="Judul usulan", max_length=160, help_text="Pekerjaan dan tempatnya, misalnya: Drainase Jalan Melati RT 02"
    )
    problem = CleanText(
        label="Masalah yang Anda lihat",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Apa yang terjadi, sejak kapan, dan siapa yang terdampak",
    )
    benefit = CleanText(
        label="Manfaat bagi warga", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    kind = forms.ChoiceField(
        label="Jenis usulan",
        choices=[("fisik", "Fisik, misalnya jalan, saluran, gedung"), ("nonfisik", "Nonfisik, misalnya pelatihan")],
        widget=forms.RadioSelect,
    )
    category = forms.ModelChoiceField(
        label="Bidang", queryset=Category.objects.filter(active=True), empty_label="Pilih bidang"
    )

    def values(self) -> dict[str, Any]:
        saved = super().values()
        saved["kind"] = saved["kind"] or Proposal.Kind.PHYSICAL
        return saved


class PlaceForm(StepForm):
    """Step 2: where, how much, for whom."""

    fields_saved = (
        "region",
        "landmark",
        "lat",
        "lng",
        "quantity",
        "unit",
        "estimated_cost",
        "households",
        "people",
    )
    region = VillageField(label="Kelurahan atau desa", queryset=Region.objects.none(), empty_label="Pilih wilayah")
    rt = NumberList(label="RT", required=False, max_length=60)
    rw = NumberList(label="RW", required=False, max_length=60)
    landmark = CleanText(
        label="Patokan lokasi",
        max_length=200,
        required=False,
        help_text="Nama jalan, masjid, sekolah, atau rumah warga. Titik peta tidak wajib.",
    )
    lat = DecimalText(label="Lintang", required=False, min_value=-11, max_value=6, max_digits=9, decimal_places=6)
    lng = DecimalText(label="Bujur", required=False, min_value=95, max_value=141, max_digits=9, decimal_places=6)
    quantity = DecimalText(label="Volume", min_value=0.01, max_digits=14, decimal_places=2)
    unit = forms.ModelChoiceField(label="Satuan", queryset=Unit.objects.filter(active=True), empty_label="Pilih satuan")
    estimated_cost = RupiahField(label="Perkiraan biaya", required=False, min_value=1)
    households = CountField(label="Penerima manfaat (KK)", required=False, min_value=0, max_value=1_000_000)
    people = CountField(label="Penerima manfaat (jiwa)", required=False, min_value=0, max_value=5_000_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = villages(self.cycle.region_id).order_by("code")

    def stored(self) -> dict[str, Any]:
        saved = super().stored()
        if self.proposal is not None and self.proposal.pk:
            places = list(self.proposal.places.all())
            saved["rt"] = ", ".join(f"{n:02d}" for n in dict.fromkeys(p.rt for p in places if p.rt))
            saved["rw"] = ", ".join(f"{n:02d}" for n in dict.fromkeys(p.rw for p in places if p.rw))
        return saved

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (data.get("lat") is None) != (data.get("lng") is None) and not {"lat", "lng"} & set(self.errors):
            self.add_error("lng", "Isi lintang dan bujur bersama, atau kosongkan keduanya.")
        return data

    def pairs(self) -> list[tuple[int | None, int | None]]:
        """Every RT under every RW given; usually there is one RW."""
        rts, rws = self.cleaned_data["rt"] or [None], self.cleaned_data["rw"] or [None]
        return [(rt, rw) for rw in rws for rt in rts if rt or rw][:MAX_PLACES]

    def values(self) -> dict[str, Any]:
        return {**super().values(), "places": self.pairs()}


class ProposerForm(StepForm):
    """Step 3: in whose name."""

    fields_saved = ("proposer_kind", "group_name", "name_public")
    proposer_kind = forms.ChoiceField(
        label="Diajukan sebagai", choices=Proposal.ProposerKind.choices, widget=forms.RadioSelect
    )
    group_name = CleanText(
        label="Nama kelompok atau lembaga",
        max_length=120,
        required=False,
        help_text="Misalnya Paguyuban RW 04 atau PKK Dusun Krajan. Nama kelompok tampil untuk umum.",
    )
    name_public = forms.BooleanField(
        label="Tampilkan nama saya di halaman usulan", required=False, help_text="Tanpa centang, tertulis “Warga” saja."
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        group = data.get("proposer_kind") == Proposal.ProposerKind.GROUP
        if group and not data.get("group_name") and self.fields["proposer_kind"].required:
            self.add_error("group_name", "Isi nama kelompok atau lembaga.")
        return data

    def values(self) -> dict[str, Any]:
        saved = super().values()
        saved["proposer_kind"] = saved["proposer_kind"] or Proposal.ProposerKind.PERSON
        return saved


class PhotoForm(OnceForm):
    """One picture of the place."""

    photo = forms.FileField(
        label="Foto lokasi",
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text="Paling banyak 3 foto JPG, PNG, atau WebP. Hindari wajah orang.",
    )
    caption = CleanText(label="Keterangan foto", max_length=120, required=False)

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        self.proposal = proposal
        super().__init__(*args, **kwargs)

    def save(self, *, by: Any) -> Any:
        upload, caption = self.cleaned_data["photo"], self.cleaned_data["caption"]
        try:
            return services.add_photo(by=by, proposal=self.proposal, upload=upload, caption=caption)
        except ValidationError as error:
            raise ValidationError({"photo": error.messages}) from error
