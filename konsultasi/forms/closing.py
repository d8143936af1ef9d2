"""What an officer types to end a consultation."""

from typing import Any

from core.once import OnceForm
from konsultasi import services
from konsultasi.forms.base import Words
from konsultasi.models import Consultation


class CloseForm(OnceForm):
    """The end of the work on a draft's inputs, with the reason where some stay without an answer."""

    reason = Words(
        label="Alasan masukan tidak dijawab",
        help_text="Tampil di halaman rancangan. Wajib bila ada masukan yang belum dijawab, paling sedikit 20 huruf.",
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, consultation: Consultation, waiting: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        if not waiting:
            del self.fields["reason"]

    def save(self, *, by: Any) -> Consultation:
        reason = self.cleaned_data.get("reason", "")
        services.close_consultation(by=by, consultation=self.consultation, reason=reason)
        return self.consultation
