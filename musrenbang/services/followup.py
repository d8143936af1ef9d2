"""What goes along with every move of a proposal: its time in each state, its promises, the question after the end."""

from datetime import timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone

from musrenbang.commitment_choices import ASK_AFTER_DAYS
from musrenbang.models import Commitment, FixQuestion, Proposal, StageTime
from musrenbang.services.figures import touch
from musrenbang.states import State


def moved(proposal: Proposal, left: str) -> None:
    """A proposal left a state: keep how long it stood there, and do what its new state asks for."""
    now = timezone.now()
    before = StageTime.objects.filter(proposal=proposal).order_by("-at", "-id").values_list("at", flat=True).first()
    days = max(0, (timezone.localdate(now) - timezone.localdate(before)).days) if before else None
    StageTime.objects.create(proposal=proposal, left=left, state=proposal.state, at=now, days=days)
    if deed := ON_ARRIVAL.get(proposal.state):
        deed(proposal)
    touch(proposal)


def work_ended(proposal: Proposal) -> None:
    """The work is done: its promises end, and in four weeks those who asked for it are asked whether it works."""
    today = timezone.localdate()
    Commitment.objects.filter(proposal=proposal, ended_on__isnull=True).update(ended_on=today, percent=100)
    last = FixQuestion.objects.filter(proposal=proposal).aggregate(n=Max("number"))["n"] or 0
    ask_on = today + timedelta(days=ASK_AFTER_DAYS)
    FixQuestion.objects.create(proposal=proposal, number=last + 1, done_on=today, ask_on=ask_on)


def case_reopened(proposal: Proposal) -> None:
    """The case is open again: its question is answered for good, and is asked anew after the next end."""
    rows = FixQuestion.objects.filter(proposal=proposal, closed_at__isnull=True)
    rows.update(closed_at=timezone.now())


ON_ARRIVAL: dict[str, Any] = {State.DONE: work_ended, State.REOPENED: case_reopened}
