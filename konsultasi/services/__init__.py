"""The verbs of public consultation."""

from konsultasi.passages import PassageText
from konsultasi.services.answers import answer_input, revise_answer
from konsultasi.services.batches import check_batch, confirm_batch, undo_batch
from konsultasi.services.closing import close_consultation
from konsultasi.services.credits import credit_change
from konsultasi.services.drafts import open_consultation, publish_version, update_consultation
from konsultasi.services.groups import (
    answer_group,
    dissolve_group,
    join_group,
    leave_group,
    make_group,
    revise_group,
)
from konsultasi.services.guests import (
    adopt_guest,
    confirm_guest,
    owns_contact,
    send_guest_code,
    start_guest,
    withdraw_guest,
)
from konsultasi.services.handling import add_note, assign_inputs, tag_input
from konsultasi.services.inputs import (
    edit_input,
    record_input,
    submit_input,
    withdraw_input,
)
from konsultasi.services.moderation import hide_input, keep_input, restore_input
from konsultasi.services.places import settle_place
from konsultasi.services.supports import support_input, unsupport_input
from konsultasi.services.texts import drop_text, save_text

__all__ = [
    "PassageText",
    "add_note",
    "adopt_guest",
    "answer_group",
    "answer_input",
    "assign_inputs",
    "check_batch",
    "close_consultation",
    "confirm_batch",
    "confirm_guest",
    "credit_change",
    "dissolve_group",
    "drop_text",
    "edit_input",
    "hide_input",
    "join_group",
    "keep_input",
    "leave_group",
    "make_group",
    "open_consultation",
    "owns_contact",
    "publish_version",
    "record_input",
    "restore_input",
    "revise_answer",
    "revise_group",
    "save_text",
    "send_guest_code",
    "settle_place",
    "start_guest",
    "submit_input",
    "support_input",
    "tag_input",
    "undo_batch",
    "unsupport_input",
    "update_consultation",
    "withdraw_guest",
    "withdraw_input",
]
