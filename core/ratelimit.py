"""Limits on deeds: a token bucket in one database row, right for any number of processes."""

import time
from datetime import timedelta

from django.db import connection

MAX_KEY = 160

# One statement, so that two requests at once cannot both take the last token. The row holds the moment at which
# the bucket is full again; a token is left while that moment lies less than (capacity - 1) tokens ahead.
_TAKE = """
INSERT INTO core_bucket (key, full_at) VALUES (%(key)s, %(now)s + %(step)s)
ON CONFLICT (key) DO UPDATE
SET full_at = (CASE WHEN core_bucket.full_at > %(now)s THEN core_bucket.full_at ELSE %(now)s END) + %(step)s
WHERE core_bucket.full_at <= %(now)s + %(slack)s
RETURNING full_at
"""


class RateLimited(Exception):  # noqa: N818  the name says what happened to the person
    """Too many of this deed in too short a time. Its text is for people; the view answers 429 with it."""

    def __init__(
        self, message: str = "Terlalu banyak kiriman dalam waktu singkat. Coba lagi beberapa saat lagi."
    ) -> None:
        super().__init__(message)


def take(name: str, key: object, *, capacity: int, per: float | timedelta) -> bool:
    """Take one token of the bucket `name`:`key`; False when it is empty.

    `capacity` tokens at most, refilled evenly over `per` (seconds or timedelta).
    """
    seconds = per.total_seconds() if isinstance(per, timedelta) else float(per)
    step = seconds / capacity
    values: dict[str, str | float] = {
        "key": f"{name}:{key}"[:MAX_KEY],
        "now": time.time(),
        "step": step,
        "slack": step * (capacity - 1) + 1e-6,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, values)
        return cursor.fetchone() is not None


def demand(name: str, key: object, *, capacity: int, per: float | timedelta) -> None:
    """Like take(), but raise RateLimited when the bucket is empty."""
    if not take(name, key, capacity=capacity, per=per):
        raise RateLimited
