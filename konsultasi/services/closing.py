"""Verbs of the end: the office says that its work on the inputs of a draft is done."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import record
from core.states import StateError
from konsultasi.kept import touch
from konsultasi.models import Closing, Consultation, Input
from konsultasi.news import voices
from konsultasi.queries import closing_of
from konsultasi.services.handling import require_handler
from konsultasi.services.news import tell_of


@transaction.atomic
def close_consultation(*, by: Any, consultation: Consultation, reason: str = "") -> Closing:
    """Say that the work on a draft's inputs is done; where some have no answer, the reason is published.

    Only after the time for inputs is over. What waits keeps its due date and may still be answered.
    """
    require_handler(by, consultation)
    held = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if timezone.now() < held.closes_at:
        raise StateError("Konsultasi dapat ditutup sesudah masa masukan berakhir.")
    if closing_of(held):
        raise StateError("Konsultasi ini baru saja ditutup petugas lain. Muat ulang halaman.")
    rows = Input.objects.filter(consultation=held)
    total, unanswered = rows.listed().count(), rows.waiting().count()
    reason = reason.strip()
    if unanswered and len(reason) < 20:
        raise ValidationError(
            {"reason": f"{unanswered} masukan belum dijawab. Tulis alasannya, paling sedikit 20 huruf."}
        )
    said = {"total": total, "unanswered": unanswered, "reason": reason[:2000], "by": by, "role": by.acting_role(held)}
    closing, _ = Closing.objects.update_or_create(consultation=held, defaults={"at": timezone.now(), **said})
    record(
        by=by,
        verb="close_consultation",
        target=held,
        note=reason[:2000],
        data={"inputs": total, "unanswered": unanswered},
    )
    left = f", {unanswered} masukan tidak dijawab dengan alasan" if unanswered else ""
    tell_of(
        held,
        kind="konsultasi_selesai",
        words=f"konsultasi selesai{left}",
        text=f"Konsultasi selesai{left}: {held.title}"[:300],
        occasion=f"selesai:{held.pk}:{closing.at:%Y%m%d}",
        url=held.url,
        by=by,
        also=voices(rows.shown()),
    )
    touch(held)
    return closing
