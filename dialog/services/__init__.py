"""What people and moderators do in a conversation."""

from dialog.services.carrying import carry_people, take_back_people
from dialog.services.comments import edit_comment, erase_person, post_comment, withdraw_comment
from dialog.services.moderation import hide_comment, keep_comment, report_comment, restore_comment
from dialog.services.reports import tell_author
from dialog.services.supports import support, unsupport
from dialog.services.things import report_thing, settle_thing

__all__ = [
    "carry_people",
    "edit_comment",
    "erase_person",
    "hide_comment",
    "keep_comment",
    "post_comment",
    "report_comment",
    "report_thing",
    "restore_comment",
    "settle_thing",
    "support",
    "take_back_people",
    "tell_author",
    "unsupport",
    "withdraw_comment",
]
