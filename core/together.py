"""Many tables asked in one question: rows of one shape, each with a label that says what it is."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value


def labelled(label: str, rows: Any, *columns: Any) -> QuerySet[Any, Any]:
    """Rows of one table as (label, *columns), ready to be asked together with others that have as many columns."""
    return rows.order_by().values_list(Value(label, CharField()), *columns)


def counted(label: str, rows: Any, by: Any) -> QuerySet[Any, Any]:
    """How many rows there are of each value of `by`, as (label, value, number)."""
    named = rows.order_by().annotate(label_=Value(label, CharField()), by_=by)
    return named.values_list("label_", "by_").annotate(n=Count("pk"))


def ask(parts: Iterable[QuerySet[Any, Any]]) -> dict[str, list[tuple[Any, ...]]]:
    """Label -> its rows without the label, in no order; a label without rows gives an empty list. One query."""
    first, *others = parts
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for label, *row in first.union(*others, all=True) if others else first:
        found[label].append(tuple(row))
    return found
