"""The verbs of events; rooms above call them through here."""

from acara.services.attendance import check_in, correct_attendance, take_back, type_sheet
from acara.services.events import (
    Plan,
    announce_event,
    cancel_event,
    close_registration,
    create_event,
    edit_event,
    hold_event,
    link_event,
    reopen_registration,
    unlock_event,
)
from acara.services.parts import Details
from acara.services.registrations import accept_offer, mark_called, register, register_guest, withdraw
from acara.services.sheets import add_sheet, remove_sheet

__all__ = [
    "Details",
    "Plan",
    "accept_offer",
    "add_sheet",
    "announce_event",
    "cancel_event",
    "check_in",
    "close_registration",
    "correct_attendance",
    "create_event",
    "edit_event",
    "hold_event",
    "link_event",
    "mark_called",
    "register",
    "register_guest",
    "remove_sheet",
    "reopen_registration",
    "take_back",
    "type_sheet",
    "unlock_event",
    "withdraw",
]
