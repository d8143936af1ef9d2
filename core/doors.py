"""What people can take part in now, told by every room in one shape, so that the portal asks one question for all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from core.together import labelled


@dataclass(frozen=True)
class Door:
    """One thing that is open; what `number` and `amount` (rupiah) mean is the room's own."""

    title: str
    url: str
    closes_at: datetime
    number: int
    amount: int


def doors(
    kind: str, rows: Any, *, title: Any, url: Any, number: Any, amount: Any, until: Any = "closes_at"
) -> QuerySet[Any, Any]:
    """Open rows of a room, which close at `until`, as (kind, *fields of a Door)."""
    return labelled(kind, rows, title, url, until, number, amount)
