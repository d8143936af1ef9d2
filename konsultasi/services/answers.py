"""Verbs of the office: answer an input with reasons, mend the answer in public."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import move, record
from core import clock
from core.states import StateError, Transition
from konsultasi.guesting import tell_guest
from konsultasi.kept import touch
from konsultasi.models import Group, Input, InputSupport, Response
from konsultasi.services.inputs import count
from konsultasi.services.news import tell_of
from konsultasi.services.wholes import follow_parts, hold_wholes
from konsultasi.states import Disposition
from wilayah.queries import holidays

FASTER = "Petugas lain baru saja menjawab masukan ini. Muat ulang halaman untuk membaca jawabannya."


def days_late(due_on: date, day: date) -> int:
    """Working days between the due date and `day`; 0 when in time."""
    return clock.working_days_left(due_on, day, holidays()) if day > due_on else 0


def check_disposition(disposition: str) -> None:
    if disposition not in Disposition.values:
        raise ValidationError({"disposition": "Pilih tanggapan."})


def supporters(*inputs: Input) -> list[Any]:
    """People who stand behind what was said, or behind the whole it is a part of: they hear of its answer too."""
    keys = {entry.pk for entry in inputs} | {entry.origin_id for entry in inputs if entry.origin_id}
    return [row.user for row in InputSupport.objects.filter(input__in=keys).select_related("user")]


def tell_answer(input: Input, kind: str, word: str, by: Any, occasion: str) -> None:
    """Tell the author and who supported her; who follows the draft hears of it once a day."""
    tell_of(
        input.consultation,
        kind=kind,
        words=f"masukan nomor {input.number} dijawab",
        text=f"{word}: masukan nomor {input.number} tentang {input.place}, {input.consultation.title}"[:300],
        occasion=occasion,
        url=input.get_absolute_url(),
        by=by,
        also=[input.author, *supporters(input)],
        regions=False,
    )
    tell_guest(input, f"{word}: masukan Anda nomor {input.number} tentang {input.place}.")


def give(
    *, by: Any, input: Input, disposition: str, explanation: str, group: Group | None
) -> tuple[Response, Transition]:
    """Store the answer to one input and move its state; counters and telling are the caller's."""
    data: dict[str, Any] = {"disposition": disposition} | ({"group": group.pk} if group else {})
    row = move(input, "answer", by=by, note=explanation, data=data, also={"group": group})
    response = Response.objects.create(
        input=input,
        disposition=disposition,
        explanation=explanation.strip(),
        by=by,
        role=by.acting_role(input),
        late_days=days_late(input.due_on, timezone.localdate()),
        group=group,
    )
    return response, row


def count_answered(consultation: Any, entries: Collection[Input]) -> None:
    """Count what people gave that is answered now: an input that was split with the last of its parts."""
    alone = sum(entry.origin_id is None for entry in entries)
    count(consultation, answered_count=alone + follow_parts(entries))


@transaction.atomic
def answer_input(*, by: Any, input: Input, disposition: str, explanation: str) -> Response:
    """Give the office's answer: what it does with the input, and why in at least 20 letters.

    An input with an answer of its own belongs to no group any more.
    """
    check_disposition(disposition)
    hold_wholes([input])
    group_id = input.group_id
    response, row = give(by=by, input=input, disposition=disposition, explanation=explanation, group=None)
    if group_id:
        record(by=by, verb="leave_group", target=input, data={"group": group_id})
    count_answered(input.consultation, [input])
    tell_answer(input, row.tells, response.get_disposition_display(), by, f"jawaban:{input.pk}")
    touch(input.consultation)
    return response


@transaction.atomic
def revise_answer(*, by: Any, input: Input, disposition: str, explanation: str, seen: str | None = None) -> Response:
    """Mend an answer; the earlier words stay readable in the trail. An answer given to a group parts from it here.

    `seen` is the stamp of the answer the officer read: StateError where a colleague wrote another one meanwhile.
    """
    check_disposition(disposition)
    row = move(input, "revise", by=by, note=explanation, data={"disposition": disposition}, also={"group": None})
    response = Response.objects.select_for_update().get(input=input)
    if seen is not None and seen != response.stamp:
        raise StateError(FASTER)
    if response.group_id:
        record(by=by, verb="leave_group", target=input, data={"group": response.group_id})
    mend(response, by, disposition, explanation, group=None)
    occasion = f"jawaban:{input.pk}:{response.revised_at:%Y%m%d%H%M%S}"
    tell_answer(input, row.tells, f"Jawaban diperbaiki, {response.get_disposition_display()}", by, occasion)
    touch(input.consultation)
    return response


def mend(response: Response, by: Any, disposition: str, explanation: str, group: Group | None) -> None:
    """Put new words in the place of an answer's."""
    response.disposition, response.explanation = disposition, explanation.strip()
    response.by, response.role, response.revised_at = by, by.acting_role(response.input), timezone.now()
    response.group = group
    response.save()
