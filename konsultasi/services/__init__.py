"""The verbs of public consultation."""

from konsultasi.passages import PassageText
from konsultasi.services.answers import answer_input, revise_answer
from konsultasi.services.batches import check_batch, confirm_batch, undo_batch
from konsultasi.services.closing import close_consultation
from konsultasi.services.credits import credit_change
from konsultasi.services.drafts import open_consultation, publish_version, update_consultation
from konsultasi.services.groups import (
    answer_group,
    bring_back,
    dissolve_group,
    join_group,
    leave_group,
    make_group,
    pass_over,
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
from konsultasi.services.handling import add_note, assign_inputs, tag_input, tag_inputs
from konsultasi.services.inputs import (
    edit_input,
    record_input,
    submit_input,
    withdraw_input,
)
from konsultasi.services.moderation import hide_input, keep_input, restore_input
from konsultasi.services.places import settle_place
from konsultasi.services.splitting import Part, check_parts, may_split, split_input, unite_input
from konsultasi.services.supports import support_input, unsupport_input
from konsultasi.services.texts import drop_text, save_text
from konsultasi.services.units import keep_unit

__all__ = [
    "undo_batch",
    "confirm_batch",
    "check_batch",
    "Part",
    "PassageText",
    "add_note",
    "adopt_guest",
    "answer_group",
    "answer_input",
    "assign_inputs",
    "bring_back",
    "check_parts",
    "close_consultation",
    "confirm_guest",
    "credit_change",
    "dissolve_group",
    "drop_text",
    "edit_input",
    "hide_input",
    "join_group",
    "keep_input",
    "keep_unit",
    "leave_group",
    "make_group",
    "may_split",
    "open_consultation",
    "owns_contact",
    "pass_over",
    "publish_version",
    "record_input",
    "restore_input",
    "revise_answer",
    "revise_group",
    "save_text",
    "send_guest_code",
    "settle_place",
    "start_guest",
    "split_input",
    "submit_input",
    "support_input",
    "tag_input",
    "tag_inputs",
    "unite_input",
    "unsupport_input",
    "update_consultation",
    "withdraw_guest",
    "withdraw_input",
]
