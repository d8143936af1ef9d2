"""Sealing, and finding what was tampered with."""

import csv
import hashlib
import io
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone

from audit import sealing, triggers
from audit.models import Check, Entry, Seal
from audit.services import record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries count as settled when they are made."""
    monkeypatch.setattr(sealing, "SETTLED", timedelta(seconds=-5))


@pytest.fixture
def chain(ani: Any) -> list[Entry]:
    """Six sealed entries, some with words."""
    entries = [record(by=None, verb=f"langkah{n}", target=ani, note="Alasan petugas." * (n % 2)) for n in range(6)]
    assert sealing.seal() == 6
    return entries


@pytest.fixture
def tamper(chain: list[Entry]) -> Iterator[Callable[..., None]]:
    """Run SQL as someone with the database password would, triggers out of the way."""
    assert sealing.check_all().good
    triggers.remove(connection)

    def run(*statements: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED" if connection.vendor == "postgresql" else "SELECT 1")
            for sql in statements:
                cursor.execute(sql.format(*(entry.pk for entry in chain)))

    yield run
    with connection.cursor() as cursor:  # rows that point nowhere would fail the test's own end
        for table in ("audit_seal", "audit_note", "audit_entry"):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608
    triggers.install(connection)


def test_the_chain_holds(chain: list[Entry]) -> None:
    walk = sealing.check_all()
    assert (walk.good, walk.position, walk.late) == (True, 6, 0)
    assert walk.digest == Seal.objects.get(position=6).digest
    assert sealing.seal() == 0


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        (["UPDATE audit_entry SET verb = 'lain' WHERE id = {2}"], "mata rantai 3 tidak sesuai"),
        (["UPDATE audit_entry SET actor_id = 99 WHERE id = {2}"], "mata rantai 3 tidak sesuai"),
        (["UPDATE audit_entry SET data = '{{\"a\": 1}}' WHERE id = {0}"], "mata rantai 1 tidak sesuai"),
        (["UPDATE audit_entry SET target_id = '77' WHERE id = {5}"], "mata rantai 6 tidak sesuai"),
        (["UPDATE audit_entry SET role = 'camat' WHERE id = {5}"], "mata rantai 6 tidak sesuai"),
        (["UPDATE audit_note SET text = 'Alasan lain.' WHERE entry_id = {1}"], "mata rantai 2 diubah"),
        (["DELETE FROM audit_note WHERE entry_id = {1}"], "mata rantai 2 diubah"),
        (["DELETE FROM audit_seal WHERE position = 3"], "Mata rantai 3 hilang"),
        (
            [
                "DELETE FROM audit_seal WHERE position = 3",
                "UPDATE audit_seal SET position = position - 1 WHERE position = 4",
            ],
            "mata rantai 3 tidak sesuai",
        ),
        (["DELETE FROM audit_seal WHERE position > 4"], "Mata rantai 5 sampai 6 hilang"),
        (
            [
                "UPDATE audit_seal SET position = 100 WHERE position = 2",
                "UPDATE audit_seal SET position = 2 WHERE position = 3",
                "UPDATE audit_seal SET position = 3 WHERE position = 100",
            ],
            "mata rantai 2 tidak sesuai",
        ),
        (["UPDATE audit_seal SET digest = 'x' WHERE position = 4"], "mata rantai 4 tidak sesuai"),
    ],
    ids=[
        "verb",
        "actor",
        "data",
        "target",
        "role",
        "words",
        "words gone",
        "seal gone",
        "entry gone",
        "tail",
        "order",
        "digest",
    ],
)
def test_tampering_is_found(tamper: Callable[..., None], statements: list[str], words: str) -> None:
    tamper(*statements)
    walk = sealing.check_all()
    assert words in walk.problem
    with pytest.raises(CommandError, match="tidak utuh"):
        call_command("verify")


def test_a_removed_entry_is_found(tamper: Callable[..., None]) -> None:
    tamper("DELETE FROM audit_seal WHERE position = 5", "DELETE FROM audit_note WHERE entry_id = {4}")
    tamper("DELETE FROM audit_entry WHERE id = {4}")
    assert sealing.check_all().problem == "Mata rantai 5 hilang."


def test_a_whole_chain_made_anew_is_found(tamper: Callable[..., None]) -> None:
    """Someone who can do everything, resealing included, still meets the heads that were seen before."""
    tamper("UPDATE audit_entry SET reason = 'x' WHERE id = {1}", "DELETE FROM audit_seal")
    assert sealing.seal() == 6
    assert sealing.check_all().problem == "Mata rantai 6 berbeda dari pemeriksaan terdahulu."


def test_an_entry_inserted_later_is_found(tamper: Callable[..., None], chain: list[Entry]) -> None:
    old = chain[2]
    old.pk, old.at = chain[0].pk - 1, old.at - timedelta(days=3)
    old.save(force_insert=True)
    assert sealing.seal() == 1
    assert sealing.check_all().problem == "Catatan pada mata rantai 7 disisipkan kemudian."


def test_an_entry_that_commits_late_is_sealed_at_the_next_position(chain: list[Entry]) -> None:
    late = chain[2]
    late.pk, late.at = chain[0].pk - 1, timezone.now()
    late.save(force_insert=True)
    assert sealing.seal() == 1
    assert Seal.objects.get(position=7).entry_id == late.pk
    assert sealing.check_all().good


def test_fresh_entries_wait(ani: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "SETTLED", timedelta(seconds=5))
    record(by=None, verb="baru", target=ani)
    assert sealing.seal() == 0


def test_a_lost_tail_is_never_forgotten(tamper: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "KEPT_CHECKS", 2)
    tamper("DELETE FROM audit_seal WHERE position > 4")
    for _ in range(5):
        assert sealing.check_all().problem == "Mata rantai 5 sampai 6 hilang."
    assert Check.objects.count() == 3


def test_walks_go_in_steps_and_rest(chain: list[Entry], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "STEP", 4)
    first = sealing.check_some()
    assert first is not None
    assert (first.position, first.finished_at) == (4, None)
    second = sealing.check_some()
    assert second is not None
    assert (second.pk, second.position, second.good) == (first.pk, 6, True)
    assert sealing.check_some() is None
    Check.objects.update(finished_at=timezone.now() - timedelta(hours=2))
    third = sealing.check_some()
    assert third is not None
    assert third.pk != first.pk


def test_blanked_words_do_not_break_the_chain(chain: list[Entry]) -> None:
    chain[1].note.text = ""
    chain[1].note.save()
    assert sealing.check_all().good


def test_batches_make_one_chain(ani: Any, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any) -> None:
    monkeypatch.setattr(sealing, "BATCH", 7)
    for number in range(20):
        record(by=None, verb=f"v{number}", target=ani)
    assert sealing.seal() == 20
    assert sealing.check_all().position == 20


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_make_one_chain(ani: Any) -> None:
    for number in range(200):
        record(by=None, verb=f"v{number}", target=ani)
    barrier = threading.Barrier(4)
    sealed: list[int] = []

    def work() -> None:
        try:
            barrier.wait()
            sealed.append(sealing.seal())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(sealed), sum(sealed)) == (4, 200)  # none failed, none sealed twice
    walk = sealing.check_all()
    assert (walk.good, walk.position) == (True, 200)


def test_public_page(client: Any, chain: list[Entry]) -> None:
    sealing.check_all()
    response = client.get("/jejak/")
    page = response.content.decode()
    assert "Rantai jejak utuh." in page
    assert Seal.objects.get(position=6).digest in page
    Check.objects.update(problem="Mata rantai 3 hilang.")
    assert "Mata rantai 3 hilang." in client.get("/jejak/?lagi").content.decode()


def test_public_page_before_anything_happened(client: Any, places: None) -> None:
    assert "Belum ada catatan yang disegel" in client.get("/jejak/").content.decode()


def test_anyone_can_check_the_download_and_learns_nobody(client: Any, chain: list[Entry], eko: Any) -> None:
    record(by=eko, verb="rahasia", target=eko, data={"angka": 424242})
    sealing.seal()
    response = client.get("/jejak/jejak.csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    digest = ""
    for row in rows:
        digest = hashlib.sha256(f"{digest}\n{row['baris']}".encode()).hexdigest()
        assert digest == row["sidik"]
    assert [row["posisi"] for row in rows] == [str(n) for n in range(1, 8)]
    assert rows[-1]["peran"] == "moderator"
    assert "424242" not in text
    assert Entry.objects.latest("id").salt not in text


def test_a_long_chain_is_read_in_few_queries(client: Any, chain: list[Entry], django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):  # the rooms' own question of what is held back, and two portions
        b"".join(client.get("/jejak/jejak.csv").streaming_content)


def test_a_long_trail_is_looked_through_now_and_then(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """In between only its end is; an entry that came late far below is sealed by the next sweep, none is lost."""
    monkeypatch.setattr(sealing, "BATCH", 2)
    monkeypatch.setattr(sealing, "REACH", 3)
    monkeypatch.setattr(sealing, "_swept", {})

    def made(number: int) -> Entry:
        return Entry.objects.create(id=number, at=timezone.now(), verb="coba", target_type="x", target_id="1")

    entries = [made(1000 + number) for number in range(9)]
    assert sealing.seal() == 9  # in batches of two
    assert list(Seal.objects.values_list("entry_id", flat=True)) == [entry.pk for entry in entries]
    late = made(900)
    made(1007 + 100)
    assert sealing.seal() == 1
    assert not Seal.objects.filter(entry=late).exists()
    monkeypatch.setattr(sealing, "SWEEP", -1.0)
    assert sealing.seal() == 1
    assert Seal.objects.order_by("-position")[0].entry_id == late.pk
    assert sealing.check_all().good
