"""The database refuses to change the trail, on both engines."""

from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from audit import sealing, triggers
from audit.models import Entry, Note, Seal
from audit.services import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(ani: Any, monkeypatch: pytest.MonkeyPatch) -> Entry:
    monkeypatch.setattr(sealing, "SETTLED", -sealing.SETTLED)
    made = record(by=None, verb="uji", target=ani, note="Penjelasan petugas.")
    sealing.seal()
    return made


def refused(sql: str) -> None:
    with pytest.raises(IntegrityError, match=triggers.REFUSAL), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_entry SET verb = 'lain'",
        "DELETE FROM audit_entry",
        "UPDATE audit_note SET text = 'Penjelasan lain.'",
        "UPDATE audit_note SET entry_id = entry_id + 1, text = ''",
        "DELETE FROM audit_note",
        "UPDATE audit_seal SET digest = 'x'",
        "DELETE FROM audit_seal",
    ],
)
def test_changes_are_refused(entry: Entry, sql: str) -> None:
    refused(sql)
    assert (Entry.objects.get().verb, Note.objects.get().text, Seal.objects.count()) == (
        "uji",
        "Penjelasan petugas.",
        1,
    )


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL can truncate")
@pytest.mark.parametrize("table", triggers.TABLES)
def test_emptying_is_refused(entry: Entry, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    refused(f"TRUNCATE {table} CASCADE")


def test_the_orm_is_refused_as_well(entry: Entry) -> None:
    for deed in (
        lambda: Entry.objects.update(reason="x"),
        lambda: Note.objects.update(text="x"),
        lambda: Seal.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            deed()


def test_words_may_be_blanked_and_stay_blank(entry: Entry) -> None:
    Note.objects.update(text="")
    assert Note.objects.get().text == ""
    refused("UPDATE audit_note SET text = 'kembali'")


def test_missing_triggers_are_seen_and_set_again_after_migrate(entry: Entry) -> None:
    def seen() -> list[str]:
        return [message.id for message in run_checks(databases=["default"]) if message.id == "audit.W001"]

    assert seen() == []
    triggers.remove(connection)
    assert seen() == ["audit.W001"]
    assert not triggers.present(connection) & set(triggers.names())
    call_command("migrate", "audit", verbosity=0)
    assert seen() == []
    refused("DELETE FROM audit_entry")
