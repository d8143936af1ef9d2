"""The database itself refuses to change the trail and the log of services: triggers, set again after every migrate."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.core.checks import CheckMessage, Warning, register  # noqa: A004
from django.core.checks import Tags as CheckTags
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from core.registry import Registry


class Guard(Protocol):
    """What a room above keeps by triggers of its own: a module with these four."""

    def install(self, connection: BaseDatabaseWrapper) -> None: ...

    def remove(self, connection: BaseDatabaseWrapper) -> None: ...

    def names(self) -> list[str]: ...

    def tables(self) -> set[str]: ...


GUARDS: Registry[Guard] = Registry()

TABLES = ("audit_entry", "audit_note", "audit_seal", "layanan_serviceevent")
REFUSAL = "jejak tidak boleh diubah"
BLANKED = "NEW.text = '' AND NEW.entry_id = OLD.entry_id"

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$
"""


def names() -> list[str]:
    """Triggers that must be there."""
    return [f"{table}_no_{deed}" for table in TABLES for deed in ("update", "delete")]


def _sqlite(table: str, deed: str) -> str:
    when = f"WHEN NOT ({BLANKED})" if (table, deed) == ("audit_note", "update") else ""
    return (
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{deed} BEFORE {deed.upper()} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _postgresql(table: str, deed: str) -> str:
    when = f"WHEN (NOT ({BLANKED}))" if (table, deed) == ("audit_note", "update") else ""
    rows = "STATEMENT" if deed == "truncate" else "ROW"
    return (
        f"CREATE OR REPLACE TRIGGER {table}_no_{deed} BEFORE {deed.upper()} ON {table} "
        f"FOR EACH {rows} {when} EXECUTE FUNCTION audit_refuse()"
    )


def install(connection: BaseDatabaseWrapper) -> None:
    """Set the triggers on every table that is there; safe to repeat."""
    postgresql = connection.vendor == "postgresql"
    deeds = ("update", "delete", "truncate") if postgresql else ("update", "delete")
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if postgresql:
            cursor.execute(_FUNCTION)
        for table in (table for table in TABLES if table in present):
            for deed in deeds:
                cursor.execute(_postgresql(table, deed) if postgresql else _sqlite(table, deed))
    for guard in GUARDS:
        guard.install(connection)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away (tests that empty their database)."""
    with connection.cursor() as cursor:
        for table in TABLES:
            for deed in ("update", "delete", "truncate"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{deed}{on}")
    for guard in GUARDS:
        guard.remove(connection)


def present(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of the triggers that stand in this database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        return {row[0] for row in cursor.fetchall()}


def after_migrate(*, using: str, **kwargs: Any) -> None:
    """Handler of post_migrate: SQLite loses triggers whenever Django rebuilds a table."""
    install(connections[using])


@register(CheckTags.database)
def trail_is_guarded(databases: Iterable[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """System check: a migrated database without its triggers is reported."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if not set(TABLES) <= set(connection.introspection.table_names()):
            continue
        wanted = set(names())
        for guard in GUARDS:
            if guard.tables() <= set(connection.introspection.table_names()):
                wanted |= set(guard.names())
        missing = sorted(wanted - present(connection))
        if missing:
            # A warning, since an error would stop the very migrate that sets them.
            found.append(
                Warning(
                    f"Jejak atau pemungutan tidak terkunci pada basis data {alias}: {', '.join(missing)}.",
                    hint="Jalankan manage.py migrate.",
                    id="audit.W001",
                )
            )
    return found
