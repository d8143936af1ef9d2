"""Ancestry is a prefix question, asked so that both databases answer it from an index."""

from typing import Any

from django.db import connection, models


def starts(field: str, text: str) -> models.Q:
    """Q for rows whose indexed text column begins with `text`.

    PostgreSQL uses the varchar_pattern_ops index of LIKE 'prefix%'; SQLite reads the index only in the range form.
    """
    if connection.vendor == "postgresql":
        # A foreign key column knows no startswith; asked by way of its target it does, without a join.
        field = f"{field.removesuffix('_id')}__pk" if field.endswith("_id") else field
        return models.Q(**{f"{field}__startswith": text})
    return models.Q(**{f"{field}__gte": text, f"{field}__lt": text[:-1] + chr(ord(text[-1]) + 1)})


def within(field: str, code: str) -> models.Q:
    """Q for rows whose `field` (a region code column, e.g. "region_id") is `code` or lies within it."""
    return models.Q(**{field: code}) | starts(field, code + ".")


class RegionQuerySet(models.QuerySet[Any]):
    def within(self, code: str) -> "RegionQuerySet":
        """The region itself and everything inside it."""
        return self.filter(within("pk", code))
