"""What the worker does later: ids in, verb out, safe to run twice."""

from django_tasks import task

from konsultasi import batching
from konsultasi.models import Version
from konsultasi.news import tell_followers
from konsultasi.placing import carry_inputs
from konsultasi.record.kept import make


@task()
def carry(version_id: int) -> int:
    """Give earlier inputs their places in a new version."""
    version = Version.objects.select_related("consultation__topic").filter(pk=version_id).first()
    return carry_inputs(version=version) if version else 0


@task()
def tell_news(consultation_id: int) -> None:
    """Tell the followers of a draft what happened, where they did not hear of it today."""
    tell_followers(consultation_id)


@task()
def make_matrix(file_id: int) -> None:
    """Make the response matrix of a long draft as a file."""
    make(file_id)


@task()
def make_batch(batch_id: int) -> None:
    """Make the inputs of a confirmed table."""
    batching.make(batch_id)
