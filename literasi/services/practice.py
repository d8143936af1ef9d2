"""Thirty days after a session: is it used? People with an account are asked there, the others are rung."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from acara.models import Attendance
from audit.services import record
from core.periodic import one_by_one
from core.states import StateError
from literasi.models import Practice, Session
from literasi.services.sessions import touched
from literasi.states import Used
from notifications.services import tell_person

AFTER = timedelta(days=30)
OPEN_FOR = timedelta(days=60)  # after the question went out


def is_asking(session: Session) -> bool:
    """Whether the question may be answered now."""
    return session.asked_at is not None and timezone.now() < session.asked_at + OPEN_FOR


def ask_all() -> int:
    """Ask the people of sessions held thirty days ago (periodic job); how many sessions."""
    over = Session.objects.held().filter(asked_at__isnull=True, event__ends_at__lte=timezone.now() - AFTER)
    return one_by_one(list(over.order_by("pk")[:20]), ask)


@transaction.atomic
def ask(session: Session) -> None:
    """Send the question to those who came with an account; the others stand on the list of calls."""
    held = Session.objects.select_for_update(of=("self",)).select_related("event__topic").get(pk=session.pk)
    if held.asked_at is not None:
        return
    Session.objects.filter(pk=held.pk).update(asked_at=timezone.now())
    for row in Attendance.objects.filter(event=held.event, present=True, person__isnull=False).select_related("person"):
        tell_person(
            user=row.person,
            kind="sesi_dipakai",
            text=f"Satu pertanyaan tentang {held.event.title}: apakah Anda memakai yang dipelajari?",
            url=reverse("literasi:practice", args=[held.pk]),
            occasion=f"literasi:{held.pk}:dipakai",
            topic=held.event.topic,
        )


@transaction.atomic
def answer_practice(*, by: Any, attendance: Attendance, used: str) -> Practice:
    """Say whether it is used: the participant, or the facilitator who rang her. Another word replaces the first."""
    session = Session.objects.select_related("event__topic", "event__region").get(event_id=attendance.event_id)
    if attendance.person_id != by.pk and not by.has_perm("literasi.run", session):
        raise PermissionDenied("Anda tidak berwenang menjawab pertanyaan ini.")
    if used not in Used.values:
        raise ValidationError({"used": "Pilih salah satu jawaban."})
    if not attendance.present:
        raise ValidationError("Orang ini tidak ada dalam daftar hadir sesi.")
    if not is_asking(session):
        raise StateError("Pertanyaan ini diajukan 30 hari sesudah sesi, dan dapat dijawab selama 60 hari.")
    row, _ = Practice.objects.update_or_create(
        session=session, attendance=attendance, defaults={"used": used, "by": by, "at": timezone.now()}
    )
    record(by=by, verb="answer_practice", target=session, data={})
    touched(session)
    return row
