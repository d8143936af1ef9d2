"""Three taps about a session, without a name."""

import uuid
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from acara.states import LIVE, EventState
from core.ratelimit import demand
from core.states import StateError
from literasi.models import Feedback, Session
from literasi.services.sessions import touched

OPEN_FOR = timedelta(days=7)  # after the end


def takes_feedback(session: Session) -> bool:
    """Whether people may say now how it was: from its start until a week after."""
    event = session.event
    live = event.state in LIVE | {EventState.HELD}
    return bool(live and event.starts_at <= timezone.now() < event.ends_at + OPEN_FOR)


@transaction.atomic
def give_feedback(*, session: Session, key: uuid.UUID, marks: dict[str, int], source: str = "") -> bool:
    """Keep three faces; the same key again counts once. Whether it was new."""
    if not takes_feedback(session):
        raise StateError("Pendapat diterima sejak sesi mulai sampai tujuh hari sesudahnya.")
    if set(marks) != {"clear", "useful", "welcome"} or any(mark not in (1, 2, 3, 4) for mark in marks.values()):
        raise ValidationError("Pilih satu wajah untuk tiap pertanyaan.")
    if Feedback.objects.filter(pk=key).exists():
        return False
    # One phone goes round in the hall, or all share its line: a hundred in ten minutes is a full hall.
    demand("literasi-pendapat", source, capacity=120, per=600)
    Feedback.objects.create(pk=key, session=session, **marks)
    touched(session)
    return True


def words(mark: Any) -> str:
    """A face in words."""
    return {1: "Tidak", 2: "Kurang", 3: "Ya", 4: "Ya, sekali"}.get(mark, "")
