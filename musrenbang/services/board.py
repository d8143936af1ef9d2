"""Writing on the bulletin board of a round: every line is bound to the line before it."""

from typing import Any

from musrenbang.models import BoardEvent, Round
from musrenbang.sealing import canonical
from musrenbang.tally.merkle import FIRST, link

ROLL, GREW, CHANGED, BATCH, CLOSE = "roll", "roll_grew", "roll_change", "batch", "close"


def post(held: Round, kind: str, **facts: Any) -> BoardEvent:
    """Add one line; the caller holds the round's row, so that two lines never take one number."""
    last = BoardEvent.objects.filter(round=held).order_by("-number").first()
    number, previous = (last.number + 1, last.digest) if last else (1, FIRST)
    body = canonical({"kind": kind, "number": number, "round": held.pk, **facts})
    return BoardEvent.objects.create(round=held, number=number, kind=kind, body=body, digest=link(previous, body))
