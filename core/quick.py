"""Small questions asked on every page: their SQL is worked out once, not again for each request."""

from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection

SENTINEL = -7_205_759_403_792_793  # no key of a row; the nth argument stands in the query as SENTINEL - n


class Question:
    """A queryset of plain values whose only changing parts are whole-number keys.

    `build(*keys)` gives a values_list() queryset; calling the question with keys gives its rows as tuples. What else
    stands in the query (a day, a state) is fixed when it is first asked, so it must not depend on the moment.
    """

    def __init__(self, build: Callable[..., Any]) -> None:
        self.build = build
        self.worked_out: dict[str, tuple[str, list[Any]]] = {}

    def __call__(self, *keys: int) -> list[tuple[Any, ...]]:
        """The rows for these keys; one query."""
        if connection.vendor not in self.worked_out:
            query = self.build(*(SENTINEL - n for n in range(len(keys)))).query
            sql, params = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
            self.worked_out[connection.vendor] = sql, list(params)
        sql, params = self.worked_out[connection.vendor]
        places = {SENTINEL - n: key for n, key in enumerate(keys)}
        with connection.cursor() as cursor:
            cursor.execute(sql, [places.get(value, value) if isinstance(value, int) else value for value in params])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows
