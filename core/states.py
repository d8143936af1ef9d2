"""Lifecycles as tables: what can happen to a thing, from where, to where, by whose right.

A room lists its transitions in `states.py`; `audit.services.move` is the only code that follows one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


class StateError(Exception):
    """The deed does not fit the state the thing is in now, or someone else was faster. Its text is for people."""


@dataclass(frozen=True)
class Transition:
    """One row: the deed `name` brings a thing from any of `sources` to `target`.

    `rule` is the permission asked of the actor; `reasons` are the allowed reason codes (empty: none asked);
    `needs_note` demands words; `tells` names the notification kind its followers get ("" = nobody).
    `label` is the button, `done` the line on the public timeline.
    """

    name: str
    sources: frozenset[str]
    target: str
    rule: str
    label: str
    done: str
    needs_reason: bool = False
    needs_note: bool = False
    tells: str = ""


class Lifecycle:
    """A table of transitions with the questions asked of it."""

    def __init__(self, *rows: Transition, reasons: Iterable[str] = ()) -> None:
        self.rows = rows
        self.reasons = frozenset(reasons)

    def __iter__(self) -> Iterator[Transition]:
        return iter(self.rows)

    def row(self, name: str, state: str) -> Transition:
        """The row for this deed from this state; StateError where there is none."""
        for row in self.rows:
            if row.name == name and state in row.sources:
                return row
        raise StateError("Langkah ini tidak dapat dilakukan pada keadaan sekarang. Muat ulang halaman.")

    def next(self, state: str) -> list[Transition]:
        """Rows that leave this state, in table order."""
        return [row for row in self.rows if state in row.sources]


def row(
    name: str,
    sources: str,
    target: str,
    rule: str,
    label: str,
    done: str,
    *,
    reason: bool = False,
    note: bool = False,
    tells: str = "",
) -> Transition:
    """Shorthand for tables: `sources` is one string, states divided by blanks."""
    return Transition(name, frozenset(sources.split()), target, rule, label, done, reason, note, tells)
