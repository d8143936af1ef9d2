"""A draft from a Word file to its second version, as people do it on phones and desks.

Three people answer (words marked, passage picked without JavaScript, paper typed at the counter), two inputs are
answered together, two articles change, the worker carries; then everybody can see who moved which sentence.
"""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import call_command
from PIL import Image

from core.pdf import available
from konsultasi.models import Consultation, Input, Version
from tests.browser.draft_walk import office
from tests.browser.main_job.editor import TITLE
from tests.browser.main_job.people import Walker
from tests.konsultasi.structure import typed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MARK = """words => {
  const walk = document.createTreeWalker(document.querySelector("[data-kutip]"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode() && !walk.currentNode.data.includes(words));
  const range = document.createRange(), start = walk.currentNode.data.indexOf(words);
  range.setStart(walk.currentNode, start);
  range.setEnd(walk.currentNode, start + words.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
HERS = "Tulis juga peran desa, karena bank sampah dikelola desa."
HIS = "Tambahkan keselamatan petugas pengangkut sampah dalam tujuan."


def work() -> None:
    """The worker does what waits."""
    call_command("db_worker", batch=True, interval=0, verbosity=0, startup_delay=False)


def test_a_draft_goes_its_way(enter: Callable[..., Walker], tmp_path: Path) -> None:
    file = tmp_path / "rancangan.docx"
    file.write_bytes(typed.word("sampah"))
    gita = enter("gita", 1280)
    editor = office.imports(gita, file)
    work()
    draft = Consultation.objects.get()

    marks_words(enter("ani"), draft.url)
    picks_a_passage(enter("budi", scripts=False), draft.url)
    office.writes_down(enter("citra"))
    joko = enter("joko")
    office.groups_and_answers(joko)

    office.changes_two_articles(gita, editor)
    changes = f"/petugas/rancangan/{draft.pk}/perubahan/"
    joko.go(changes)
    joko.sees("Versi 2 sedang diolah: 0 dari")
    work()
    assert Version.objects.get(number=2).carried_at is not None
    joko.go(changes)
    joko.misses("sedang diolah")
    office.credits(joko, changes)

    guest = enter("tamu")
    compares(guest, draft.url)
    goes_both_ways(guest, draft.url)
    prints_the_matrix(guest, draft.url, tmp_path)


def marks_words(ani: Walker, draft: str) -> None:
    """She marks part of a sentence."""
    ani.go(draft)
    ani.sees(TITLE, office.BETTER_AIM)
    ani.link("Beri masukan pada Pasal 7 ayat (2)")
    ani.page.evaluate(MARK, office.DUTY)
    ani.page.get_by_role("button", name="Beri masukan untuk kalimat ini").click()
    assert ani.page.input_value("textarea[name=quote]") == office.DUTY
    ani.tick("Keberatan")
    ani.fill(body=HERS)
    ani.look("masukan-ditandai")
    ani.press("Kirim masukan")
    ani.sees("Masukan Anda terkirim", HERS, office.DUTY)


def picks_a_passage(budi: Walker, draft: str) -> None:
    """He picks the article; no script runs."""
    budi.go(draft)
    budi.link("Beri masukan pada Pasal 4")
    budi.tick("Saran")
    budi.fill(body=HIS)
    budi.press("Kirim masukan")
    budi.sees("Masukan Anda terkirim", HIS)
    budi.look("masukan-tanpa-js")


def compares(guest: Walker, draft: str) -> None:
    """Word by word, with the inputs behind it; ins and del are said."""
    guest.go(draft + "bandingkan/?dari=1&ke=2")
    guest.sees("2 bagian diubah", "Pasal 4", "Pasal 7 ayat (2)", "nomor 1", "nomor 2 dan nomor 3")
    added = " ".join(guest.page.locator("main .mt-l ins").all_inner_texts())
    assert "bersama pemerintah Desa" in " ".join(added.split())
    assert "ditambah" in guest.page.locator("main .mt-l ins .hidden-text").first.inner_text()
    guest.look("bandingkan")


def goes_both_ways(guest: Walker, draft: str) -> None:
    """From the sentence to its inputs, from an input to its sentence."""
    guest.go(draft + "perubahan/")
    guest.sees("Apa yang berubah karena masukan warga", office.BETTER_DUTY, "nomor 2 dan nomor 3")
    guest.look("apa-yang-berubah")
    guest.link("nomor 1")
    assert guest.path == f"{draft}masukan/1/"
    guest.sees(HERS, "Kalimat yang berubah karena masukan ini", office.BETTER_DUTY, "Versi 2: kalimatnya tetap")
    guest.look("masukan-dan-kalimatnya")
    part = guest.page.locator("main section").filter(has_text="Kalimat yang berubah karena masukan ini")
    guest.link("Pasal 7 ayat (2)", part)
    assert guest.path == f"{draft}perubahan/"
    guest.go(f"{draft}masukan/3/")
    guest.sees(office.PAPER, "Dicatat petugas", office.ANSWER, office.BETTER_HEALTH)


def prints_the_matrix(guest: Walker, draft: str, folder: Path) -> None:
    """The matrix as PDF holds one row for each input, and something is drawn on its first page."""
    guest.go(draft + "matriks/")
    guest.sees(HERS, HIS, office.PAPER, office.ANSWER)
    guest.look("matriks")
    if not available():
        pytest.skip("Pango tidak ada: matriks PDF DILEWATI")
    answer = guest.page.request.get(f"{draft}matriks/?unduh=pdf")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    path = folder / "matriks.pdf"
    path.write_bytes(answer.body())
    assert Input.objects.count() == 3
    looks_at(path, "rancangan-matriks-pdf")


def looks_at(path: Path, name: str) -> None:
    """The first page as a picture in var/screenshots; it lies, and is not empty."""
    tool = shutil.which("pdftoppm")
    if not tool:
        pytest.skip("pdftoppm tidak ada: gambar matriks DILEWATI (apt-get install poppler-utils)")
    picture = Path(project.BASE_DIR) / "var" / "screenshots" / name
    subprocess.run([tool, "-png", "-r", "70", "-singlefile", path, picture], check=True)  # noqa: S603
    with Image.open(f"{picture}.png") as page:
        assert page.width > page.height
        dark = sum(page.convert("L").histogram()[:128])
        assert dark > 2000
