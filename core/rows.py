"""Rows of which there is one for a key, while others make and delete it at the same moment."""

from typing import Any

from django.db import IntegrityError

TRIES = 20


def ensure(manager: Any, **key: Any) -> tuple[Any, bool]:
    """The row with this key, and whether it was made now.

    get_or_create() gives up when somebody deletes the row between its insert and its second look; this looks again.
    """
    for _ in range(TRIES - 1):
        try:
            return manager.get_or_create(**key)
        except IntegrityError:
            continue
    return manager.get_or_create(**key)
