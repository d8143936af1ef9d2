"""The verbs of people: signing up, proving contact and home, codes, mandates, consent, erasure."""

from accounts.services.assist import (
    begin_help,
    check_help,
    claim_help,
    deny_help,
    end_help,
    find_help,
    new_assisted_person,
)
from accounts.services.codes import issue_code, use_code
from accounts.services.consents import give_consent, withdraw_consent
from accounts.services.erasure import collect_data, erase_person
from accounts.services.mandates import (
    end_expired_mandates,
    end_mandate,
    give_mandate,
    group_for,
    reset_second_factor,
    sync_groups,
)
from accounts.services.people import change_phone, change_profile, register_person, sign_up
from accounts.services.residence import (
    confirm_contact,
    confirm_phone,
    confirm_residence,
    correct_name,
    withdraw_residence,
)

__all__ = [
    "begin_help",
    "check_help",
    "claim_help",
    "deny_help",
    "end_help",
    "find_help",
    "new_assisted_person",
    "change_phone",
    "change_profile",
    "collect_data",
    "confirm_contact",
    "confirm_phone",
    "confirm_residence",
    "correct_name",
    "end_expired_mandates",
    "end_mandate",
    "erase_person",
    "give_consent",
    "give_mandate",
    "group_for",
    "issue_code",
    "register_person",
    "reset_second_factor",
    "sign_up",
    "sync_groups",
    "use_code",
    "withdraw_consent",
    "withdraw_residence",
]
