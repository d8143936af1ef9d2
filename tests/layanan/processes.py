"""Several processes at once on the test's own database: each a child with a connection of its own."""

import multiprocessing
from collections.abc import Callable
from typing import Any

from django.db import connection

FORK = multiprocessing.get_context("fork")


def start(deed: Callable[..., None], *given: Any) -> Any:
    """A child that does the deed; this process's connection is closed first, so that no two share one."""
    connection.close()
    child = FORK.Process(target=deed, args=given)
    child.start()
    return child


def done(children: list[Any]) -> None:
    """Wait for all of them; each must have ended well."""
    for child in children:
        child.join(300)
    assert [child.exitcode for child in children] == [0] * len(children)
