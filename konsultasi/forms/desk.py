"""What officers type about one input: an answer, a paper written down, a moderator's decision."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone

from core.forms import CleanLine
from core.once import OnceForm
from dialog.forms import JUDGE, SHOW, JudgeForm
from konsultasi import queries, services
from konsultasi.forms.base import Words
from konsultasi.models import Consultation, Input, Passage
from konsultasi.states import Disposition, HideReason, InputState

Choices = list[tuple[str, str]]


class AnswerForm(OnceForm):
    """The office's answer to one input."""

    disposition = forms.ChoiceField(label="Tanggapan", choices=Disposition.choices, widget=forms.RadioSelect)
    explanation = Words(
        label="Penjelasan untuk warga",
        help_text="Dibaca semua orang. Tulis dengan kata sederhana, paling sedikit 20 huruf.",
        max_length=5000,
    )

    def __init__(self, *args: Any, input: Input, **kwargs: Any) -> None:
        if answer := input.answer:
            kwargs["initial"] = {"disposition": answer.disposition, "explanation": answer.explanation}
        super().__init__(*args, **kwargs)
        self.input = input

    def save(self, *, by: Any) -> Input:
        verb = services.revise_answer if self.input.answer else services.answer_input
        verb(
            by=by,
            input=self.input,
            disposition=self.cleaned_data["disposition"],
            explanation=self.cleaned_data["explanation"],
        )
        return self.input


class ModerateForm(JudgeForm):
    """Hide an input with a reason, leave it as it is, or show it again."""

    def __init__(self, *args: Any, input: Input, **kwargs: Any) -> None:
        super().__init__(*args, deeds=SHOW if input.state == InputState.HIDDEN else JUDGE, **kwargs)
        self.input = input
        if "reason" in self.fields:
            self.fields["reason"].choices = [("", "Pilih alasan"), *HideReason.choices]  # type: ignore[attr-defined]

    def save(self, *, by: Any) -> str:
        """Call the verb; then back to the moderators' queue."""
        note = self.cleaned_data["note"]
        match self.cleaned_data["decision"]:
            case "hide":
                services.hide_input(by=by, input=self.input, reason=self.cleaned_data["reason"], note=note)
            case "restore":
                services.restore_input(by=by, input=self.input, note=note)
            case _:
                services.keep_input(by=by, input=self.input, note=note)
        return reverse("dialog:queue")


class RecordForm(OnceForm):
    """An input given at a meeting, in a letter or by WhatsApp, typed by the office."""

    channel = forms.ChoiceField(
        label="Cara diterima",
        choices=[choice for choice in Input.Channel.choices if choice[0] != Input.Channel.WEB],
        widget=forms.RadioSelect,
    )
    received_on = forms.DateField(
        label="Tanggal diterima",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Tulis tanggal, misalnya 2026-12-31."},
    )
    giver = CleanLine(
        label="Pemberi masukan",
        help_text="Tampil di halaman publik. Nama orang hanya dengan izinnya.",
        max_length=120,
        required=False,
    )
    block_id = forms.ChoiceField(label="Bagian rancangan", required=False)
    kind = forms.ChoiceField(label="Jenis masukan", choices=Input.Kind.choices, widget=forms.RadioSelect)
    body = Words(label="Isi masukan", max_length=5000)
    proposed = Words(label="Rumusan usulan", max_length=5000, required=False)

    def __init__(self, *args: Any, consultation: Consultation, passages: list[Passage], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"received_on": timezone.localdate()})
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        self.passages = {passage.block_id: passage for passage in passages}
        places = [(passage.block_id, passage.label) for passage in passages]
        self.fields["block_id"].choices = [("", "Seluruh rancangan"), *places]  # type: ignore[attr-defined]

    def save(self, *, by: Any) -> Input:
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("kunci", "block_id")}
        passage = self.passages.get(self.cleaned_data["block_id"])
        return services.record_input(by=by, consultation=self.consultation, passage=passage, **data)


class DeskFilterForm(forms.Form):
    """Which work to list; shows what the address chose and ignores what it does not know."""

    rancangan = forms.ChoiceField(label="Rancangan")
    bagian = forms.ChoiceField(label="Bagian")
    status = forms.ChoiceField(label="Status", choices=[*queries.DESK_STATUS.items()])
    jenis = forms.ChoiceField(label="Jenis", choices=[("", "Semua jenis"), *Input.Kind.choices])
    unit = forms.ChoiceField(label="Unit")
    petugas = forms.ChoiceField(label="Petugas")
    tanda = forms.ChoiceField(label="Tanda")
    urut = forms.ChoiceField(label="Urutkan", choices=[*queries.DESK_SORTS.items()])
    mark_optional = False

    def __init__(
        self,
        params: Mapping[str, str],
        *,
        drafts: Choices,
        units: Choices,
        owners: Choices,
        tags: Choices,
        places: Choices,
    ) -> None:
        super().__init__(initial={name: params.get(name, "") for name in self.base_fields})
        mine = [("saya", "Saya"), ("kosong", "Belum ada petugas")]
        self._offer("rancangan", [("", "Semua rancangan"), *drafts])
        self._offer("bagian", [("", "Semua bagian"), *places])
        self._offer("unit", [("", "Semua unit"), ("kosong", "Tanpa unit"), *units])
        self._offer("petugas", [("", "Semua petugas"), *mine, *owners])
        self._offer("tanda", [("", "Semua tanda"), *tags])
        for name, found in (("bagian", places), ("tanda", tags)):
            if not found:
                del self.fields[name]

    def _offer(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
