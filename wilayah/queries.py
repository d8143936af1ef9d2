"""Which places: ancestry is a prefix question, asked so that both databases use an index."""

from typing import Any

from django.db import connection, models


def within(field: str, code: str) -> models.Q:
    """Q for rows whose `field` (a region code column, e.g. "region_id") is `code` or lies within it.

    PostgreSQL uses the varchar_pattern_ops index of LIKE 'prefix%'; SQLite needs the range form.
    """
    exact = models.Q(**{field: code})
    if connection.vendor == "postgresql":
        return exact | models.Q(**{f"{field}__startswith": code + "."})
    return exact | models.Q(**{f"{field}__gte": code + ".", f"{field}__lt": code + "/"})


class RegionQuerySet(models.QuerySet[Any]):
    def within(self, code: str) -> "RegionQuerySet":
        """The region itself and everything inside it."""
        return self.filter(within("pk", code))
