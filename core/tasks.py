"""A task that only says that the worker works."""

from django_tasks import task

from core.health import beat


@task()
def worker_beat() -> None:
    """Leave the worker's sign of life."""
    beat("pekerja")
