"""What moderators decided about a comment, read from the trail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audit.queries import trail
from dialog.models import Comment
from dialog.states import HideReason


@dataclass(frozen=True)
class Decision:
    """One line of what moderators decided about a comment."""

    at: datetime
    done: str
    why: str
    note: str


def decisions_of(comment: Comment) -> list[Decision]:
    """What moderators decided about this comment before, oldest first; one query."""
    done = {row.name: row.done for row in Comment.LIFECYCLE}
    why = dict(HideReason.choices)
    return [
        Decision(entry.at, done[entry.verb], str(why.get(entry.reason, "")), note_of(entry))
        for entry in trail(comment)
        if entry.verb in done
    ]


def note_of(entry: Any) -> str:
    """The official's words beside a trail entry."""
    note = getattr(entry, "note", None)
    return note.text if note else ""
