"""The verbs of planning; other apps import them from here."""

from musrenbang.services.checks import (
    lapse_proposal,
    return_proposal,
    transfer_proposal,
    verify_district,
    verify_village,
)
from musrenbang.services.decisions import (
    decline_proposal,
    enter_apbd,
    enter_rkpd,
    prioritize_proposal,
    refuse_proposal,
    reserve_proposal,
)
from musrenbang.services.delivery import finish_work, post_progress, start_work
from musrenbang.services.drafts import add_paper, add_photo, delete_draft, remove_paper, remove_photo, save_draft
from musrenbang.services.levels import extend_deadline, recommend, record_checks, reroute_agency
from musrenbang.services.merging import merge_proposal, unmerge_proposal
from musrenbang.services.moderation import hide_proposal, keep_proposal, restore_proposal
from musrenbang.services.proposals import resubmit_proposal, submit_proposal, withdraw_proposal
from musrenbang.services.record import complete_record
from musrenbang.services.reference import ensure_reference
from musrenbang.services.splitting import split_proposal, unsplit_proposal

__all__ = [
    "add_paper",
    "add_photo",
    "complete_record",
    "decline_proposal",
    "delete_draft",
    "ensure_reference",
    "enter_apbd",
    "enter_rkpd",
    "extend_deadline",
    "finish_work",
    "hide_proposal",
    "keep_proposal",
    "lapse_proposal",
    "merge_proposal",
    "post_progress",
    "prioritize_proposal",
    "recommend",
    "record_checks",
    "refuse_proposal",
    "remove_paper",
    "remove_photo",
    "reroute_agency",
    "reserve_proposal",
    "restore_proposal",
    "resubmit_proposal",
    "return_proposal",
    "save_draft",
    "split_proposal",
    "start_work",
    "submit_proposal",
    "transfer_proposal",
    "unmerge_proposal",
    "unsplit_proposal",
    "verify_district",
    "verify_village",
    "withdraw_proposal",
]
