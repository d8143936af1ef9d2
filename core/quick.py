"""Small questions asked on every page: their SQL is worked out once, not again for each request."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection

SENTINEL = -7_205_759_403_792_793  # no key of a row; the nth argument stands in the query as SENTINEL - n


@dataclass(frozen=True)
class _Ready:
    """A statement with the places of its keys, and what makes Python values of the columns that need it."""

    sql: str
    params: list[Any]
    converters: list[tuple[int, list[Callable[..., Any]], Any]]


class Question:
    """A queryset of plain values whose only changing parts are keys, whole numbers or texts.

    `build(*keys)` gives a values_list() queryset; calling the question with keys gives its rows as tuples. What else
    stands in the query (a day, a state) is fixed when it is first asked, so it must not depend on the moment.
    """

    def __init__(self, build: Callable[..., Any]) -> None:
        self.build = build
        self.worked_out: dict[str, _Ready] = {}

    def __call__(self, *keys: int | str) -> list[tuple[Any, ...]]:
        """The rows for these keys; one query."""
        ready = self.worked_out.get(connection.vendor)
        if ready is None:
            ready = self.worked_out[connection.vendor] = self._work_out(keys)
        places = dict(zip(_stand_ins(keys), keys, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(ready.sql, [places.get(value, value) if _is_key(value) else value for value in ready.params])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return [_converted(row, ready.converters) for row in rows] if ready.converters else rows

    def _work_out(self, keys: tuple[int | str, ...]) -> _Ready:
        compiler = self.build(*_stand_ins(keys)).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        columns = compiler.get_converters([column[0] for column in compiler.select]) if compiler.select else {}
        return _Ready(sql, list(params), [(at, list(many), column) for at, (many, column) in columns.items()])


def _stand_ins(keys: tuple[int | str, ...]) -> list[int | str]:
    return [str(SENTINEL - n) if isinstance(key, str) else SENTINEL - n for n, key in enumerate(keys)]


def _is_key(value: Any) -> bool:
    return type(value) in (int, str)


def _converted(row: tuple[Any, ...], converters: list[tuple[int, list[Callable[..., Any]], Any]]) -> tuple[Any, ...]:
    values = list(row)
    for at, many, column in converters:
        for convert in many:
            values[at] = convert(values[at], column, connection)
    return tuple(values)
