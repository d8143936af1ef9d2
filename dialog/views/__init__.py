"""Pages of a conversation and of its moderators."""

from dialog.views.moderation import decide, queue
from dialog.views.talk import comment, edit, report, report_thing, show, support, withdraw

__all__ = ["comment", "decide", "edit", "queue", "report", "report_thing", "show", "support", "withdraw"]
