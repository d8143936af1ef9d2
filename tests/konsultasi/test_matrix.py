"""The response matrix: one row for every number, the words after changes, and how it stood on an earlier day."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from konsultasi import views
from konsultasi.models import Change, Consultation, Input, Passage, Response, Standing
from konsultasi.placing import carry_inputs
from konsultasi.record.matrix import Matrix, MatrixRow, day_of, end_of
from konsultasi.services import (
    PassageText,
    answer_input,
    credit_change,
    hide_input,
    publish_version,
    record_input,
    restore_input,
    revise_answer,
    submit_input,
    withdraw_input,
)
from konsultasi.states import PUBLIC, Fate
from tests.konsultasi.conftest import NOW, TEXTS, FakePage
from tests.konsultasi.test_pages import ask, text_of

WHY = "Jenis keempat kami tambahkan pada versi berikutnya."
MENDED = "Jenis keempat dan jadwal angkutnya kami tambahkan."
NEW = "Setiap rumah tangga wajib memilah sampah menjadi 4 (empat) jenis."


def rows_of(draft: Consultation, **options: Any) -> dict[int, MatrixRow]:
    return {row.number: row for row in Matrix(draft, **options).rows()}


def second(draft: Consultation, by: Any, **words: str) -> None:
    """Version 2 with these passages reworded; "" takes one out."""
    texts = [
        PassageText(p.block_id, p.kind, p.number, words.get(p.block_id, p.text))
        for p in TEXTS
        if words.get(p.block_id, p.text)
    ]
    version = publish_version(consultation=draft, passages=texts, by=by)
    carry_inputs(version=version)


def test_a_row_holds_the_columns_of_the_paper(said: Input, draft: Consultation, joko: Any) -> None:
    assert rows_of(draft)[1].cells == [
        1,
        "Pasal 2 ayat (1) (versi 1)",
        TEXTS[4].text,
        "Usul perubahan rumusan.\nMohon ditambah jenis sampah berbahaya.",
        "Warga Kelurahan Kertosari\nSitus, 24-11-2026",
        "Belum dijawab",
        "",
        "Tetap, versi 1 masih yang terbaru.",
    ]
    answer_input(by=joko, input=said, disposition="sebagian", explanation=WHY)
    row = rows_of(draft)[1]
    assert (row.disposition, row.explained) == ("Diterima sebagian", f"{WHY}\n(Petugas kecamatan, 24-11-2026)")


def test_words_after_the_change_and_what_the_input_changed(said: Input, draft: Consultation, joko: Any) -> None:
    second(draft, joko, p2a1=NEW)
    change = Change.objects.get(kind="diubah")
    credit_change(by=joko, change=change, inputs=[said])
    after = rows_of(draft)[1].wording_after
    assert after == (f"Pasal 2 ayat (1): {NEW}\nKarena masukan ini, versi 2: kalimat diubah.")


def test_what_stays_what_goes_and_what_is_doubted(said: Input, draft: Consultation, joko: Any, ani: Any) -> None:
    whole = submit_input(by=ani, consultation=draft, kind="saran", body="Mohon disosialisasikan ke RT.")
    second(draft, joko, p2a2a="sampah organik dan daun;")
    rows = rows_of(draft)
    assert rows[1].wording_after == "Tetap."
    assert rows[whole.number].cells[1] == "Seluruh rancangan (versi 1)"
    assert rows[whole.number].wording_after == ""
    Standing.objects.filter(input=said, version__number=2).update(fate=Fate.DOUBTFUL)
    assert rows_of(draft)[1].wording_after == "Tempatnya pada versi terbaru sedang diperiksa petugas."
    Standing.objects.filter(input=said, version__number=2).update(fate=Fate.REMOVED, passage=None)
    assert rows_of(draft)[1].wording_after == "Bagian ini dihapus pada versi 2."
    Standing.objects.filter(input=said, version__number=2).delete()
    assert rows_of(draft)[1].wording_after == "Sedang disesuaikan dengan versi 2."


def test_an_article_is_compared_with_its_clauses(draft: Consultation, ani: Any, joko: Any) -> None:
    article = Passage.objects.select_related("version").get(version__consultation=draft, block_id="p2")
    submit_input(by=ani, consultation=draft, passage=article, kind="saran", body="Pasal ini terlalu panjang.")
    second(draft, joko, p1="Sampah adalah sisa kegiatan.")
    assert rows_of(draft)[1].wording_after == "Tetap."
    second(draft, joko, p2a1=NEW)
    assert rows_of(draft)[1].wording_after == f"Pasal 2: Pemilahan\n1 {NEW}\n(2) Pemilahan meliputi:\na sampah organik;"


def test_hidden_and_withdrawn_inputs_keep_their_row_and_say_why(
    said: Input, draft: Consultation, leaf: FakePage, ani: Any, budi: Any, eko: Any, joko: Any
) -> None:
    bad = submit_input(by=budi, consultation=draft, kind="saran", body="Kata kasar sekali.", show_name=True)
    answer_input(by=joko, input=bad, disposition="dicatat", explanation="Jawaban atas kata kasar tadi.")
    hide_input(by=eko, input=bad, reason="kasar")
    withdraw_input(by=ani, input=said)
    rows = rows_of(draft)
    assert sorted(rows) == [1, 2]
    assert rows[1].said == "Ditarik oleh penulisnya."
    assert rows[2].said == "Disembunyikan moderator. Alasan: Kata kasar atau serangan pribadi."
    for row in rows.values():
        assert (row.wording, row.giver, row.disposition, row.explained, row.wording_after) == ("", "", "", "", "")
    html = text_of(views.matrix(ask("/x"), draft, leaf))  # type: ignore[arg-type]
    assert "Ditarik oleh penulisnya." in html
    assert "Kata kasar atau serangan pribadi" in html
    for secret in ("Kata kasar sekali", "Jawaban atas kata kasar", "Budi Santoso", "Warga Kelurahan Kertosari"):
        assert secret not in html
    restore_input(by=eko, input=Input.objects.get(pk=bad.pk))
    assert rows_of(draft)[2].giver == "Budi Santoso"


def test_the_matrix_of_an_earlier_day(said: Input, draft: Consultation, ani: Any, joko: Any, clock: Any) -> None:
    clock.shift(timedelta(days=1))  # 25 November
    answer_input(by=joko, input=said, disposition="sebagian", explanation=WHY)
    clock.shift(timedelta(days=1))  # 26 November
    second(draft, joko, p2a1=NEW)
    submit_input(by=ani, consultation=draft, kind="saran", body="Masukan pada hari ketiga.")
    clock.shift(timedelta(days=1))  # 27 November
    revise_answer(by=joko, input=Input.objects.get(pk=said.pk), disposition="diterima", explanation=MENDED)
    credit_change(by=joko, change=Change.objects.get(kind="diubah"), inputs=[said])

    before = rows_of(draft, day=date(2026, 11, 23))
    assert before == {}
    first = rows_of(draft, day=date(2026, 11, 24))
    assert (list(first), first[1].disposition) == ([1], "Belum dijawab")
    assert first[1].wording_after == "Tetap, versi 1 masih yang terbaru."
    answered = rows_of(draft, day=date(2026, 11, 25))
    assert (list(answered), answered[1].disposition, answered[1].explanation) == ([1], "Diterima sebagian", WHY)
    third = rows_of(draft, day=date(2026, 11, 26))
    assert sorted(third) == [1, 2]
    assert third[1].explained == f"{WHY}\n(Petugas kecamatan, 25-11-2026)"
    assert third[1].wording_after == f"Pasal 2 ayat (1): {NEW}"
    now = rows_of(draft)
    assert now[1].explained == f"{MENDED}\n(Petugas kecamatan, 27-11-2026, diperbaiki)"
    assert "Karena masukan ini, versi 2" in now[1].wording_after


def test_a_day_that_is_none_is_today(draft: Consultation) -> None:
    assert [day_of(text) for text in ("", None, "2026-13-01", "kemarin", "20261124", "2026-11-24\x00")] == [None] * 6
    assert day_of("2026-11-20") == date(2026, 11, 20)
    assert Matrix(draft, day=date(2099, 1, 1)).day is None
    assert Matrix(draft, day=timezone.localdate()).day is None
    assert end_of(date(2026, 11, 20)) == datetime(2026, 11, 20, 17, 0, tzinfo=timezone.get_fixed_timezone(0))


def test_an_input_sent_a_moment_before_midnight_belongs_to_the_day(draft: Consultation, ani: Any, clock: Any) -> None:
    clock.move_to(end_of(date(2026, 11, 25)) - timedelta(seconds=1))
    submit_input(by=ani, consultation=draft, kind="saran", body="Dikirim sebelum tengah malam.")
    clock.move_to(end_of(date(2026, 11, 25)))
    submit_input(by=ani, consultation=draft, kind="saran", body="Dikirim tepat tengah malam.")
    clock.shift(timedelta(days=2))
    assert sorted(rows_of(draft, day=date(2026, 11, 25))) == [1]
    assert sorted(rows_of(draft, day=date(2026, 11, 26))) == [1, 2]


WORDS = st.text(min_size=5, max_size=40).filter(lambda text: len(text.strip()) > 4 and "\x00" not in text)
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["p2a1", "p1", ""]), st.sampled_from(["saran", "usul", "tanya"]), WORDS,
        st.sampled_from(["", "jawab", "tarik", "sembunyi"]), st.booleans(),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(deeds=DEEDS)
def test_matrix_rows_equal_inputs(deeds: Any, draft: Consultation, budi: Any, joko: Any, eko: Any) -> None:
    """Whatever happens to them: every number once, words exactly where the input is public, names by consent."""
    passages = {p.block_id: p for p in Passage.objects.filter(version__consultation=draft).select_related("version")}
    for model in (Response, Standing, Input):
        model.objects.all().delete()
    Consultation.objects.filter(pk=draft.pk).update(input_count=100, answered_count=100)
    for number, (place, kind, body, then, named) in enumerate(deeds, start=1):
        passage = passages.get(place)
        entry = Input.objects.create(
            consultation=draft, number=number, passage=passage, block_id=place, kind=kind, body=body, author=budi,
            version=next(iter(passages.values())).version, quote=passage.text if passage else "", show_name=named,
            due_on=NOW.date(), home_id=budi.home_id,
        )  # fmt: skip
        if then == "jawab":
            answer_input(by=joko, input=entry, disposition="dicatat", explanation=f"Jawaban untuk nomor {number} ini.")
        elif then == "tarik":
            withdraw_input(by=budi, input=entry)
        elif then == "sembunyi":
            hide_input(by=eko, input=entry, reason="iklan")
    rows = list(Matrix(draft).rows())
    entries = {entry.number: entry for entry in Input.objects.filter(consultation=draft)}
    assert sorted(row.number for row in rows) == sorted(entries)
    order = [(row.entry.passage.order if row.entry.passage else -1, row.number) for row in rows]
    assert order == sorted(order)
    for row in rows:
        entry = entries[row.number]
        shown = entry.state in PUBLIC
        assert row.body == (entry.body if shown else row.gone)
        assert bool(row.gone) is not shown
        assert (row.answer is not None) is (entry.state == "dijawab")
        assert row.giver == (entry.public_name if shown else "")
        assert ("Budi Santoso" in str(row.cells)) is (shown and entry.show_name)


def fill(draft: Consultation, clause: Passage, by: Any, joko: Any, n: int) -> None:
    for number in range(n):
        entry = submit_input(by=by, consultation=draft, passage=clause, kind="saran", body=f"Masukan ke-{number} {n}.")
        answer_input(by=joko, input=entry, disposition="dicatat", explanation=WHY)


def test_the_page_costs_the_same_with_1_and_30_rows(
    draft: Consultation, clause: Passage, leaf: FakePage, ani: Any, joko: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("konsultasi.services.inputs.take", lambda *_, **__: True)
    costs = []
    for n in (1, 29):
        fill(draft, clause, ani, joko, n)
        views.matrix(ask("/x"), draft, leaf)  # what every page keeps is kept now
        for query in ("", "?pada=2026-11-23", "?jenis=saran&bagian=p2a1&tanggapan=dicatat"):
            with CaptureQueriesContext(connection) as asked:
                text_of(views.matrix(ask(f"/x{query}"), draft, leaf))  # type: ignore[arg-type]
            costs.append(len(asked))
    assert costs[:3] == costs[3:]
    assert max(costs) <= 12


def test_filters_are_those_of_the_list(said: Input, draft: Consultation, leaf: FakePage, ani: Any, joko: Any) -> None:
    other = submit_input(by=ani, consultation=draft, kind="saran", body="Mohon disosialisasikan ke RT.")
    answer_input(by=joko, input=other, disposition="diterima", explanation=WHY)

    def numbers(query: str) -> list[int]:
        params = ask(f"/x?{query}").GET
        return sorted(row.number for row in Matrix(draft, params=params, day=day_of(params.get("pada"))).rows())

    assert numbers("") == [1, 2]
    assert numbers("bagian=p2a1") == [1]
    assert numbers("bagian=seluruh") == [2]
    assert numbers("jenis=saran") == [2]
    assert numbers("tanggapan=diterima") == [2]
    assert numbers("jawaban=belum") == [1]
    assert numbers("jenis=__class__&tanggapan=x&jawaban=%00&bagian=p2a1%00&author_id=1") == [1, 2]
    html = text_of(views.matrix(ask("/x?jenis=saran"), draft, leaf))  # type: ignore[arg-type]
    assert "1 masukan sesuai saringan" in html
    assert "Mohon ditambah jenis" not in html


def test_paper_inputs_show_how_they_came(draft: Consultation, clause: Passage, joko: Any) -> None:
    record_input(
        by=joko, consultation=draft, passage=clause, kind="saran", body="Disampaikan pada pertemuan.",
        channel="tatap_muka", received_on=date(2026, 11, 20), giver="Pertemuan PKK Manding",
    )  # fmt: skip
    assert rows_of(draft)[1].giver_and_way == "Pertemuan PKK Manding\nTatap muka, 20-11-2026\nDicatat petugas."


@pytest.mark.parametrize("path", ["/x", "/x?cetak=1", "/x?halaman=99", "/x?pada=2020-01-01", "/x?pada=apa"])
def test_the_page_is_whole_for_odd_addresses(said: Input, draft: Consultation, leaf: FakePage, path: str) -> None:
    html = text_of(views.matrix(ask(path), draft, leaf))  # type: ignore[arg-type]
    assert "<h1>Matriks masukan dan tanggapan</h1>" in html
    assert ("Tidak ada masukan" in html) is ("2020" in path)
