"""Whose work the counters are: the way to them stands at the desk."""

from typing import Any

from accounts.registry import DeskItem
from core.registry import WORKER_ROUTES
from core.worker import Route
from layanan.rules import RUNNING


def desk_queue(user: Any) -> list[DeskItem]:
    """Nothing: who waits in the hall stands on the counter's own page, not among the desk's cases."""
    return []


def runs_queues(user: Any) -> bool:
    """Whether her office runs queues here, whatever offices there are."""
    return any(mandate.role in RUNNING for mandate in user.mandates_now)


def desk_tools(user: Any) -> list[tuple[str, str]]:
    """The list of counters, for those who run a queue; asked on every page of the desk, so of roles alone."""
    return [("Antrean", "/petugas/antrean/")] if runs_queues(user) else []


def register_worker() -> None:
    """Kiosk, counter and board open without the server too."""
    scripts = ("js/luring.js", "css/antrean.css")
    WORKER_ROUTES.register("kios", Route("/antrean/kios/", ("js/kios-luring.js", *scripts)))
    WORKER_ROUTES.register("loket", Route("/petugas/antrean/loket/", ("js/loket-luring.js", *scripts)))
    WORKER_ROUTES.register("papan", Route("/antrean/papan/", ("js/papan.js", "js/antre.js", "css/antrean.css")))
