"""What the worker does later: ids in, safe to run twice."""

from django_tasks import task

from musrenbang.counting import recount


@task()
def count_figures(cycle_id: int, region_id: str) -> int:
    """Count the figures of one village in a cycle anew."""
    return recount(cycle_id, region_id)
