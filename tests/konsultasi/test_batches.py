"""Tables of inputs: mistakes by row and column, all or nothing, once, and taken back on the same day."""

import io
import time
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from core.registry import PERIODIC
from core.sheets import CellError
from core.states import StateError
from konsultasi import batching
from konsultasi.models import Batch, Consultation, Input, Standing
from konsultasi.services import (
    PassageText,
    answer_input,
    check_batch,
    confirm_batch,
    publish_version,
    undo_batch,
)
from tests.conftest import KERTOSARI
from tests.factories import desk_login
from tests.konsultasi.conftest import TEXTS

DAY = date(2026, 11, 23)
WHY = "Kami tambahkan pada rancangan versi berikutnya."
ROWS: list[list[Any]] = [
    ["Tatap muka", DAY, "Pertemuan PKK", KERTOSARI, "Pasal 2 ayat (1)", "Keberatan", "Tiga jenis terlalu banyak.", ""],
    ["surat", "23/11/2026", "", "", "p2a2a", "usul", "Tambahkan contoh.", "a. sampah organik, misalnya daun;"],
    ["WhatsApp", "2026-11-20", "Pak RT", "", "", "setuju", "", ""],
]


def filled(consultation: Consultation, rows: list[list[Any]]) -> SimpleUploadedFile:
    book = Workbook()
    book.active.append([column.heading for column in batching.columns(consultation)])
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("rapat.xlsx", out.getvalue())


def check(by: Any, draft: Consultation, rows: list[list[Any]] = ROWS) -> Any:
    return check_batch(by=by, consultation=draft, upload=filled(draft, rows))


def test_a_table_becomes_inputs(joko: Any, draft: Consultation) -> None:
    batch, sheet = check(joko, draft)
    assert (sheet.errors, Input.objects.count()) == ([], 0)
    confirm_batch(by=joko, batch=batch)
    first, second, third = Input.objects.order_by("number")
    assert (first.channel, first.received_on, first.giver, first.home_id) == (
        "tatap_muka",
        DAY,
        "Pertemuan PKK",
        KERTOSARI,
    )
    assert (first.block_id, first.quote, first.kind, first.number) == ("p2a1", first.passage.text, "keberatan", 1)
    assert (second.block_id, second.kind, second.proposed[:2], second.home) == ("p2a2a", "usul", "a.", None)
    assert (third.block_id, third.body, third.passage, third.recorded_by) == ("", "", None, joko)
    assert Standing.objects.count() == 3
    draft.refresh_from_db()
    batch.refresh_from_db()
    assert (draft.input_count, draft.last_number) == (3, 3)
    assert (batch.state, batch.rows, batch.first_number, batch.done) == ("dibuat", [], 1, 3)
    with pytest.raises(StateError, match="sudah dibuat"):
        confirm_batch(by=joko, batch=batch)
    assert Input.objects.count() == 3


def test_one_mistake_and_nothing_is_made(joko: Any, draft: Consultation) -> None:
    bad = [
        ROWS[0],
        ["Situs", date(2026, 12, 1), "", "", "Pasal 9", "keberatan", "abc", ""],
        ["surat", date(2026, 1, 1), "", "", "", "keberatan", "=A1", ""],
    ]
    batch, sheet = check(joko, draft, bad)
    assert batch is None
    assert not Batch.objects.exists()
    assert [(e.row, e.column) for e in sheet.errors] == [
        (3, "Cara diterima"),
        (3, "Bagian rancangan"),
        (3, "Isi masukan"),
        (3, "Tanggal diterima"),
        (4, "Isi masukan"),
        (4, "Tanggal diterima"),
    ]
    assert CellError(4, "Tanggal diterima", batching.OUT_OF_TIME) in sheet.errors
    assert CellError(3, "Tanggal diterima", batching.FUTURE) in sheet.errors


def test_the_same_content_is_used_once(joko: Any, citra: Any, draft: Consultation) -> None:
    one, other = check(joko, draft)[0], check(citra, draft)[0]
    confirm_batch(by=joko, batch=one)
    with pytest.raises(StateError, match="sudah dipakai"):
        confirm_batch(by=citra, batch=other)
    with pytest.raises(ValidationError, match="sudah dipakai pada 24"):
        check(citra, draft)
    assert Input.objects.count() == 3


def test_taken_back_the_same_day_while_nobody_answered(joko: Any, draft: Consultation, clock: Any) -> None:
    batch = confirm_batch(by=joko, batch=check(joko, draft)[0])
    undo_batch(by=joko, batch=batch)
    assert set(Input.objects.values_list("state", "body", "giver")) == {("ditarik", "", "")}
    draft.refresh_from_db()
    assert (draft.input_count, draft.last_number) == (0, 3)
    with pytest.raises(StateError):
        undo_batch(by=joko, batch=batch)
    again = confirm_batch(by=joko, batch=check(joko, draft)[0])  # a table taken back may come again
    answer_input(by=joko, input=Input.objects.get(number=5), disposition="diterima", explanation=WHY)
    with pytest.raises(StateError, match="sudah ditangani"):
        undo_batch(by=joko, batch=again)
    later = confirm_batch(by=joko, batch=check(joko, draft, ROWS[:1])[0])
    clock.shift(timedelta(days=1))
    with pytest.raises(StateError, match="pada hari dibuatnya"):
        undo_batch(by=joko, batch=later)


def test_a_version_meanwhile_without_the_passage(joko: Any, draft: Consultation) -> None:
    batch = check(joko, draft)[0]
    texts = [text for text in TEXTS if text.block_id != "p2a2a"]
    publish_version(consultation=draft, passages=texts, by=joko)
    confirm_batch(by=joko, batch=batch)
    batch.refresh_from_db()
    assert (batch.state, Input.objects.count()) == ("gagal", 0)
    assert "Versi baru terbit" in batch.trouble
    draft.refresh_from_db()
    assert draft.last_number == 0


def test_a_version_meanwhile_that_keeps_them(joko: Any, draft: Consultation) -> None:
    batch = check(joko, draft)[0]
    texts = [PassageText(t.block_id, t.kind, t.number, t.text.replace("3 (tiga)", "2 (dua)")) for t in TEXTS]
    publish_version(consultation=draft, passages=texts, by=joko)
    confirm_batch(by=joko, batch=batch)
    assert {row.version.number for row in Input.objects.select_related("version")} == {2}


def test_who_may(ani: Any, dewi: Any, joko: Any, fajar: Any, draft: Consultation) -> None:
    for person in (ani, dewi):
        with pytest.raises(PermissionDenied):
            check(person, draft)
    assert check(fajar, draft)[0].by == fajar


def test_checked_and_forgotten(joko: Any, draft: Consultation, clock: Any) -> None:
    check(joko, draft)
    clock.shift(timedelta(days=1, minutes=1))
    dict(PERIODIC.items())["lembar masukan"]()
    assert not Batch.objects.exists()


def test_by_hand(joko: Any, ani: Any, draft: Consultation, client: Any) -> None:
    new = reverse("konsultasi:desk_batch_new", args=[draft.pk])
    assert client.get(new).status_code == 302
    desk_login(client, joko)
    book = load_workbook(io.BytesIO(client.get(f"{new}templat/").content))
    assert "Pasal 2 ayat (1)" in [cell.value for cell in book["Pilihan"]["D"]]
    assert "Pilih berkas" in client.post(new, {"x": "1"}).content.decode()
    page = client.post(new, {"berkas": SimpleUploadedFile("x.xlsx", b"bukan excel")})
    assert "bukan Excel" in page.content.decode()
    page = client.post(new, {"berkas": filled(draft, [["surat", DAY, "", "", "", "tanya", "x", ""]])})
    assert "<td>2</td><td>Isi masukan</td><td>Tulis isi masukan, paling sedikit 5 huruf.</td>" in page.content.decode()
    there = client.post(new, {"berkas": filled(draft, ROWS)})
    assert there.status_code == 302
    page = client.get(there.url).content.decode()
    assert "Buat 3 masukan" in page
    assert "Pasal 2 ayat (1)" in page
    data = {"kunci": str(uuid.uuid4()), "aksi": "buat"}
    assert client.post(there.url, data).status_code == client.post(there.url, data).status_code == 302
    assert Input.objects.count() == 3
    assert "nomor 1 sampai 3" in client.get(there.url).content.decode()
    assert client.post(there.url, {"kunci": str(uuid.uuid4()), "aksi": "batalkan"}).status_code == 302
    assert "dibatalkan" in client.get(there.url).content.decode()
    assert "rapat.xlsx" in client.get(new).content.decode()


def test_many_rows_cost_few_questions(joko: Any, draft: Consultation, django_assert_max_num_queries: Any) -> None:
    rows = [
        ["surat", DAY, f"Warga {n}", "", "Pasal 2 ayat (1)", "saran", f"Saran warga yang ke {n}.", ""]
        for n in range(1500)
    ]
    batch = check(joko, draft, rows)[0]
    with django_assert_max_num_queries(100):
        confirm_batch(by=joko, batch=batch)
    assert Input.objects.count() == 1500
    assert Batch.objects.get().inputs().count() == 1500


@pytest.mark.slow
def test_five_thousand_rows_are_checked_and_made_in_seconds(joko: Any, draft: Consultation) -> None:
    """The most a table may hold: read with its mistakes told in a few seconds, made in one transaction as quickly."""
    row = ["Tatap muka", DAY, "Rapat RW", KERTOSARI, "Pasal 2 ayat (1)", "Saran", "", ""]
    rows = [[*row[:6], f"Saran warga yang ke {n} tentang jadwal angkut.", row[7]] for n in range(batching.MAX_ROWS)]
    upload = filled(draft, [*rows[:-1], [*row[:4], "Pasal 99", "Saran", "x", ""]])
    began = time.process_time()
    batch, sheet = check_batch(by=joko, consultation=draft, upload=upload)
    assert (batch, [(one.row, one.column) for one in sheet.errors]) == (
        None,
        [(batching.MAX_ROWS + 1, "Bagian rancangan"), (batching.MAX_ROWS + 1, "Isi masukan")],
    )
    assert not Batch.objects.exists()
    read = time.process_time() - began
    good = check_batch(by=joko, consultation=draft, upload=filled(draft, rows))[0]
    began = time.process_time()
    confirm_batch(by=joko, batch=good)
    made = time.process_time() - began
    assert Input.objects.count() == Standing.objects.count() == batching.MAX_ROWS
    assert (read < 15, made < 15) == (True, True), (read, made)
