"""What every step of a proposal has in common: the move, the clock, telling people, fresh pages."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit.services import LEAST_NOTE, LONGEST_NOTE, move
from core.states import Transition
from musrenbang.models import Proposal, Ruling, Unit
from musrenbang.services.followup import moved
from musrenbang.states import CLOSED, DONE_TALKING, DUE_DAYS, Reason
from notifications.services import changed_in_public, shorten, tell, update_topic
from wilayah.services import due


def step(
    proposal: Proposal,
    name: str,
    *,
    by: Any,
    reason: str = "",
    note: str = "",
    data: dict[str, Any] | None = None,
    also: dict[str, Any] | None = None,
    ruled: dict[str, Any] | None = None,
    turn: int | None = None,
) -> Transition:
    """Follow one row of the table, keep its ruling, set the next due date, tell people; inside a transaction.

    `also` are columns of the proposal, `ruled` further columns of the ruling. People are told once a `turn`, which is
    the revision where nothing else is said.
    """
    row = proposal.LIFECYCLE.row(name, proposal.state)
    columns = {"due_on": next_due(row.target), "updated_at": timezone.now(), **(also or {})}
    columns.setdefault("ruling", None)
    if row.needs_reason:
        if by is not None and not by.has_perm(row.rule, proposal):
            raise PermissionDenied("Anda tidak berwenang melakukan langkah ini.")
        columns["ruling"] = written_ruling(proposal, name, by=by, reason=reason, note=note, **(ruled or {}))
    left = proposal.state
    move(proposal, name, by=by, reason=reason, note=note, data=data, also=columns)
    moved(proposal, left)
    topic = proposal.public_topic
    if row.target in DONE_TALKING:
        update_topic(topic, comments_until=timezone.now())
    if row.tells:
        tell(
            topic,
            kind=row.tells,
            text=news(proposal, row.done),
            occasion=f"usulan:{proposal.pk}:{name}:{proposal.revision if turn is None else turn}",
            skip=by,
            also=[proposal.proposer],
        )
    changed_in_public(topic)
    return row


def written_ruling(proposal: Proposal, verb: str, *, by: Any, reason: str, note: str, **more: Any) -> Ruling:
    """The row that says why; the database takes none without a code and words."""
    check_ruling(reason, note)
    return Ruling.objects.create(proposal=proposal, verb=verb, by=by, reason=reason, note=note.strip(), **more)


def check_ruling(reason: str, note: str) -> None:
    """Say in words what is missing before the database refuses it."""
    if reason not in Reason.values:
        raise ValidationError({"reason": "Pilih alasan."})
    if not LEAST_NOTE <= len(note.strip()) <= LONGEST_NOTE:
        raise ValidationError({"note": f"Tulis penjelasan, {LEAST_NOTE} sampai {LONGEST_NOTE} huruf."})


def news(proposal: Proposal, words: str) -> str:
    """What followers read: the work by its title, since nobody knows a proposal by its number."""
    end = "" if words.endswith("?") else ":"
    return f"{words}{end} “{shorten(proposal.public_title, 140)}”, usulan {proposal.number}"


def next_due(state: str) -> Any:
    """The day by which the next step is owed, None where no clock runs."""
    if state in CLOSED or state not in DUE_DAYS:
        return None
    return due(DUE_DAYS[state])


def check_quantity(quantity: Decimal | None, unit: Unit | None) -> None:
    """What is counted (people, units, points) is whole; what is measured may be a part."""
    if quantity is None or unit is None or unit.fractional or quantity == quantity.to_integral_value():
        return
    raise ValidationError({"quantity": f"Volume dalam satuan “{unit}” harus bilangan bulat, misalnya 12."})


def figures(**values: Any) -> dict[str, Any]:
    """Figures for the trail: numbers as text, empty ones left out."""
    return {name: str(value) for name, value in values.items() if value not in (None, "")}
