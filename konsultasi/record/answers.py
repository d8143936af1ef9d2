"""The answer to an input as it stands, or as it stood at an earlier moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from accounts.models import Role
from audit.models import Entry
from konsultasi.models import Input
from konsultasi.states import VOICES, Disposition


@dataclass(frozen=True)
class Answer:
    """What the office does with an input, why, in which role and when; `late` in working days."""

    disposition: Disposition
    explanation: str
    role: str
    on: date
    late: int
    revised: bool

    @property
    def voice(self) -> str:
        return VOICES[self.disposition]

    @property
    def signed(self) -> str:
        """Who and when, in public: the role and the day."""
        mended = ", diperbaiki" if self.revised else ""
        return ", ".join(filter(None, [self.role, f"{self.on:%d-%m-%Y}{mended}"]))


def role_in_words(role: str) -> str:
    return str(Role(role).label) if role in Role.values else ""


def answer_now(entry: Input) -> Answer | None:
    """The answer as it is published now."""
    response = entry.answer
    if response is None:
        return None
    return Answer(
        disposition=Disposition(response.disposition),
        explanation=response.explanation,
        role=response.role_name,
        on=timezone.localdate(response.revised_at or response.at),
        late=response.late_days,
        revised=response.revised_at is not None,
    )


def answers_before(entries: Iterable[Input], moment: datetime) -> dict[int, Answer]:
    """Answers as they stood before `moment`, by the key of the input; one query where any was mended since.

    An answer that was mended later is taken from the trail, which keeps the words of every one of its states.
    """
    found: dict[int, Answer] = {}
    mended: dict[str, Input] = {}
    for entry in entries:
        response = entry.answer
        if response is None or response.at >= moment:
            continue
        if response.revised_at is not None and response.revised_at >= moment:
            mended[str(entry.pk)] = entry
        elif answer := answer_now(entry):
            found[entry.pk] = answer
    if mended:
        rows = Entry.objects.filter(target_type="konsultasi.input", target_id__in=list(mended), at__lt=moment)
        rows = rows.filter(verb__in=("answer", "revise")).select_related("note").order_by("id")
        for row in rows:  # the last one before the moment stays
            entry = mended[row.target_id]
            found[entry.pk] = _from_trail(row, entry)
    return found


def _from_trail(row: Entry, entry: Input) -> Answer:
    note = getattr(row, "note", None)
    return Answer(
        disposition=Disposition(row.data["disposition"]),
        explanation=note.text if note else "",
        role=role_in_words(row.role),
        on=timezone.localdate(row.at),
        late=entry.response.late_days,
        revised=row.verb == "revise",
    )
