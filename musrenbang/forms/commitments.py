"""One small form for every deed on a promise; each calls its verb."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.forms import CleanLine, CleanText, CountField, RupiahField
from core.once import OnceForm
from musrenbang.commitment_choices import LEAST_WORDS, DelayReason, MoneySource, PhotoPhase
from musrenbang.forms.desk import AgencyField
from musrenbang.forms.fixed import picture
from musrenbang.models import Agency, Commitment, Milestone, Proposal
from musrenbang.services import commitments, delivery
from musrenbang.states import State


class DayField(forms.DateField):
    """A day, chosen or typed."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        formats = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
        super().__init__(widget=widget, input_formats=formats, **kwargs)
        self.error_messages["invalid"] = "Tulis tanggal, misalnya 11/02/2027."


class YearField(CountField):
    """A budget year."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="Tahun anggaran", min_value=2000, max_value=2100, **kwargs)


def words(
    *, label: str = "Keterangan", required: bool = False, hint: str = "Dibaca semua orang.", most: int = 300
) -> Any:
    """Words of the office, public."""
    return CleanText(
        label=label,
        max_length=most,
        required=required,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def today() -> date:
    """The day most things are written down."""
    return timezone.localdate()


class TextsForm(OnceForm):
    """Under which program, activity and sub activity; who carries it out; until when."""

    program = CleanLine(label="Program", max_length=200, required=False)
    activity = CleanLine(label="Kegiatan", max_length=200, required=False)
    sub_activity = CleanLine(label="Sub kegiatan", max_length=200, required=False)
    agency = AgencyField(label="Perangkat daerah pelaksana", required=False)
    due_on = DayField(label="Dijanjikan selesai", required=False)

    def offer(self, proposal: Proposal) -> None:
        """The agencies of the place."""
        self.fields["agency"].queryset = Agency.objects.holding_for(proposal.cycle.region_id)


class NewCommitmentForm(TextsForm):
    """A promise for a proposal that stands in a plan."""

    year = YearField()
    source = forms.ChoiceField(label="Sumber dana", choices=MoneySource.choices)
    ceiling = RupiahField(label="Pagu", min_value=1)
    note = words()
    field_order = ["year", "source", "ceiling", "agency", "due_on", "program", "activity", "sub_activity", "note"]

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        self.proposal = proposal
        given: dict[str, Any] = {"year": proposal.cycle.plan_year, "agency": proposal.agency_final_id}
        given["ceiling"] = proposal.apbd_amount or proposal.rkpd_amount
        super().__init__(*args, initial=given, **kwargs)
        self.offer(proposal)

    def save(self, *, by: Any) -> Commitment:
        values = {name: value for name, value in self.cleaned_data.items() if name != "kunci"}
        return commitments.make_commitment(by=by, proposal=self.proposal, **values)


class PromiseForm(OnceForm):
    """A deed on one promise."""

    verb: Any = None

    def __init__(self, *args: Any, promise: Commitment, **kwargs: Any) -> None:
        self.promise = promise
        super().__init__(*args, initial=self.given(), **kwargs)

    def given(self) -> dict[str, Any]:
        """What stands in the boxes before anything is typed."""
        return {"on": today()} if "on" in self.base_fields else {}

    def values(self) -> dict[str, Any]:
        """Arguments of the verb."""
        return {name: value for name, value in self.cleaned_data.items() if name != "kunci"}

    def save(self, *, by: Any) -> Any:
        return type(self).verb(by=by, commitment=self.promise, **self.values())


class DescribeForm(PromiseForm, TextsForm):
    verb = commitments.describe_commitment

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(self.promise.proposal)

    def given(self) -> dict[str, Any]:
        names = ("program", "activity", "sub_activity", "due_on")
        return {"agency": self.promise.agency_id} | {name: getattr(self.promise, name) for name in names}


class CeilingForm(PromiseForm):
    """Another ceiling; the old one stays in the history."""

    verb = commitments.set_ceiling
    amount = RupiahField(label="Pagu baru", min_value=1)
    on = DayField(label="Berlaku sejak")
    note = words(label="Alasan", required=True)


class ContractForm(PromiseForm):
    """The contract, or its change."""

    verb = commitments.record_contract
    amount = RupiahField(label="Nilai kontrak", min_value=1)
    on = DayField(label="Tanggal kontrak")
    contractor = CleanLine(label="Penyedia atau pelaksana", max_length=160)
    note = words()

    def given(self) -> dict[str, Any]:
        return super().given() | {"contractor": self.promise.contractor}


class PaymentForm(PromiseForm):
    """Money that was paid, or taken back."""

    verb = commitments.record_payment
    amount = RupiahField(label="Jumlah dibayar", min_value=1)
    on = DayField(label="Tanggal pembayaran")
    back = forms.BooleanField(
        label="Ini koreksi: kurangi dari yang sudah dibayar", required=False, help_text="Tulis alasannya di bawah."
    )
    note = words()

    def values(self) -> dict[str, Any]:
        values = super().values()
        return values | {"amount": -values["amount"] if values.pop("back") else values["amount"]}


class MilestoneForm(PromiseForm):
    """A planned day."""

    verb = commitments.add_milestone
    label = CleanLine(label="Tonggak", max_length=120, help_text="Misalnya: kontrak ditandatangani, pekerjaan mulai.")
    planned_on = DayField(label="Rencana tanggal")


class ReachedForm(PromiseForm):
    """A planned day that came."""

    milestone = forms.ModelChoiceField(label="Tonggak", queryset=Milestone.objects.none(), empty_label="Pilih tonggak")
    real_on = DayField(label="Terlaksana tanggal")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.promise.milestones.filter(real_on__isnull=True)
        self.fields["milestone"].queryset = rows

    def given(self) -> dict[str, Any]:
        return {"real_on": today()}

    def save(self, *, by: Any) -> Any:
        milestone = self.cleaned_data["milestone"]
        milestone.commitment = self.promise
        return commitments.reach_milestone(by=by, milestone=milestone, real_on=self.cleaned_data["real_on"])


class DelayForm(PromiseForm):
    """Later than promised: why, and until when."""

    verb = commitments.delay_commitment
    reason = forms.ChoiceField(label="Kode alasan", choices=[("", "Pilih alasan"), *DelayReason.choices])
    until = DayField(label="Janji baru")
    note = words(
        label="Penjelasan untuk warga",
        required=True,
        hint=f"Paling sedikit {LEAST_WORDS} huruf. Dibaca semua orang.",
        most=2000,
    )


class CarryForm(PromiseForm):
    """On into another year."""

    verb = commitments.carry_commitment
    year = YearField()
    source = forms.ChoiceField(label="Sumber dana", choices=MoneySource.choices)
    ceiling = RupiahField(label="Pagu tahun itu", min_value=1)
    due_on = DayField(label="Dijanjikan selesai", required=False)
    note = words()

    def given(self) -> dict[str, Any]:
        left = max(0, (self.promise.contract or self.promise.ceiling) - self.promise.paid)
        return {"year": self.promise.year + 1, "source": self.promise.source, "ceiling": left or None}


class PhotoForm(PromiseForm):
    """A picture before, during or after."""

    verb = commitments.add_work_photo
    phase = forms.ChoiceField(label="Tahap", choices=PhotoPhase.choices, widget=forms.RadioSelect)
    photo = picture("Foto", required=True)
    caption = CleanLine(label="Keterangan foto", max_length=120, required=False)


class WorkForm(PromiseForm):
    """How far the work is; money is written down as payments."""

    percent = CountField(label="Kemajuan fisik (%)", min_value=0, max_value=100)
    note = words(most=2000)
    photo = picture("Foto pekerjaan")

    def given(self) -> dict[str, Any]:
        return {"percent": self.promise.percent}

    def save(self, *, by: Any) -> Any:
        return delivery.report_work(by=by, commitment=self.promise, **self.values())


# Deed -> words on its fold, form, whether it is for a promise that still runs.
DEEDS: dict[str, tuple[str, type[PromiseForm], bool]] = {
    "kemajuan": ("Catat kemajuan fisik", WorkForm, True),
    "bayar": ("Catat pembayaran", PaymentForm, False),
    "kontrak": ("Catat kontrak", ContractForm, False),
    "tonggak": ("Tambah tonggak", MilestoneForm, True),
    "terlaksana": ("Tonggak terlaksana", ReachedForm, False),
    "terlambat": ("Catat keterlambatan", DelayForm, True),
    "foto": ("Tambah foto", PhotoForm, False),
    "pagu": ("Ubah pagu", CeilingForm, False),
    "rincian": ("Ubah rincian", DescribeForm, False),
    "lanjutkan": ("Lanjutkan ke tahun lain", CarryForm, True),
}


def deeds_for(promise: Commitment) -> list[str]:
    """Deeds that make sense now."""
    names = [name for name, (_, _, running) in DEEDS.items() if promise.ended_on is None or not running]
    reportable = promise.proposal.state in (State.ONGOING, State.TRANSFERRED)
    waiting = any(one.real_on is None for one in promise.milestones.all())
    unfit = {"kemajuan": not reportable, "terlaksana": not waiting, "bayar": hasattr(promise, "carried_to")}
    return [name for name in names if not unfit.get(name)]


def form_for(name: str, promise: Commitment, *sent: Any) -> PromiseForm:
    """The form of a deed, filled with what was sent or with what is known."""
    if name not in DEEDS:
        raise ValidationError("Langkah ini tidak dikenal.")
    return DEEDS[name][1](*sent, promise=promise, auto_id=f"{name}-%s")
