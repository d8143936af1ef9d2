"""Opening a finished case again by the office, and closing it after what was mended."""

from typing import Any

from django import forms

from musrenbang.forms.desk import DeedForm
from musrenbang.forms.fixed import picture
from musrenbang.services.fixed import close_again, recall_work


class ExplainedForm(DeedForm):
    """Words are owed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = True
        self.fields["note"].help_text = "Paling sedikit 20 huruf. Dibaca semua orang."

    def clean_note(self) -> str:
        note: str = self.cleaned_data["note"]
        if len(note) < 20:
            raise forms.ValidationError("Tulis penjelasan, paling sedikit 20 huruf.")
        return note


class RecallForm(ExplainedForm):
    verb = recall_work


class CloseAgainForm(ExplainedForm):
    """What was mended, with a picture of it."""

    verb = close_again
    photo = picture("Foto sesudah diperbaiki", required=True)
