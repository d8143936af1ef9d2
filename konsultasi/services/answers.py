"""Verbs of the office: answer an input with reasons, mend the answer in public."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import move
from core import clock
from konsultasi.kept import touch
from konsultasi.models import Input, Response
from konsultasi.services.inputs import count
from konsultasi.states import Disposition
from notifications.services import tell
from wilayah.queries import holidays


def days_late(due_on: date, day: date) -> int:
    """Working days between the due date and `day`; 0 when in time."""
    return clock.working_days_left(due_on, day, holidays()) if day > due_on else 0


def check_disposition(disposition: str) -> None:
    if disposition not in Disposition.values:
        raise ValidationError({"disposition": "Pilih tanggapan."})


def tell_answer(input: Input, kind: str, word: str, by: Any, occasion: str) -> None:
    """Tell the author and everybody who follows the draft."""
    tell(
        input.consultation.topic,
        kind=kind,
        text=f"{word}: masukan nomor {input.number} tentang {input.place}, {input.consultation.title}"[:300],
        occasion=occasion,
        url=input.get_absolute_url(),
        skip=by,
        also=[input.author] if input.author is not None else [],
        regions=False,
    )


@transaction.atomic
def answer_input(*, by: Any, input: Input, disposition: str, explanation: str) -> Response:
    """Give the office's answer: what it does with the input, and why in at least 20 letters."""
    check_disposition(disposition)
    row = move(input, "answer", by=by, note=explanation, data={"disposition": disposition})
    response = Response.objects.create(
        input=input,
        disposition=disposition,
        explanation=explanation.strip(),
        by=by,
        role=by.acting_role(input),
        late_days=days_late(input.due_on, timezone.localdate()),
    )
    count(input.consultation, answered_count=1)
    tell_answer(input, row.tells, response.get_disposition_display(), by, f"jawaban:{input.pk}")
    touch(input.consultation)
    return response


@transaction.atomic
def revise_answer(*, by: Any, input: Input, disposition: str, explanation: str) -> Response:
    """Mend an answer; the earlier words stay readable in the trail."""
    check_disposition(disposition)
    row = move(input, "revise", by=by, note=explanation, data={"disposition": disposition})
    response = Response.objects.select_for_update().get(input=input)
    response.disposition, response.explanation = disposition, explanation.strip()
    response.by, response.role, response.revised_at = by, by.acting_role(input), timezone.now()
    response.save()
    occasion = f"jawaban:{input.pk}:{response.revised_at:%Y%m%d%H%M%S}"
    tell_answer(input, row.tells, f"Jawaban diperbaiki, {response.get_disposition_display()}", by, occasion)
    touch(input.consultation)
    return response
