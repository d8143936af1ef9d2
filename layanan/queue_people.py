"""Whose work the counters are: the way to them stands at the desk."""

from typing import Any

from accounts.registry import DeskItem
from layanan.models import QueueOffice


def desk_queue(user: Any) -> list[DeskItem]:
    """Nothing: who waits in the hall stands on the counter's own page, not among the desk's cases."""
    return []


def desk_tools(user: Any) -> list[tuple[str, str]]:
    """The list of counters, for those who may sit at one."""
    offices = QueueOffice.objects.filter(active=True)
    return [("Antrean", "/petugas/antrean/")] if any(user.has_perm("layanan.serve", o) for o in offices) else []
