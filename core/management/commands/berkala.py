"""manage.py berkala: the work that the house does by itself, about once a minute."""

import logging
import signal
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections, connection, connections

from core.health import beat
from core.registry import PERIODIC

logger = logging.getLogger("partisipasi.berkala")


class Command(BaseCommand):
    help = "Menjalankan pekerjaan berkala satu kali, atau terus-menerus dengan --loop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--loop", action="store_true", help="ulangi sampai dihentikan")
        parser.add_argument("--every", type=float, default=60.0, help="jeda dalam detik (bawaan: 60)")

    def handle(self, *args: Any, loop: bool, every: float, **options: Any) -> None:
        if not loop:
            if failed := run_jobs(threading.Event()):
                raise CommandError(f"Gagal: {', '.join(failed)}")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            began = time.monotonic()
            close_old_connections()
            run_jobs(stop)
            stop.wait(max(0.0, every - (time.monotonic() - began)))
        connections.close_all()


def run_jobs(stop: threading.Event) -> list[str]:
    """Run every registered job; one that fails is logged and does not stop the others. Returns the failed names."""
    failed = []
    for name, job in PERIODIC.items():
        if stop.is_set():
            break
        try:
            job()
        except Exception:
            logger.exception("Pekerjaan berkala gagal: %s", name)
            failed.append(name)
            if not connection.in_atomic_block:
                close_old_connections()  # the next job gets a connection that works
    try:
        beat("berkala", ", ".join(failed))
    except Exception:
        logger.exception("Tanda hidup tidak dapat ditulis")
    return failed
