"""One small form for every deed of the office; each calls its verb."""

from typing import Any

from django import forms

from core.forms import CleanLine, CleanText, CountField, DecimalText, RupiahField
from core.once import OnceForm
from core.text import clean
from musrenbang import services
from musrenbang.choices import Authority, Funding, Source
from musrenbang.forms.drafts import as_typed
from musrenbang.models import Agency, Proposal
from musrenbang.queries.search import by_number
from musrenbang.queries.timeline import village_figures
from musrenbang.states import PUBLIC, Reason, TransferTarget


class AgencyField(forms.ModelChoiceField):
    """A body of the regency from the list the administrator keeps."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Agency.objects.none(), empty_label="Pilih perangkat daerah", **kwargs)


class DeedForm(OnceForm):
    """The words an officer adds to a step; public with it."""

    note = CleanText(
        label="Penjelasan untuk warga",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca semua orang. Tulis dengan kata sederhana.",
    )
    keadaan = forms.CharField(widget=forms.HiddenInput, required=False)  # the state the officer saw
    verb: Any = None

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        self.proposal = proposal
        kwargs["initial"] = {"keadaan": proposal.state, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "note"] + ["note"])
        for field in self.fields.values():
            if isinstance(field, AgencyField):
                field.queryset = Agency.objects.holding_for(proposal.cycle.region_id)

    def values(self) -> dict[str, Any]:
        """Arguments of the verb."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("kunci", "keadaan")}

    def save(self, *, by: Any) -> Any:
        if self.cleaned_data["keadaan"] in PUBLIC:  # the verb compares it with the state it finds
            self.proposal.state = self.cleaned_data["keadaan"]
        return type(self).verb(by=by, proposal=self.proposal, **self.values())


class ReasonForm(DeedForm):
    """A refusal or a return: the reason code and words are owed."""

    reason = forms.ChoiceField(label="Kode alasan", choices=[("", "Pilih alasan"), *Reason.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = True
        self.fields["note"].help_text = "Paling sedikit 20 huruf. Dibaca semua orang."

    def clean_note(self) -> str:
        note = self.cleaned_data["note"]
        if len(note) < 20:
            raise forms.ValidationError("Tulis penjelasan, paling sedikit 20 huruf.")
        return note


class VerifyVillageForm(DeedForm):
    """Verification with the figures the village recommends."""

    verb = services.verify_village
    quantity = DecimalText(
        label="Volume yang direkomendasikan", required=False, min_value=0.01, max_digits=14, decimal_places=2
    )
    cost = RupiahField(label="Anggaran yang direkomendasikan", required=False, min_value=1)
    wording = CleanText(
        label="Rumusan yang direkomendasikan",
        max_length=300,
        required=False,
        help_text="Kosongkan bila sama dengan judul warga, yang tetap tampil.",
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "quantity": as_typed(proposal.quantity),
            "cost": as_typed(proposal.estimated_cost),
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, proposal=proposal, **kwargs)


class VerifyDistrictForm(VerifyVillageForm):
    """Verification by the kecamatan, starting from the village's figures, with the agency the work is meant for."""

    verb = services.verify_district
    agency = AgencyField(label="Perangkat daerah tujuan", required=False)

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        asked = {name: as_typed(value) for name, value in village_figures(proposal).items()}
        asked["agency"] = proposal.agency_final_id or proposal.agency_first_id
        super().__init__(*args, proposal=proposal, **{**kwargs, "initial": asked | (kwargs.get("initial") or {})})


class DeclineForm(ReasonForm):
    verb = services.decline_proposal


class RefuseForm(ReasonForm):
    verb = services.refuse_proposal


class TransferForm(ReasonForm):
    """Hand over to the body that can do it."""

    verb = services.transfer_proposal
    target = forms.ChoiceField(label="Dialihkan kepada", choices=[("", "Pilih tujuan"), *TransferTarget.choices])


class MergeForm(DeedForm):
    """Join to another proposal, named by its number."""

    verb = services.merge_proposal
    into = forms.CharField(label="Nomor usulan tujuan", max_length=40, help_text="Misalnya 2027/33.23.03/0123")

    def clean_into(self) -> Proposal:
        target = by_number(clean(self.cleaned_data["into"]))
        if target is None:
            raise forms.ValidationError("Nomor ini tidak ditemukan. Periksa nomor usulan tujuan.")
        return target


class PrioritizeForm(DeedForm):
    """The place in the kecamatan's list."""

    verb = services.prioritize_proposal
    rank = CountField(label="Nomor prioritas", min_value=1, max_value=9999)


class ReserveForm(DeedForm):
    verb = services.reserve_proposal


class RkpdForm(DeedForm):
    """Ceiling and agency in the plan."""

    verb = services.enter_rkpd
    amount = RupiahField(label="Pagu RKPD", min_value=1)
    agency = AgencyField(label="Perangkat daerah pelaksana")

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        kwargs["initial"] = {"agency": proposal.agency_final_id, **(kwargs.get("initial") or {})}
        super().__init__(*args, proposal=proposal, **kwargs)


class ApbdForm(DeedForm):
    """Money in the budget."""

    verb = services.enter_apbd
    amount = RupiahField(label="Anggaran APBD", min_value=1)


class StartForm(DeedForm):
    verb = services.start_work


class FinishForm(DeedForm):
    """Done, and what it cost in the end."""

    verb = services.finish_work
    spent = RupiahField(label="Dana terpakai seluruhnya", required=False)


class ProgressForm(DeedForm):
    """How far the work is."""

    verb = services.post_progress
    percent = CountField(label="Kemajuan fisik (%)", min_value=0, max_value=100)
    spent = RupiahField(label="Dana terpakai sampai sekarang")
    photo = forms.FileField(
        label="Foto pekerjaan",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )


class RecordForm(DeedForm):
    """Whose task it is, which money, where it came from, its number in SIPD."""

    verb = services.complete_record
    authority = forms.ChoiceField(
        label="Kewenangan", choices=[("", "Belum ditentukan"), *Authority.choices], required=False
    )
    funding = forms.ChoiceField(
        label="Sumber dana", choices=[("", "Belum ditentukan"), *Funding.choices], required=False
    )
    source = forms.ChoiceField(label="Sumber usulan", choices=Source.choices)
    sipd_id = CleanLine(label="ID usulan SIPD", max_length=40, required=False)

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        known = {name: getattr(proposal, name) for name in ("authority", "funding", "source", "sipd_id")}
        super().__init__(*args, proposal=proposal, **{**kwargs, "initial": known | (kwargs.get("initial") or {})})


# Deed of the lifecycle (and those that change no state) to its form.
FORMS: dict[str, type[DeedForm]] = {
    "verify_village": VerifyVillageForm,
    "verify_district": VerifyDistrictForm,
    "prioritize": PrioritizeForm,
    "reserve": ReserveForm,
    "enter_rkpd": RkpdForm,
    "enter_apbd": ApbdForm,
    "start_work": StartForm,
    "progress": ProgressForm,
    "finish": FinishForm,
    "decline": DeclineForm,
    "refuse": RefuseForm,
    "transfer": TransferForm,
    "merge": MergeForm,
    "record": RecordForm,
}
