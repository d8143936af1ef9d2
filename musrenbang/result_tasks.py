"""What the worker does with results: ids in, safe to run twice. Verbs call tasks.py, these call verbs."""

from django_tasks import task

from musrenbang.services import firmness


@task()
def round_firmness(round_id: int) -> None:
    """Find out how firm the result of a round is."""
    firmness.find_firmness(round_id)


@task()
def count_past_vote(past_id: int) -> None:
    """Count an imported vote of the past, and find out how firm its result is."""
    firmness.count_past(past_id)
