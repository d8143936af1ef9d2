"""Files beside a form: what was uploaded once is kept when something else has to be mended."""

import uuid
from typing import Any

from django import forms

from core.text import whole_number
from konsultasi.models import Attachment
from konsultasi.services import attachments


class ManyFiles(forms.ClearableFileInput):
    """The control for several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; they are judged when they are held."""

    widget = ManyFiles(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> Any:
        return data


class WithFiles(forms.Form):
    """Up to three pictures or PDFs. Call `hold(by)` before the form is judged."""

    lampiran = FilesField(
        label="Lampiran",
        required=False,
        help_text="Paling banyak 3 foto atau PDF, hanya dibaca petugas. Hindari wajah orang dan NIK.",
    )

    @property
    def key(self) -> uuid.UUID | None:
        try:
            return uuid.UUID(str(self.data.get("kunci", "")))
        except ValueError:
            return None

    def hold(self, by: Any) -> None:
        """Keep the files that came along, throw away those she ticked, say by name what was refused."""
        if not self.is_bound or self.key is None:
            return
        drop = [n for word in self.data.getlist("buang") if (n := whole_number(word, 18)) is not None]
        attachments.drop_held(by=by, key=self.key, keys=drop)
        refused = attachments.hold_files(by=by, key=self.key, uploads=self.files.getlist("lampiran"))
        self.held: list[Attachment] = attachments.held_files(by, self.key)
        self.is_valid()
        for message in refused:
            self.add_error("lampiran", message)
