"""What an officer types for the berita acara: number, day, place, and who signs."""

from typing import Any

from django import forms
from django.utils import timezone

from core.forms import CleanLine
from core.once import OnceForm
from konsultasi.forms.base import Words
from konsultasi.models import Consultation, Minutes
from konsultasi.services.record import MOST_SIGNERS, write_minutes


class MinutesForm(OnceForm):
    """The paper's own details; the counts come from the inputs."""

    number = CleanLine(label="Nomor berita acara", max_length=60, required=False)
    day = forms.DateField(
        label="Tanggal",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Tulis tanggal, misalnya 2026-12-31."},
    )
    place = CleanLine(label="Tempat", help_text="Misalnya Kantor Kecamatan Temanggung.", max_length=120)
    note = Words(label="Catatan", help_text="Dibaca semua orang.", max_length=2000, required=False)

    def __init__(self, *args: Any, consultation: Consultation, minutes: Minutes | None, **kwargs: Any) -> None:
        kwargs["initial"] = _initial(consultation, minutes)
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        for place in range(1, MOST_SIGNERS + 1):
            first = place == 1
            self.fields[f"name_{place}"] = CleanLine(label="Nama", max_length=120, required=first)
            self.fields[f"office_{place}"] = CleanLine(label="Jabatan", max_length=160, required=first)

    @property
    def signer_fields(self) -> list[tuple[int, Any, Any]]:
        """Pairs of fields, numbered from one."""
        return [(n, self[f"name_{n}"], self[f"office_{n}"]) for n in range(1, MOST_SIGNERS + 1)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for place in range(2, MOST_SIGNERS + 1):
            name, office = data.get(f"name_{place}", ""), data.get(f"office_{place}", "")
            if bool(name) != bool(office):
                missing = "office" if name else "name"
                self.add_error(f"{missing}_{place}", f"Isi nama dan jabatan penanda tangan {place}.")
        return data

    def save(self, *, by: Any) -> str:
        """Write it; then to the page where it stands."""
        data = self.cleaned_data
        pairs = [(data[f"name_{n}"], data[f"office_{n}"]) for n in range(1, MOST_SIGNERS + 1)]
        write_minutes(
            by=by,
            consultation=self.consultation,
            number=data["number"],
            place=data["place"],
            day=data["day"],
            note=data["note"],
            signers=[{"name": name, "office": office} for name, office in pairs if name],
        )
        return f"{self.consultation.url}berita-acara/"


def _initial(consultation: Consultation, minutes: Minutes | None) -> dict[str, Any]:
    """What was typed before, else today at the office."""
    if minutes is None:
        return {"day": timezone.localdate(), "place": consultation.responsible[:120]}
    known: dict[str, Any] = {name: getattr(minutes, name) for name in ("number", "day", "place", "note")}
    for place, signer in enumerate(minutes.signers, start=1):
        known |= {f"name_{place}": signer["name"], f"office_{place}": signer["office"]}
    return known
