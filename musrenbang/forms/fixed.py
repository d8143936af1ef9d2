"""Answering the question after the end of a work, and judging an answer."""

from typing import Any

from django import forms

from core.forms import CleanText
from core.once import OnceForm
from dialog.states import HideReason
from musrenbang.commitment_choices import Verdict
from musrenbang.models import FixAnswer, FixQuestion
from musrenbang.services.fixed import answer_question, hide_answer


def picture(label: str, *, required: bool = False, hint: str = "") -> forms.FileField:
    """A box for one picture."""
    accept = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
    return forms.FileField(label=label, required=required, widget=accept, help_text=hint)


class FixAnswerForm(OnceForm):
    """Whether the work is done and works, in a word, with words and a picture where there is more to say."""

    verdict = forms.ChoiceField(label="Sudah selesai dan berfungsi?", choices=Verdict.choices, widget=forms.RadioSelect)
    words = CleanText(
        label="Penjelasan",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Wajib diisi bila sebagian atau belum. Dibaca semua orang, tanpa nama Anda.",
    )
    photo = picture("Foto", hint="Dilihat semua orang, tanpa nama Anda. Hindari wajah orang.")

    def __init__(self, *args: Any, question: FixQuestion, known: FixAnswer | None = None, **kwargs: Any) -> None:
        self.question = question
        given = {"verdict": known.verdict, "words": known.words} if known else {}
        super().__init__(*args, initial=given, **kwargs)

    def save(self, *, by: Any) -> FixAnswer:
        values = {name: self.cleaned_data[name] for name in ("verdict", "words", "photo")}
        return answer_question(by=by, question=self.question, **values)


class HideAnswerForm(OnceForm):
    """Why words and picture are hidden; nothing chosen shows them again."""

    reason = forms.ChoiceField(
        label="Keputusan", choices=[("", "Tampilkan"), *HideReason.choices], required=False, widget=forms.RadioSelect
    )
    note = CleanText(label="Catatan", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, answer: FixAnswer, **kwargs: Any) -> None:
        self.answer = answer
        super().__init__(*args, initial={"reason": answer.hidden_reason}, **kwargs)

    def save(self, *, by: Any) -> FixAnswer:
        return hide_answer(
            by=by, answer=self.answer, reason=self.cleaned_data["reason"], note=self.cleaned_data["note"]
        )
