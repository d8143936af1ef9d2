"""What a proposer writes, in short steps: what is wrong, where, in whose name, pictures and papers."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core.forms import CleanText, DecimalText
from core.once import OnceForm
from musrenbang import services
from musrenbang.forms.lines import LineField
from musrenbang.models import Category, Cycle, Proposal, ProposalPaper
from musrenbang.queries.maps import far_away
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
        self.proposal, self.cycle, self.later = proposal, cycle, later
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


class AskingForm(StepForm):
    """A step that asks back once about figures that are possible but hardly meant, and believes the answer."""

    benar = forms.BooleanField(label="Ya, sudah benar", required=False)

    def questions(self, data: dict[str, Any]) -> list[str]:
        """What to ask about these values; nothing for those the sheet holds already."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        asking = not self.later and not self.errors and not data.get("benar")
        if asking and (asked := self.questions(data)):
            self.add_error("benar", " ".join([*asked, "Perbaiki, atau centang bila memang benar."]))
        return data

    def fresh(self, name: str, data: dict[str, Any]) -> Any:
        """The value where it differs from what the sheet holds, else None: asked and answered before."""
        value = data.get(name)
        return None if self.proposal is not None and getattr(self.proposal, name) == value else value


class ProblemForm(StepForm):
    """Step 1: what is wrong, what is asked."""

    fields_saved = ("title", "problem", "kind", "category")
    title = CleanText(
        label="Judul usulan", max_length=160, help_text="Pekerjaan dan tempatnya, misalnya: Drainase Jalan Melati RT 02"
    )
    problem = CleanText(
        label="Masalah yang Anda lihat",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Apa yang terjadi, sejak kapan, dan siapa yang terdampak",
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


class PlaceForm(AskingForm):
    """Step 2: where."""

    fields_saved = ("region", "landmark", "lat", "lng", "line")
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
    line = LineField(label="Garis jalan atau saluran", required=False, max_length=4000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = villages(self.cycle.region_id).order_by("code")

    def stored(self) -> dict[str, Any]:
        saved = super().stored()
        saved["line"] = LineField.as_text(saved.get("line"))
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

    def questions(self, data: dict[str, Any]) -> list[str]:
        lat, lng = self.fresh("lat", data), self.fresh("lng", data)
        points = [(data["lat"], data["lng"])] if (lat or lng) and data.get("lng") is not None else []
        points += self.fresh("line", data) or []
        return far_away(self.cycle.region_id, [(float(a), float(b)) for a, b in points])

    def pairs(self) -> list[tuple[int | None, int | None]]:
        """Every RT under every RW given; usually there is one RW."""
        rts, rws = self.cleaned_data["rt"] or [None], self.cleaned_data["rw"] or [None]
        return [(rt, rw) for rw in rws for rt in rts if rt or rw][:MAX_PLACES]

    def values(self) -> dict[str, Any]:
        return {**super().values(), "places": self.pairs()}


class ProposerForm(StepForm):
    """Step 6: in whose name."""

    fields_saved = ("proposer_kind", "group_name", "proposer_position", "name_public")
    proposer_kind = forms.ChoiceField(
        label="Diajukan sebagai", choices=Proposal.ProposerKind.choices, widget=forms.RadioSelect
    )
    group_name = CleanText(
        label="Nama kelompok atau lembaga",
        max_length=120,
        required=False,
        help_text="Misalnya Paguyuban RW 04 atau PKK Dusun Krajan. Nama kelompok tampil untuk umum.",
    )
    proposer_position = CleanText(
        label="Jabatan Anda di kelompok itu", max_length=80, required=False, help_text="Misalnya ketua RT 02"
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


class PaperForm(OnceForm):
    """One paper beside the proposal."""

    kind = forms.ChoiceField(label="Jenis berkas", choices=ProposalPaper.Kind.choices)
    paper = forms.FileField(
        label="Berkas PDF",
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
        help_text="Paling banyak 5 berkas, masing-masing 20 MB. Bukti lahan hanya dibaca petugas.",
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        self.proposal = proposal
        super().__init__(*args, **kwargs)

    def save(self, *, by: Any) -> Any:
        upload, kind = self.cleaned_data["paper"], self.cleaned_data["kind"]
        try:
            return services.add_paper(by=by, proposal=self.proposal, upload=upload, kind=kind)
        except ValidationError as error:
            raise ValidationError({"paper": error.messages}) from error
