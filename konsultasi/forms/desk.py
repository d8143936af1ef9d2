"""What officers type about one input: an answer, a paper written down, a moderator's decision."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils import timezone

from core.forms import CleanLine
from core.once import OnceForm
from dialog.forms import JUDGE, SHOW, JudgeForm
from konsultasi import queries, services
from konsultasi.forms.base import Words
from konsultasi.forms.files import WithFiles
from konsultasi.models import Consultation, Input, Passage, SavedText
from konsultasi.states import OWN_CHANNELS, Disposition, HideReason, InputState

NOT_SAID = ("kunci", "block_id", "lampiran")
Choices = list[tuple[str, str]]


class AnswerForm(OnceForm):
    """The office's answer to one input. `dibaca` names the answer the officer read, so that none is lost unread."""

    disposition = forms.ChoiceField(label="Tanggapan", choices=Disposition.choices, widget=forms.RadioSelect)
    siap = forms.ChoiceField(label="Jawaban siap pakai", required=False)
    explanation = Words(
        label="Penjelasan untuk warga",
        help_text="Dibaca semua orang. Tulis dengan kata sederhana, paling sedikit 20 huruf.",
        max_length=5000,
    )
    dibaca = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, input: Any, texts: Sequence[SavedText] = (), **kwargs: Any) -> None:
        self.input, self.texts = input, {str(text.pk): text for text in texts}
        kwargs["initial"] = self.given() | kwargs.get("initial", {})
        if data is not None and "sisip" in data:
            kwargs["initial"] |= self.inserted(data)
            data = None  # nothing is sent yet: the officer reads on
        super().__init__(data, **kwargs)
        self.fields["siap"].choices = [("", "Pilih jawaban"), *((key, t.title) for key, t in self.texts.items())]  # type: ignore[attr-defined]
        if not texts:
            del self.fields["siap"]

    def given(self) -> dict[str, Any]:
        """The answer as it stands."""
        answer = self.input.answer
        if answer is None:
            return {}
        return {"disposition": answer.disposition, "explanation": answer.explanation, "dibaca": answer.stamp}

    def inserted(self, data: Mapping[str, str]) -> dict[str, Any]:
        """What was typed, with the chosen saved text below it."""
        typed = {name: data.get(name, "") for name in ("disposition", "explanation", "dibaca", "kunci")}
        text = self.texts.get(data.get("siap", ""))
        words = [typed["explanation"].strip(), text.text if text else ""]
        typed |= {"explanation": "\n\n".join(part for part in words if part)[:5000]}
        return {name: value for name, value in typed.items() if value or name != "kunci"}

    @property
    def words(self) -> dict[str, str]:
        """What the verbs want of an answer."""
        return {name: self.cleaned_data[name] for name in ("disposition", "explanation")}

    def save(self, *, by: Any) -> Input:
        if self.input.answer:
            services.revise_answer(by=by, input=self.input, seen=self.cleaned_data["dibaca"], **self.words)
        else:
            services.answer_input(by=by, input=self.input, **self.words)
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


class RecordForm(WithFiles, OnceForm):
    """An input given at a meeting, in a letter or by WhatsApp, typed by the office."""

    channel = forms.ChoiceField(
        label="Cara diterima",
        choices=[choice for choice in Input.Channel.choices if choice[0] not in OWN_CHANNELS],
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
        data = {name: value for name, value in self.cleaned_data.items() if name not in NOT_SAID}
        passage = self.passages.get(self.cleaned_data["block_id"])
        return services.record_input(by=by, consultation=self.consultation, passage=passage, files=self.key, **data)


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
        offered: queries.Offered,
        places: Choices,
        draft: int | None,
    ) -> None:
        super().__init__(initial={name: params.get(name, "") for name in self.base_fields})
        self.draft = draft  # the one chosen, where it is one of these
        mine = [("saya", "Saya"), ("kosong", "Belum ada petugas")]
        self._offer("rancangan", [("", "Semua rancangan"), *offered.drafts])
        self._offer("bagian", [("", "Semua bagian"), *places])
        self._offer("unit", [("", "Semua unit"), ("saya", "Unit saya"), ("kosong", "Tanpa unit"), *offered.units])
        self._offer("petugas", [("", "Semua petugas"), *mine, *offered.owners])
        self._offer("tanda", [("", "Semua tanda"), *offered.tags])
        for name, found in (("bagian", places), ("tanda", offered.tags)):
            if not found:
                del self.fields[name]

    def _offer(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
