"""An input that was split, and its parts: held together, and said to be done when the last part is answered.

Locks are taken in one order: first the inputs that were split, then the others by key. Whoever touches a part takes
its whole before it.
"""

from collections.abc import Iterable

from audit.services import move
from konsultasi.models import Input
from konsultasi.states import DONE, WHOLES, InputState


def hold_wholes(entries: Iterable[Input]) -> None:
    """Lock the inputs these are parts of, before their parts are touched."""
    keys = {entry.origin_id for entry in entries if entry.origin_id}
    if keys:
        list(Input.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def follow_parts(entries: Iterable[Input]) -> int:
    """Say of the inputs these are parts of which ones are answered now; how many became so. Their locks are held."""
    keys = {entry.origin_id for entry in entries if entry.origin_id}
    done = 0
    for whole in Input.objects.filter(pk__in=keys, state=InputState.DIVIDED).order_by("pk"):
        states = set(whole.parts.values_list("state", flat=True))
        if InputState.ANSWERED in states and InputState.OPEN not in states:
            move(whole, "complete", by=None)
            done += 1
    return done


def family(entry: Input) -> list[Input]:
    """The input with all that was split from it or that it was split from, locked; the whole first. Most are alone."""
    key = entry.origin_id or entry.pk
    rows = Input.objects.with_people().select_related("consultation__topic").select_for_update(of=("self",))
    whole = rows.get(pk=key)
    if whole.state not in WHOLES | {InputState.HIDDEN}:
        return [whole]
    return [whole, *rows.filter(origin=key).exclude(state=InputState.JOINED).order_by("pk")]


def answered_now(rows: Iterable[Input]) -> int:
    """How many inputs that people gave are answered among these: a split one once, its parts not apart."""
    return sum(row.origin_id is None and row.state in DONE for row in rows)
