"""The matrix as CSV, XLSX, DOCX and PDF, read back word by word; long ones made by the worker."""

import csv
import io
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from docx import Document
from docx.shared import Mm
from openpyxl import load_workbook
from pdfminer.high_level import extract_pages, extract_text

from core import pango, pdftable
from core.models import private_storage
from konsultasi import export, views
from konsultasi.models import Consultation, Input, MatrixFile
from konsultasi.record import kept
from konsultasi.record.files import SHEET
from konsultasi.record.matrix import COLUMNS, Matrix
from konsultasi.services import answer_input, hide_input, submit_input
from konsultasi.tasks import make_matrix
from tests.konsultasi.conftest import TEXTS, FakePage
from tests.konsultasi.test_pages import ask, text_of

needs_pango = pytest.mark.skipif(not pdftable.available(), reason="no Pango on this machine")
WHY = "Jenis keempat kami tambahkan pada versi berikutnya."
ODD = "Huruf \x07aneh\x0b 😀 مرحبا \u202eterbalik\u202c <b>&amp;</b>\nbaris dua"
NEAT = "Huruf aneh 😀 مرحبا terbalik <b>&amp;</b>\nbaris dua"


@pytest.fixture
def three(said: Input, draft: Consultation, ani: Any, budi: Any, joko: Any, eko: Any) -> Consultation:
    """An answered input, one with a formula and a name, and one that is hidden."""
    answer_input(by=joko, input=said, disposition="sebagian", explanation=WHY)
    submit_input(by=budi, consultation=draft, kind="saran", body='=HYPERLINK("http://x.id";"klik")', show_name=True)
    bad = submit_input(by=ani, consultation=draft, kind="saran", body="Kata kasar sekali.")
    hide_input(by=eko, input=bad, reason="kasar")
    draft.refresh_from_db()
    return draft


def bytes_of(draft: Consultation, leaf: FakePage, query: str) -> bytes:
    response = views.matrix(ask(f"/x?{query}"), draft, leaf)  # type: ignore[arg-type]
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    return b"".join(response.streaming_content)  # type: ignore[attr-defined,arg-type]


def words_of(pdf: bytes) -> str:
    return " ".join(extract_text(io.BytesIO(pdf)).split())


def test_csv_holds_every_cell(three: Consultation, leaf: FakePage) -> None:
    rows = list(csv.reader(io.StringIO(bytes_of(three, leaf, "unduh=csv").decode("utf-8-sig"))))
    assert rows[0] == list(SHEET)
    assert [row[0] for row in rows[1:]] == ["2", "3", "1"]
    assert rows[3] == [
        "1", "Pasal 2 ayat (1) (versi 1)", TEXTS[4].text, "Mohon ditambah jenis sampah berbahaya.",
        "Warga Kelurahan Kertosari\nSitus, 24-11-2026", "Diterima sebagian", WHY, "Tetap, versi 1 masih yang terbaru.",
        "", "Usul perubahan rumusan", "1", "Situs", "2026-11-24", "Petugas kecamatan", "2026-11-24", "0", "0",
        "Dijawab", "",
    ]  # fmt: skip
    assert rows[1][3] == '\'=HYPERLINK("http://x.id";"klik")'
    assert rows[2][3] == "Disembunyikan moderator. Alasan: Kata kasar atau serangan pribadi."
    assert rows[2][-2:] == ["Disembunyikan", ""]


def test_xlsx_keeps_numbers_dates_and_refuses_formulas(three: Consultation, leaf: FakePage) -> None:
    sheet = load_workbook(io.BytesIO(bytes_of(three, leaf, "unduh=xlsx"))).active
    rows = list(sheet.iter_rows())
    assert [cell.value for cell in rows[0]] == list(SHEET)
    assert rows[3][0].value == 1
    assert rows[3][12].value.date() == date(2026, 11, 24)
    assert rows[1][3].value == '\'=HYPERLINK("http://x.id";"klik")'
    assert {cell.data_type for row in rows for cell in row} <= {"inlineStr", "s", "n", "d"}, "no formulas"
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize(("query", "width"), [("", 330), ("&kertas=f4", 330), ("&kertas=a4", 297), ("&kertas=x", 330)])
def test_docx_is_a_lying_table_of_the_paper_asked_for(
    three: Consultation, leaf: FakePage, query: str, width: int
) -> None:
    document = Document(io.BytesIO(bytes_of(three, leaf, f"unduh=docx{query}")))
    section = document.sections[0]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (width, 210)
    table = document.tables[0]
    found = [[cell.text for cell in row.cells] for row in table.rows]
    assert found[0] == list(COLUMNS)
    assert found[1:] == [[str(cell) for cell in row.cells] for row in Matrix(three).rows()]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert document.core_properties.title.startswith("Matriks masukan dan tanggapan")
    assert any("Naskah versi 1." in paragraph.text for paragraph in document.paragraphs)


@needs_pango
@pytest.mark.parametrize(("query", "width"), [("", 330), ("&kertas=a4", 297)])
def test_pdf_is_a_lying_table_of_the_paper_asked_for(
    three: Consultation, leaf: FakePage, query: str, width: int
) -> None:
    content = bytes_of(three, leaf, f"unduh=pdf{query}")
    pages = list(extract_pages(io.BytesIO(content)))
    assert [(round(page.width * 25.4 / 72), round(page.height * 25.4 / 72)) for page in pages] == [(width, 210)]
    text = words_of(content)
    for row in Matrix(three).rows():
        for cell in row.cells:
            for word in str(cell).split():
                assert word in text or len(word) > 25, word
    for secret in ("Kata kasar sekali", "Ani Lestari"):
        assert secret not in text
    assert "Budi Santoso" in text
    assert "halaman 1" in text


@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx", pytest.param("pdf", marks=needs_pango)])
def test_odd_letters_are_in_every_file_and_break_none(
    draft: Consultation, said: Input, leaf: FakePage, kind: str
) -> None:
    Input.objects.filter(pk=said.pk).update(body=ODD)
    content = bytes_of(draft, leaf, f"unduh={kind}")
    if kind == "csv":
        assert "😀 مرحبا" in content.decode()
    elif kind == "xlsx":
        assert "Huruf aneh 😀 مرحبا" in load_workbook(io.BytesIO(content)).active["D2"].value
    elif kind == "docx":
        assert Document(io.BytesIO(content)).tables[0].rows[1].cells[3].text == f"Usul perubahan rumusan.\n{NEAT}"
    else:
        assert all(word in words_of(content) for word in ("Huruf aneh", "terbalik", "<b>&amp;</b>", "baris dua"))


@needs_pango
def test_a_cell_longer_than_a_page_goes_on_on_the_next(draft: Consultation, said: Input, leaf: FakePage) -> None:
    long = " ".join(f"kata{n}" for n in range(1500))
    Input.objects.filter(pk=said.pk).update(body=long)
    content = bytes_of(draft, leaf, "unduh=pdf")
    text = words_of(content)
    assert [n for n in range(1500) if f"kata{n}" not in text] == []
    pages = len(list(extract_pages(io.BytesIO(content))))
    assert pages > 1
    assert text.count("Rumusan setelah perubahan") == pages


@needs_pango
def test_an_empty_matrix_is_a_file_too(draft: Consultation, leaf: FakePage) -> None:
    for kind in ("csv", "xlsx", "docx", "pdf"):
        assert len(bytes_of(draft, leaf, f"unduh={kind}")) > 50
    assert len(Document(io.BytesIO(bytes_of(draft, leaf, "unduh=docx"))).tables[0].rows) == 1


@needs_pango
def test_a_past_day_is_said_in_the_file_and_its_name(
    said: Input, draft: Consultation, leaf: FakePage, clock: Any
) -> None:
    clock.shift(timedelta(days=3))
    response = views.matrix(ask("/x?unduh=pdf&pada=2026-11-24"), draft, leaf)  # type: ignore[arg-type]
    assert f'filename="matriks-masukan-{draft.pk}-2026-11-24-f4.pdf"' in response["Content-Disposition"]
    text = words_of(b"".join(response.streaming_content))  # type: ignore[attr-defined,arg-type]
    assert "Keadaan pada akhir hari 24 November 2026." in text


def test_without_pango_the_page_to_print_is_offered(
    said: Input, draft: Consultation, leaf: FakePage, monkeypatch: Any
) -> None:
    monkeypatch.setattr(pdftable, "libraries", lambda: None)
    response = views.matrix(ask("/x?unduh=pdf"), draft, leaf)  # type: ignore[arg-type]
    html = text_of(response)  # type: ignore[arg-type]
    assert "Berkas PDF belum dapat dibuat di server ini." in html
    assert "Mohon ditambah jenis sampah berbahaya." in html


def test_a_library_that_is_missing_is_no_error(monkeypatch: Any) -> None:
    monkeypatch.setitem(pango.LIBRARIES, "pangocairo", ("libtidakada.so.9",))
    assert pango.libraries.__wrapped__() is None  # type: ignore[attr-defined]


# --- Long ones, by the worker -----------------------------------------------------------------------


@pytest.fixture
def long(said: Input, draft: Consultation, monkeypatch: Any) -> Consultation:
    monkeypatch.setattr(export, "SMALL", 0)
    draft.refresh_from_db()
    return draft


@needs_pango
def test_a_long_matrix_is_made_once_and_kept(long: Consultation, leaf: FakePage, monkeypatch: Any) -> None:
    asked: list[int] = []
    with monkeypatch.context() as patch:
        patch.setattr(type(make_matrix), "enqueue", lambda self, pk: asked.append(pk))
        first = views.matrix(ask("/x?unduh=pdf"), long, leaf)  # type: ignore[arg-type]
        assert "Menunggu giliran" in text_of(first)  # type: ignore[arg-type]
        assert first["Refresh"] == "3"
        text_of(views.matrix(ask("/x?unduh=pdf"), long, leaf))  # type: ignore[arg-type]
    row = MatrixFile.objects.get()
    assert asked == [row.pk]
    MatrixFile.objects.filter(pk=row.pk).update(state="dibuat", done=250, total=1000)
    assert "250 dari 1.000 baris (25%)" in text_of(views.matrix(ask("/x?unduh=pdf"), long, leaf))  # type: ignore[arg-type]
    MatrixFile.objects.filter(pk=row.pk).update(state="antre")
    kept.make(row.pk)
    kept.make(row.pk)  # run twice, made once
    row.refresh_from_db()
    assert (row.state, row.total) == ("siap", 1)
    for _ in range(2):
        assert "Mohon ditambah jenis sampah" in words_of(bytes_of(long, leaf, "unduh=pdf"))
    assert MatrixFile.objects.count() == 1


@needs_pango
def test_each_kind_and_paper_is_a_file_of_its_own_and_a_change_makes_new_ones(
    long: Consultation, leaf: FakePage, ani: Any, django_capture_on_commit_callbacks: Any
) -> None:
    for query in ("xlsx", "docx", "docx&kertas=a4", "pdf", "xlsx&kertas=a4"):
        bytes_of(long, leaf, f"unduh={query}")
    assert MatrixFile.objects.count() == 4
    with django_capture_on_commit_callbacks(execute=True):
        submit_input(by=ani, consultation=long, kind="saran", body="Masukan yang baru datang.")
    assert b"Masukan yang baru datang" in unpacked(bytes_of(long, leaf, "unduh=docx"))
    assert MatrixFile.objects.count() == 5


def unpacked(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("word/document.xml")


def test_a_failure_is_said_and_tried_again(long: Consultation, leaf: FakePage, monkeypatch: Any, clock: Any) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("disk penuh")

    with monkeypatch.context() as patch:
        patch.setattr(kept, "_write", broken)
        answer = views.matrix(ask("/x?unduh=xlsx"), long, leaf)  # type: ignore[arg-type]
    assert "Berkas Excel gagal dibuat" in text_of(answer)  # type: ignore[arg-type]
    assert "Refresh" not in answer
    clock.shift(timedelta(minutes=11))
    assert bytes_of(long, leaf, "unduh=xlsx")[:2] == b"PK"


def test_old_files_go_and_the_newest_stays(long: Consultation, leaf: FakePage, ani: Any, clock: Any) -> None:
    bytes_of(long, leaf, "unduh=xlsx")
    bytes_of(long, leaf, "unduh=docx")
    storage = private_storage()
    stale = MatrixFile.objects.get(format="docx")
    MatrixFile.objects.filter(pk=stale.pk).update(content=1)
    clock.shift(timedelta(days=2))
    kept.sweep()
    assert [row.format for row in MatrixFile.objects.all()] == ["xlsx"]
    assert not storage.exists(stale.name)
    left = MatrixFile.objects.get().name
    MatrixFile.objects.all().delete()
    clock.move_to(timezone.now() + timedelta(days=400))
    kept.sweep()
    assert not storage.exists(left), "bytes that no row knows"


def test_asking_all_day_does_not_keep_the_worker_busy(long: Consultation, leaf: FakePage, monkeypatch: Any) -> None:
    bytes_of(long, leaf, "unduh=xlsx")
    monkeypatch.setattr("konsultasi.services.record.take", lambda *_, **__: False)
    monkeypatch.setattr("konsultasi.services.record.content_of", lambda _: 99)
    assert bytes_of(long, leaf, "unduh=xlsx")[:2] == b"PK", "the older one"
