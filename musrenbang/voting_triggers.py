"""The database itself refuses to change a round that is closed: triggers by state, set again after every migrate."""

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "pemungutan suara ini sudah ditutup"
STATE = "(SELECT state FROM musrenbang_round WHERE id = {row}.round_id)"
OPEN = "('rancangan', 'diumumkan')"
BOX = "('rancangan', 'diumumkan', 'ditutup')"

# What may still be done, as a condition over OLD and NEW; anything else on the table is refused.
ALLOWED: dict[tuple[str, str], str] = {
    # Phones and kiosks until the close; papers, and emptying what was opened, until the count.
    ("musrenbang_envelope", "insert"): f"{STATE.format(row='NEW')} IN {OPEN} OR "
    f"({STATE.format(row='NEW')} = 'ditutup' AND NEW.channel = 'kertas')",
    ("musrenbang_envelope", "update"): f"{STATE.format(row='OLD')} IN {BOX} AND NEW.digest = OLD.digest "
    f"AND ({STATE.format(row='OLD')} IN {OPEN} OR NEW.replaced = OLD.replaced)",
    ("musrenbang_envelope", "delete"): f"{STATE.format(row='OLD')} IN {OPEN}",
    # The roll until the close; afterwards only the tie to a person who is erased is cut.
    ("musrenbang_rollentry", "insert"): f"{STATE.format(row='NEW')} IN {OPEN}",
    ("musrenbang_rollentry", "update"): f"{STATE.format(row='OLD')} IN {OPEN} OR "
    "(NEW.user_id IS NULL AND NEW.channel = OLD.channel AND NEW.round_id = OLD.round_id)",
    ("musrenbang_rollentry", "delete"): f"{STATE.format(row='OLD')} IN {OPEN}",
    # Opened ballots and files are written once, while the box is being opened.
    ("musrenbang_openedballot", "insert"): f"{STATE.format(row='NEW')} = 'ditutup'",
    ("musrenbang_openedballot", "update"): f"{STATE.format(row='OLD')} = 'ditutup'",
    ("musrenbang_openedballot", "delete"): f"{STATE.format(row='OLD')} = 'ditutup'",
    ("musrenbang_roundfile", "insert"): f"{STATE.format(row='NEW')} = 'ditutup'",
    ("musrenbang_roundfile", "update"): f"{STATE.format(row='OLD')} = 'ditutup'",
    ("musrenbang_roundfile", "delete"): f"{STATE.format(row='OLD')} = 'ditutup'",
    # The board only grows.
    ("musrenbang_boardevent", "update"): "FALSE",
    ("musrenbang_boardevent", "delete"): "FALSE",
    # What the manifest says stays, and a state never goes back to voting.
    ("musrenbang_round", "update"): "OLD.state = 'rancangan' OR NOT OLD.sealed OR ("
    "NEW.manifest = OLD.manifest AND NEW.manifest_hash = OLD.manifest_hash AND NEW.public_key = OLD.public_key "
    "AND NEW.rule = OLD.rule AND NEW.kind = OLD.kind AND NEW.tie_seed = OLD.tie_seed AND NEW.budget = OLD.budget "
    "AND (OLD.state = 'diumumkan' OR NEW.state NOT IN ('rancangan', 'diumumkan')) "
    "AND (OLD.state NOT IN ('dihitung', 'ditetapkan') OR NEW.state IN ('dihitung', 'ditetapkan')))",
}


def name(table: str, deed: str) -> str:
    return f"{table}_closed_{deed}"


def names() -> list[str]:
    """Triggers that must be there."""
    return [name(table, deed) for table, deed in ALLOWED]


def tables() -> set[str]:
    return {table for table, _ in ALLOWED}


def install(connection: BaseDatabaseWrapper) -> None:
    """Set the triggers on every table that is there; safe to repeat."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for (table, deed), allowed in ALLOWED.items():
            if table in present:
                for statement in _statements(connection.vendor, table, deed, allowed):
                    cursor.execute(statement)


def _statements(vendor: str, table: str, deed: str, allowed: str) -> list[str]:
    """SQL for one trigger. PostgreSQL allows no question in WHEN, so the test stands in the function of each."""
    one = name(table, deed)
    if vendor == "postgresql":
        body = (
            f"CREATE OR REPLACE FUNCTION {one}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NOT ({allowed}) THEN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END IF; "
            f"RETURN {'OLD' if deed == 'delete' else 'NEW'}; END $$"
        )
        rows = f"BEFORE {deed.upper()} ON {table} FOR EACH ROW EXECUTE FUNCTION {one}()"
        return [body, f"CREATE OR REPLACE TRIGGER {one} {rows}"]
    return [
        f"DROP TRIGGER IF EXISTS {one}",
        f"CREATE TRIGGER {one} BEFORE {deed.upper()} ON {table} WHEN NOT ({allowed}) "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    ]


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away (tests that empty their database)."""
    with connection.cursor() as cursor:
        for table, deed in ALLOWED:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name(table, deed)}{on}")
