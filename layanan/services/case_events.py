"""The log of services: every start, submission and end is one line without a person."""

from datetime import datetime
from typing import Any

from core.pagecache import bump
from layanan.models import CaseEvent
from layanan.models.cases import CaseEventKind

VERSION = "layanan"  # content version of the public board
OUTCOMES = frozenset({CaseEventKind.READY, CaseEventKind.DONE, CaseEventKind.REFUSED, CaseEventKind.CANCELLED})


def note(
    service: Any,
    kind: str,
    channel: str = "",
    *,
    kept: bool | None = None,
    minutes: int | None = None,
    at: datetime | None = None,
) -> CaseEvent:
    """Write one line. `kept` tells whether the promise held, `minutes` how long the office worked."""
    more = {"at": at} if at else {}
    event = CaseEvent(kind=kind, service=service, channel=channel[:10], kept=kept, minutes=minutes, **more)
    event.save(force_insert=True)
    if kind in OUTCOMES:
        bump(VERSION)
    return event
