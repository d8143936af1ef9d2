"""Each minute: tables that a stopped worker left are taken up again, and those nobody kept are forgotten."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from core.tasks import waits
from musrenbang import sheet_tasks as tasks
from musrenbang.models import ProposalSheet, SipdFile
from musrenbang.models.sheets import ReadTable

LEFT_AFTER = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=7)
FORGOTTEN = "Tidak disimpan dalam tujuh hari. Unggah lagi berkasnya."
State = ReadTable.State
# What a table waits for in each state of the worker's; every task looks at the state first, so twice does no harm.
WORK: tuple[tuple[Any, str, Any], ...] = (
    (SipdFile, State.READING, tasks.check_sipd_file),
    (SipdFile, State.QUEUED, tasks.apply_sipd_file),
    (ProposalSheet, State.READING, tasks.check_proposal_sheet),
    (ProposalSheet, State.QUEUED, tasks.make_proposal_sheet),
)


def sweep_tables() -> int:
    """Hand left tables to the worker once more; drop the bytes of what was tried and not kept. Safe to run any time."""
    now, handed = timezone.now(), 0
    for model, state, task in WORK:
        left = model.objects.filter(state=state, created_at__lt=now - LEFT_AFTER).values_list("pk", flat=True)
        for pk in [] if waits(task) else list(left[:50]):
            task.enqueue(pk)
            handed += 1
    for model in (SipdFile, ProposalSheet):
        tried = model.objects.filter(state__in=(State.CHECKED, State.FAILED), created_at__lt=now - FORGOTTEN_AFTER)
        tried.update(state=State.FAULTY, trouble=FORGOTTEN, content=None)
    return handed
