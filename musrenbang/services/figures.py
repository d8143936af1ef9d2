"""Keeping the figures of "Janji dan kenyataan" true: a verb that changes what they count says so here."""

from typing import Any

from django.utils import timezone

from core.health import beat
from core.models import Heartbeat
from musrenbang import tasks
from musrenbang.counting import recount_all
from musrenbang.models import CycleFigure, Proposal

NIGHTLY = "hitung janji"


def touch(proposal: Proposal, *regions: str) -> None:
    """The figures of this proposal's village are counted anew by the worker; `regions` are villages it left."""
    for region in {proposal.region_id or "", *regions} - {""}:
        tasks.count_figures.enqueue(proposal.cycle_id, region)


def count_nightly() -> dict[str, Any]:
    """Once a day, and when nothing was counted yet, all figures are counted anew: a task that got lost does no harm."""
    last = Heartbeat.objects.filter(name=NIGHTLY).values_list("at", flat=True).first()
    if last and timezone.localdate(last) == timezone.localdate() and CycleFigure.objects.exists():
        return {}
    found = recount_all()
    beat(NIGHTLY, f"{found['written']} angka diperbaiki")
    return found
