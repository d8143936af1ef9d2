"""The house's own periodic work: sweeping up, and asking the worker for a sign of life."""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from core.cards import sweep_cards
from core.files import sweep_orphans
from core.health import beat
from core.models import Bucket, Heartbeat
from core.once import forget_old_keys
from core.tasks import queued_in_database, worker_beat

ASKED = "pekerja ditanya"
DAILY = "sapuan harian"
logger = logging.getLogger("partisipasi.berkala")


class SomeFailedError(Exception):
    """A job did what it could; some of its things failed, each told in the log."""


def one_by_one(things: Iterable[Any], deed: Callable[[Any], Any]) -> int:
    """Do a deed for each thing; how many. One that fails is logged and does not stop the others.

    Raises SomeFailedError at the end, so that the job counts as failed: it is tried again at the next turn, and seen.
    """
    done, failed = 0, []
    for thing in things:
        done += 1
        try:
            deed(thing)
        except Exception:
            name = f"{thing._meta.label} {thing.pk}"
            logger.exception("Pekerjaan berkala gagal pada %s", name)
            failed.append(name)
    if failed:
        raise SomeFailedError(f"Gagal pada {len(failed)} dari {done}: {', '.join(failed[:10])}")
    return done


def forget_full_buckets() -> None:
    """A full bucket says nothing: nobody used it lately."""
    Bucket.objects.filter(full_at__lt=time.time()).delete()


def ask_worker() -> None:
    """Put one small task into the queue unless the last one still waits there."""
    rows = {row.name: row.at for row in Heartbeat.objects.filter(name__in=[ASKED, "pekerja"])}
    asked, answered = rows.get(ASKED), rows.get("pekerja")
    if asked and (not answered or answered < asked) and timezone.now() - asked < timedelta(hours=1):
        return
    beat(ASKED)
    worker_beat.enqueue()


def sweep_daily() -> None:
    """Once a day: keys of sent forms, files without a row, expired sessions, results of finished tasks."""
    last = Heartbeat.objects.filter(name=DAILY).values_list("at", flat=True).first()
    if last and timezone.localdate(last) == timezone.localdate():
        return
    forget_old_keys()
    sweep_orphans(timezone.localdate())
    sweep_cards()
    call_command("clearsessions")
    if queued_in_database():
        call_command("prune_db_task_results", min_age_days=3, failed_min_age_days=30, verbosity=0)
    beat(DAILY)
