"""How big and for whom: the work of the catalogue, quantity, cost; then beneficiaries, land, self-help."""

from decimal import Decimal
from typing import Any

from django import forms

from core.forms import CleanText, CountField, DecimalText, RupiahField
from core.text import rupiah
from musrenbang.choices import Design, LandStatus
from musrenbang.forms.drafts import AskingForm
from musrenbang.models import CatalogueItem, Proposal, Unit

LEAST_COST, MOST_COST = 100_000, 25_000_000_000
MOST_MEASURED, MOST_COUNTED = 100_000, 5_000
MOST_HOUSEHOLDS, MOST_PEOPLE = 10_000, 40_000


class CatalogueField(forms.ModelChoiceField):
    """A work of the catalogue with its price, in groups by affair."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.work}, {rupiah(obj.unit_price)} per {obj.unit}"


class SizeForm(AskingForm):
    """Step 3: which work of the catalogue, how much, what it costs."""

    fields_saved = ("catalogue_item", "quantity", "unit", "quantity_detail", "estimated_cost", "cost_reason")
    catalogue_item = CatalogueField(
        label="Pekerjaan dalam kamus usulan",
        queryset=CatalogueItem.objects.none(),
        required=False,
        empty_label="Tidak ada yang cocok, atau belum tahu",
        help_text="Kamus membantu menghitung biaya. Usulan di luar kamus tetap diterima.",
    )
    quantity = DecimalText(label="Volume", min_value=0.01, max_digits=14, decimal_places=2)
    unit = forms.ModelChoiceField(label="Satuan", queryset=Unit.objects.filter(active=True), empty_label="Pilih satuan")
    quantity_detail = CleanText(
        label="Rincian volume", max_length=200, required=False, help_text="Misalnya 200 m x 3 m, tebal 15 cm"
    )
    estimated_cost = RupiahField(label="Perkiraan biaya", required=False, min_value=1)
    cost_reason = CleanText(
        label="Alasan bila biaya berbeda dari kamus",
        max_length=300,
        required=False,
        help_text="Hanya bila Anda menulis biaya lain daripada volume kali harga kamus.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = CatalogueItem.objects.holding_for(self.cycle.region_id).filter(year=self.cycle.plan_year)
        if self.proposal is not None:
            rows = rows.filter(kind=self.proposal.kind)
        self.fields["catalogue_item"].queryset = rows.select_related("unit")
        self.has_catalogue = rows.exists()

    def clean_catalogue_item(self) -> Any:
        item = self.cleaned_data["catalogue_item"]
        if item is not None:
            self.fields["unit"].required = False  # the catalogue brings its own
        return item

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        item, stored = data.get("catalogue_item"), self.proposal
        if item is not None:
            data["unit"] = item.unit
            before = stored.reckoned_cost if stored is not None else None
            if item.locked or (before is not None and data.get("estimated_cost") == before):
                data["estimated_cost"] = None  # reckoned anew: nobody typed another figure
            self.check_reason(item, data)
        return super().clean()

    def check_reason(self, item: Any, data: dict[str, Any]) -> None:
        """Another cost than quantity times price is welcome, with a reason."""
        cost, quantity = data.get("estimated_cost"), data.get("quantity")
        reckoned = Proposal(quantity=quantity, unit_price=item.unit_price).reckoned_cost
        if cost is None or reckoned is None or Decimal(cost) == reckoned:
            data["cost_reason"] = ""
        elif not data.get("cost_reason") and not self.later:
            self.add_error("cost_reason", f"Menurut kamus biayanya {rupiah(reckoned)}. Tulis alasan biaya lain.")

    def questions(self, data: dict[str, Any]) -> list[str]:
        asked, unit = [], data.get("unit")
        cost, quantity = self.fresh("estimated_cost", data), self.fresh("quantity", data)
        if cost is not None and not LEAST_COST <= cost <= MOST_COST:
            asked.append(f"Perkiraan biaya {rupiah(cost)}, benar?")
        most = MOST_MEASURED if unit is not None and unit.fractional else MOST_COUNTED
        if quantity is not None and quantity > most:
            asked.append(f"Volume lebih dari {most:,}".replace(",", ".") + f" {unit or ''}, benar?".replace(" ,", ","))
        item = data.get("catalogue_item")
        if item is not None and cost is None and quantity is not None and quantity * item.unit_price > MOST_COST:
            asked.append(f"Menurut kamus biayanya {rupiah(quantity * item.unit_price)}, benar?")
        return asked


class BenefitForm(AskingForm):
    """Step 4: for whom, on whose land, what people give themselves; all of it may wait."""

    fields_saved = (
        *("condition", "benefit", "households", "people", "women", "disabled", "poor"),
        *("land_status", "land_certificate", "design", "self_help", "self_help_amount"),
    )
    condition = CleanText(
        label="Keadaan sekarang",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Misalnya jalan tanah, lebar 2 meter, tergenang setiap hujan",
    )
    benefit = CleanText(
        label="Manfaat bagi warga", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    households = CountField(label="Penerima manfaat (KK)", required=False, max_value=1_000_000)
    people = CountField(label="Penerima manfaat (jiwa)", required=False, max_value=5_000_000)
    women = CountField(label="Perempuan", required=False, max_value=5_000_000)
    disabled = CountField(label="Penyandang disabilitas", required=False, max_value=5_000_000)
    poor = CountField(label="Warga miskin", required=False, max_value=5_000_000)
    land_status = forms.ChoiceField(
        label="Status lahan", choices=[("", "Belum diisi"), *LandStatus.choices], required=False
    )
    land_certificate = CleanText(
        label="Bukti lahan",
        max_length=120,
        required=False,
        help_text="Misalnya nomor sertifikat atau surat hibah. Hanya dibaca petugas.",
    )
    design = forms.ChoiceField(
        label="Gambar teknis (DED) atau kajian", choices=[("", "Belum diisi"), *Design.choices], required=False
    )
    self_help = CleanText(
        label="Swadaya warga",
        max_length=300,
        required=False,
        help_text="Misalnya tenaga kerja bakti 40 orang, pasir 3 m³",
    )
    self_help_amount = RupiahField(label="Nilai swadaya", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        people = data.get("people")
        for name in ("women", "disabled", "poor"):
            if people is not None and (data.get(name) or 0) > people:
                self.add_error(name, "Jumlah ini lebih banyak daripada penerima manfaat (jiwa).")
        return data

    def questions(self, data: dict[str, Any]) -> list[str]:
        asked = []
        for name, most, words in (("households", MOST_HOUSEHOLDS, "KK"), ("people", MOST_PEOPLE, "jiwa")):
            value = self.fresh(name, data)
            if value is not None and value > most:
                asked.append(f"Penerima manfaat {value:,}".replace(",", ".") + f" {words}, benar?")
        households, people = data.get("households"), self.fresh("people", data)
        if households and people is not None and people < households:
            asked.append("Jumlah jiwa lebih sedikit daripada jumlah keluarga, benar?")
        return asked
