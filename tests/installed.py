"""The installed site, made once by the real verb and put back row by row in later tests (a second saved each time)."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from wagtail.models import Site

from cms import frame
from cms.models import HomePage
from cms.services.install import install_site
from core.pagecache import bump
from wilayah.queries import forget, root_region

Rows = dict[Any, tuple[Any, ...]]  # key of a row -> its columns


@dataclass(frozen=True)
class Change:
    """What installing did to one table: keys of rows that went or became others, and the rows that came."""

    table: str
    key: str
    columns: list[str]
    gone: list[Any]
    come: list[tuple[Any, ...]]


_made: dict[int, list[Change]] = {}  # state before -> what installing changes in it


def installed_site() -> HomePage:
    """Do what install_site() does; where it was done before on the same rows, by putting in what came of it."""
    forget()
    tables = _tables()
    before = {table: _rows(table, key) for table, key in tables.items()}
    seen = hash((str(root_region().pk), *(value for rows in before.values() for value in _frozen(rows))))
    if seen not in _made:
        install_site()
        _made[seen] = [
            _change(table, key, before[table], after)
            for table, key in tables.items()
            if (after := _rows(table, key)) != before[table]
        ]
    else:
        for change in _made[seen]:
            _apply(change)
        cache.clear()
        Site.clear_site_root_paths_cache()
        bump("cms", frame.NAME)
    return HomePage.objects.get()


def _tables() -> dict[str, str]:
    """Table -> column of its primary key, of everything installing may touch: pages, rights, kinds, search."""
    labels = {"cms", "wagtailcore", "modelsearch", "wagtailsearch", "auth", "accounts", "audit"}
    models = [
        model
        for config in apps.get_app_configs()
        if config.label in labels
        for model in config.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]
    tables = {model._meta.db_table: model._meta.pk.column for model in [*models, ContentType]}
    return {table: key for table, key in tables.items() if not table.endswith("_fts")}  # a trigger fills that one


def _rows(table: str, key: str) -> Rows:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {quote(table)} ORDER BY {quote(key)}")  # noqa: S608
        at = [column[0] for column in cursor.description].index(key)
        return {row[at]: row for row in cursor.fetchall()}


def _frozen(rows: Rows) -> list[str]:
    return [repr(row) for row in rows.values()]


def _change(table: str, key: str, before: Rows, after: Rows) -> Change:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} WHERE 1 = 0")  # noqa: S608
        columns = [column[0] for column in cursor.description]
    gone = [pk for pk, row in before.items() if after.get(pk) != row]
    come = [row for pk, row in after.items() if before.get(pk) != row]
    return Change(table, key, columns, gone, come)


def _apply(change: Change) -> None:
    quote = connection.ops.quote_name
    names, marks = ", ".join(map(quote, change.columns)), ", ".join(["%s"] * len(change.columns))
    with connection.cursor() as cursor:
        for pk in change.gone:
            cursor.execute(f"DELETE FROM {quote(change.table)} WHERE {quote(change.key)} = %s", [pk])  # noqa: S608
        cursor.executemany(
            f"INSERT INTO {quote(change.table)} ({names}) VALUES ({marks})",  # noqa: S608
            change.come,
        )
