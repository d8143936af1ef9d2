"""What people and moderators do in a conversation."""

from dialog.services.comments import edit_comment, erase_person, post_comment, withdraw_comment
from dialog.services.moderation import hide_comment, keep_comment, report_comment, restore_comment
from dialog.services.supports import support, unsupport

__all__ = [
    "edit_comment",
    "erase_person",
    "hide_comment",
    "keep_comment",
    "post_comment",
    "report_comment",
    "restore_comment",
    "support",
    "unsupport",
    "withdraw_comment",
]
