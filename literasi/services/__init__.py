"""The verbs of learning."""

from literasi.services.bank import add_question, change_question, make_quiz, retire_question
from literasi.services.certificates import issue, issue_all, revoke
from literasi.services.feedback import give_feedback
from literasi.services.practice import answer_practice
from literasi.services.sessions import (
    SessionPlan,
    announce_session,
    create_session,
    edit_session,
    make_series,
    name_partner,
    note_population,
    record_contribution,
    remove_contribution,
)
from literasi.services.tests import take_paper, take_test

__all__ = [
    "SessionPlan",
    "add_question",
    "announce_session",
    "answer_practice",
    "change_question",
    "create_session",
    "edit_session",
    "give_feedback",
    "issue",
    "issue_all",
    "make_quiz",
    "make_series",
    "name_partner",
    "note_population",
    "record_contribution",
    "remove_contribution",
    "retire_question",
    "revoke",
    "take_paper",
    "take_test",
]
