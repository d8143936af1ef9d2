"""Returned proposals and their deadline: a reminder before it, a word to both sides when it has passed."""

from typing import Any

from django.utils import timezone

from core.periodic import one_by_one
from musrenbang.models import Proposal
from musrenbang.services.steps import news
from musrenbang.states import State
from notifications.services import tell_person
from wilayah.services import due

REMIND_DAYS = 2


def run_deadlines() -> int:
    """Remind proposers two working days before the day, and tell them when it has passed; safe to run any time.

    Nothing closes by itself: a passed deadline brings the proposal back into the office's queue, where an officer
    extends it or closes the proposal with a reason.
    """
    soon = due(REMIND_DAYS)
    rows = Proposal.objects.filter(state=State.RETURNED, due_on__lte=soon).select_related("topic", "proposer")
    one_by_one(rows.order_by("pk"), remind)
    return len(rows)


def remind(proposal: Proposal) -> None:
    """One proposer, once for each deadline."""
    late = proposal.due_on is not None and proposal.due_on < timezone.localdate()
    words = "Batas perbaikan sudah lewat, menunggu keputusan petugas" if late else "Batas perbaikan sudah dekat"
    tell(proposal, "lewat" if late else "dekat", words)


def tell(proposal: Proposal, which: str, words: str) -> None:
    occasion = f"usulan:{proposal.pk}:batas-{which}:{proposal.due_on}"
    text, url = news(proposal, words), proposal.get_absolute_url()
    topic: Any = proposal.topic
    tell_person(user=proposal.proposer, kind="usulan_batas", text=text, url=url, occasion=occasion, topic=topic)
