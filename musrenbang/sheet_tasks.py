"""What the worker does with tables: ids in, safe to run twice. Apart from tasks.py, which the verbs themselves call."""

from django_tasks import task

from musrenbang.services import lists, sipd


@task()
def check_sipd_file(file_id: int) -> None:
    """Say what a file of SIPD's status would change."""
    sipd.check_file(file_id)


@task()
def apply_sipd_file(file_id: int) -> None:
    """Keep what a confirmed file of SIPD says."""
    sipd.apply_file(file_id)


@task()
def check_proposal_sheet(sheet_id: int) -> None:
    """Look for mistakes in a table of proposals."""
    lists.check_sheet(sheet_id)


@task()
def make_proposal_sheet(sheet_id: int) -> None:
    """Make the proposals of a confirmed table, all of them or none."""
    lists.make_sheet(sheet_id)
