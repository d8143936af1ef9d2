"""The berita acara: what is counted, who may write it, when the public reads it, page, Word and PDF alike."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from docx import Document
from docx.shared import Mm
from pdfminer.high_level import extract_pages, extract_text

from audit.models import Entry
from core import pdf
from core.spelled import day_in_words, in_words
from core.states import StateError
from konsultasi import views
from konsultasi.models import Closing, Consultation, Input, Minutes, Passage
from konsultasi.record.minutes import Figures, sections, share
from konsultasi.services import answer_input, hide_input, record_input, submit_input, withdraw_input
from konsultasi.services.record import write_minutes
from tests.konsultasi.conftest import NOW, FakePage
from tests.konsultasi.test_desk import enter
from tests.konsultasi.test_pages import ask, fill, text_of

needs_pango = pytest.mark.skipif(not pdf.available(), reason="no Pango on this machine")
WHY = "Jenis keempat kami tambahkan pada versi berikutnya."
REASON = "Masukan nomor 1 menunggu keputusan Bupati tentang retribusi."
SIGNERS = [{"name": "Joko Susilo", "office": "Camat Temanggung"}, {"name": "Rini & Co", "office": "Notulis"}]


@pytest.fixture
def busy(said: Input, draft: Consultation, clause: Passage, ani: Any, budi: Any, joko: Any, eko: Any) -> Consultation:
    """Five numbers: one waits, two are answered (one of them from a meeting), one is hidden, one is withdrawn."""
    answer_input(
        by=joko,
        input=submit_input(by=budi, consultation=draft, passage=clause, kind="tanya", body="Siapa yang mengangkut?"),
        disposition="dicatat",
        explanation=WHY,
    )
    paper = record_input(
        by=joko, consultation=draft, kind="saran", body="Dari pertemuan warga.", channel="tatap_muka",
        received_on=date(2026, 11, 20),
    )  # fmt: skip
    answer_input(by=joko, input=paper, disposition="diterima", explanation=WHY)
    hide_input(
        by=eko, input=submit_input(by=budi, consultation=draft, kind="saran", body="Kata kasar."), reason="kasar"
    )
    withdraw_input(by=ani, input=submit_input(by=ani, consultation=draft, kind="saran", body="Saya tarik nanti."))
    return draft


@pytest.fixture
def shut(busy: Consultation, clock: Any) -> Consultation:
    """The same after the close."""
    clock.move_to(busy.closes_at + timedelta(days=1))
    return busy


def write(draft: Consultation, by: Any, **fields: Any) -> Minutes:
    values = {"place": "Kantor Kecamatan", "day": date(2026, 12, 9), "signers": SIGNERS, "number": "100/7/2026"}
    return write_minutes(by=by, consultation=draft, **values | fields)


def rows_of(parts: list[dict[str, Any]], title: str) -> list[list[str]]:
    return next(part["rows"] for part in parts if part["title"] == title)


def test_counts_by_channel_region_kind_and_answer(busy: Consultation) -> None:
    figures = Figures.of(busy)
    assert (figures.received, figures.total, figures.answered, figures.unanswered, figures.on_time) == (5, 3, 2, 1, 2)
    parts = sections(busy)
    assert rows_of(parts, "Menurut cara diterima") == [
        ["Situs", "2", "66%"], ["Situs, dengan bantuan", "0", "0%"], ["Situs, tanpa akun (tamu)", "0", "0%"],
        ["Tatap muka", "1", "33%"], ["Surat", "0", "0%"], ["WhatsApp", "0", "0%"],
    ]  # fmt: skip
    assert rows_of(parts, "Menurut wilayah pemberi masukan") == [
        ["Desa Guntur", "1", "33%"], ["Kelurahan Kertosari", "1", "33%"], ["Tidak tercatat", "1", "33%"],
    ]  # fmt: skip
    kinds = {row[0]: row[1] for row in rows_of(parts, "Menurut jenis masukan")}
    assert (kinds["Usul perubahan rumusan"], kinds["Pertanyaan"], kinds["Saran"], kinds["Keberatan"]) == (
        "1", "1", "1", "0",
    )  # fmt: skip
    given = {row[0]: row[1] for row in rows_of(parts, "Menurut tanggapan")}
    assert given == {
        "Diterima": "1", "Diterima sebagian": "0", "Tidak diterima": "0", "Dicatat": "1", "Di luar lingkup": "0",
    }  # fmt: skip
    words = [text for part in parts for text in part["paragraphs"]]
    assert "Diterima 5 masukan. Tampil di halaman publik 3 masukan." in words
    assert "Ditarik penulisnya 1, disembunyikan moderator 1." in words
    assert "Sudah dijawab: 2 dari 3 (66%) masukan." in words
    assert "Dijawab tepat waktu: 2 dari 2 (100%) jawaban." in words
    assert rows_of(parts, "Masa dan naskah") == [["Versi 1", "24 November 2026", "7", ""]]
    assert rows_of(parts, "Masukan yang belum dijawab") == [
        ["1", "Pasal 2 ayat (1)", "Usul perubahan rumusan", "14-12-2026"]
    ]


def test_the_published_reason_stands_beside_what_is_unanswered(shut: Consultation, joko: Any) -> None:
    Closing.objects.create(consultation=shut, total=3, unanswered=1, reason=REASON, by=joko, role="officer")
    part = next(part for part in sections(shut) if part["title"] == "Masukan yang belum dijawab")
    assert part["paragraphs"] == ["1 masukan belum dijawab.", f"Alasan yang diumumkan pada 9 Desember 2026: {REASON}"]
    Input.objects.filter(number=1).update(state="ditarik")
    assert "Masukan yang belum dijawab" not in [part["title"] for part in sections(shut)]


@pytest.mark.parametrize(
    ("who", "may"),
    [("joko", True), ("hadi", True), ("ani", False), ("citra", False), ("dewi", False), ("eko", False), ("gita", False),
     ("fajar", False), ("indra", False)],
)  # fmt: skip
def test_who_answers_inputs_writes_it(shut: Consultation, who: str, may: bool, request: Any) -> None:
    person = request.getfixturevalue(who)
    if may:
        assert write(shut, person).changed_by == person
        entry = Entry.objects.get(verb="write_minutes")
        assert (entry.data, entry.actor_id) == ({"signers": 2}, person.pk)
    else:
        with pytest.raises(PermissionDenied):
            write(shut, person)
        assert not Minutes.objects.exists()


def test_it_is_written_after_the_close_only(busy: Consultation, joko: Any, clock: Any) -> None:
    with pytest.raises(StateError, match="sesudah masa masukan ditutup"):
        write(busy, joko)
    clock.move_to(busy.closes_at)
    write(busy, joko)


@pytest.mark.parametrize("signers", [[], SIGNERS * 4])
def test_somebody_signs_but_not_everybody(shut: Consultation, joko: Any, signers: Any) -> None:
    with pytest.raises(ValidationError, match="1 sampai 6"):
        write(shut, joko, signers=signers)


def test_what_was_counted_stays_until_it_is_written_again(shut: Consultation, joko: Any) -> None:
    first = write(shut, joko).content
    answer_input(by=joko, input=Input.objects.get(number=1), disposition="ditolak", explanation=WHY)
    assert Minutes.objects.get().content == first
    again = write(shut, joko, place="Pendapa").content
    assert again != first
    assert Minutes.objects.get().place == "Pendapa"


def test_nobody_reads_it_before_it_is_written_or_while_inputs_come_in(
    busy: Consultation, leaf: FakePage, joko: Any, clock: Any
) -> None:
    with pytest.raises(Http404):
        views.minutes(ask("/x"), busy, leaf)
    clock.move_to(busy.closes_at)
    with pytest.raises(Http404):
        views.minutes(ask("/x"), busy, leaf)
    write(busy, joko)
    assert views.minutes(ask("/x"), busy, leaf).status_code == 200
    Consultation.objects.filter(pk=busy.pk).update(closes_at=timezone.now() + timedelta(days=3))
    with pytest.raises(Http404):
        views.minutes(ask("/x"), Consultation.objects.get(), leaf)
    Consultation.objects.filter(pk=busy.pk).update(closes_at=NOW, visible=False)
    with pytest.raises(Http404):
        views.minutes(ask("/x"), Consultation.objects.get(), leaf)


def all_words(parts: list[dict[str, Any]]) -> list[str]:
    """Every word that page, Word and PDF must hold."""
    texts: list[str] = []
    for part in parts:
        texts += [part["title"], *part["paragraphs"], *part["head"], *[cell for row in part["rows"] for cell in row]]
    return [word for text in texts for word in text.split()]


@needs_pango
def test_page_word_and_pdf_say_the_same(shut: Consultation, leaf: FakePage, joko: Any) -> None:
    minutes = write(shut, joko, note="Catatan <b>khusus</b> 😀 \x07 مرحبا")
    html = text_of(views.minutes(ask("/x"), shut, leaf))  # type: ignore[arg-type]
    document = Document(io.BytesIO(content_of(shut, leaf, "docx&kertas=a4")))
    word = " ".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))
    paper = content_of(shut, leaf, "pdf")
    text = " ".join(extract_text(io.BytesIO(paper)).split())
    opening = (
        "Pada hari ini, Rabu tanggal sembilan bulan Desember tahun dua ribu dua puluh enam, bertempat di "
        "Kantor Kecamatan, disusun berita acara konsultasi publik atas Pengelolaan Sampah Rumah Tangga."
    )
    for found in (html, word, text):
        assert opening in found
        assert [one for one in all_words(minutes.content) if one not in found] == []
        assert "100/7/2026" in found
        assert "Joko Susilo" in found
        assert "Camat Temanggung" in found
    assert "&lt;b&gt;khusus" in html
    assert "<b>khusus</b>" in word
    assert "<b>khusus</b>" in text
    assert round(document.sections[0].page_height / Mm(1)) == 297
    page = next(iter(extract_pages(io.BytesIO(paper))))
    assert (round(page.width * 25.4 / 72), round(page.height * 25.4 / 72)) == (210, 330)


def content_of(draft: Consultation, leaf: FakePage, kind: str) -> bytes:
    response = views.minutes(ask(f"/x?unduh={kind}"), draft, leaf)
    return b"".join(response.streaming_content)  # type: ignore[attr-defined,arg-type]


def test_without_pango_the_page_is_offered(shut: Consultation, leaf: FakePage, joko: Any, monkeypatch: Any) -> None:
    write(shut, joko)
    monkeypatch.setattr(pdf, "_weasyprint", lambda: None)
    html = text_of(views.minutes(ask("/x?unduh=pdf"), shut, leaf))  # type: ignore[arg-type]
    assert "Berkas PDF belum dapat dibuat di server ini." in html
    with pytest.raises(pdf.PdfMissingError):
        pdf.from_html("<p>x")


@needs_pango
def test_a_document_fetches_nothing(monkeypatch: Any) -> None:
    asked: list[str] = []

    def note(url: str) -> Any:
        asked.append(url)
        raise ValueError(url)

    monkeypatch.setattr(pdf, "refuse", note)
    outside = '<img src="http://192.0.2.1/x.png"><img src="file:///etc/passwd"><link rel="stylesheet" href="//x/y.css">'
    assert pdf.from_html(f"<title>x</title><p>Isi{outside}").startswith(b"%PDF")
    assert set(asked) >= {"http://192.0.2.1/x.png", "file:///etc/passwd"}


def test_whatever_is_outside_is_refused() -> None:
    with pytest.raises(ValueError, match="Alamat file:///etc/passwd tidak diambil."):
        pdf.refuse("file:///etc/passwd")


def test_the_desk_form_keeps_what_was_typed_and_names_what_is_missing(
    shut: Consultation, joko: Any, client: Any
) -> None:
    client, url = enter(client, joko), reverse("konsultasi:desk_minutes", args=[shut.pk])
    html = client.get(url).content.decode()
    assert "Isi menurut keadaan sekarang" in html
    key = html.split('name="kunci" value="')[1].split('"')[0]
    typed = {"kunci": key, "day": "2026-12-09", "place": "Pendapa", "name_1": "Joko", "office_1": "", "name_2": "Rini"}
    html = client.post(url, typed).content.decode()
    assert "Isi jabatan." in html
    assert "Isi nama dan jabatan penanda tangan 2." in html
    assert 'value="Pendapa"' in html
    done = client.post(url, typed | {"office_1": "Camat", "name_2": ""})
    assert done["Location"] == "/rancangan/sampah/berita-acara/"
    assert Minutes.objects.get().signers == [{"name": "Joko", "office": "Camat"}]
    assert 'value="Camat"' in client.get(url).content.decode()


def test_the_desk_form_before_the_close(busy: Consultation, joko: Any, citra: Any, client: Any) -> None:
    url = reverse("konsultasi:desk_minutes", args=[busy.pk])
    enter(client, joko)
    html = client.get(url).content.decode()
    assert "Sesudah itu berita acara dapat disimpan" in html
    key = html.split('name="kunci" value="')[1].split('"')[0]
    typed = {"kunci": key, "day": "2026-12-09", "place": "Pendapa", "name_1": "Joko", "office_1": "Camat"}
    assert "Berita acara disusun sesudah masa masukan ditutup." in client.post(url, typed).content.decode()
    assert enter(client, citra).get(url).status_code == 403


def test_counting_costs_the_same_with_1_and_30_inputs(draft: Consultation, clause: Passage, ani: Any) -> None:
    costs = []
    for n in (1, 29):
        fill(draft, clause, ani, n)
        sections(draft)  # names of levels are kept now
        with CaptureQueriesContext(connection) as asked:
            sections(draft)
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 8


def test_days_in_words() -> None:
    assert [in_words(n) for n in (0, 11, 19, 20, 31, 100, 115, 250, 1000, 1999, 2026)] == [
        "nol", "sebelas", "sembilan belas", "dua puluh", "tiga puluh satu", "seratus", "seratus lima belas",
        "dua ratus lima puluh", "seribu", "seribu sembilan ratus sembilan puluh sembilan",
        "dua ribu dua puluh enam",
    ]  # fmt: skip
    assert day_in_words(date(2027, 1, 5)) == "Selasa tanggal lima bulan Januari tahun dua ribu dua puluh tujuh"
    assert (share(0, 0), share(1, 3), share(1250, 1250)) == ("0 dari 0", "1 dari 3 (33%)", "1.250 dari 1.250 (100%)")


def test_the_draft_page_leads_to_it(shut: Consultation, leaf: FakePage, joko: Any) -> None:
    link = 'href="/rancangan/sampah/berita-acara/"'
    assert link not in text_of(views.show_draft(ask(shut.url), shut, leaf))
    write(shut, joko)
    assert link in text_of(views.show_draft(ask(shut.url), shut, leaf))
