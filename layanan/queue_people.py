"""Whose work the counters are: the way to them stands at the desk."""

from typing import Any

from accounts.registry import DeskItem
from layanan.rules import AT_COUNTER


def desk_queue(user: Any) -> list[DeskItem]:
    """Nothing: who waits in the hall stands on the counter's own page, not among the desk's cases."""
    return []


def desk_tools(user: Any) -> list[tuple[str, str]]:
    """The list of counters, for those who may sit at one; asked on every page of the desk, so of roles alone."""
    sits = any(mandate.role in AT_COUNTER for mandate in user.mandates_now)
    return [("Antrean", "/petugas/antrean/")] if sits else []
