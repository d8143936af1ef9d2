"""A task that only says that the worker works, and what stands in the queue."""

from typing import Any

from django.conf import settings
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from core.health import beat


@task(priority=50)  # before long rows of mails: a busy worker is no silent one
def worker_beat() -> None:
    """Leave the worker's sign of life."""
    beat("pekerja")


def queued_in_database() -> bool:
    """Whether tasks wait as rows of the database (tests run them at once)."""
    return "django_tasks_db" in settings.TASKS["default"]["BACKEND"]


def waits(kind: Any) -> bool:
    """Whether a task of this kind stands in the queue: a job of every minute does not pile up what the worker has."""
    return queued_in_database() and DBTaskResult.objects.ready().filter(task_path=kind.module_path).exists()
