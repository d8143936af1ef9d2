"""The editor and the officers: the file comes in, inputs are written down, grouped, answered, credited."""

import re
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.main_job.editor import TITLE, fill_head, publish
from tests.browser.main_job.people import Walker

AIM = "menjadikan Sampah sebagai sumber daya"  # Pasal 4
BETTER_AIM = "menjadikan Sampah sebagai sumber daya bersama"
DUTY = "dilakukan oleh Dinas"  # Pasal 7 ayat (2)
BETTER_DUTY = "dilakukan oleh Dinas bersama pemerintah Desa"
HEALTH = "bertujuan untuk meningkatkan kesehatan masyarakat"  # Pasal 4
BETTER_HEALTH = "bertujuan untuk meningkatkan kesehatan masyarakat, keselamatan petugas,"
PAPER = "Keselamatan petugas pengangkut sampah belum disebut dalam tujuan."
ANSWER = "Keselamatan petugas kami tambahkan dalam tujuan pada versi berikutnya."
UNFOLD = """one => {
  for (let panel = one.closest("[data-panel]"); panel; panel = panel.parentElement.closest("[data-panel]")) {
    const button = panel.querySelector("[data-panel-toggle]");
    if (button && button.getAttribute("aria-expanded") === "false") button.click();
  }
}"""


def imports(gita: Walker, file: Path) -> str:
    """A draft without a text takes one from a Word file, one line is mended, and it is published; its address."""
    page = gita.page
    gita.go("/petugas/")
    gita.link("Ruang kelola")
    gita.link("Buat pada Rancangan kebijakan")
    fill_head(gita)
    page.locator("[name=title]").click()  # closes the little calendar that lies over the buttons
    with page.expect_navigation():
        page.locator("button[type=submit].action-save").first.click()
    number = re.search(r"/pages/(\d+)/", page.url)
    assert number, page.url
    gita.go(f"/kelola/rancangan/{number[1]}/impor/")
    page.set_input_files("input[type=file]", str(file))
    gita.press("Baca naskah")
    gita.sees("Hasil baca", "Sumber")
    rewrites(page, "textarea[name^='teks-']", AIM, BETTER_AIM)
    gita.press("Simpan, lalu lihat pratinjau")
    gita.sees("Masukkan ke rancangan")
    gita.press("Masukkan ke rancangan")
    gita.go(f"/kelola/pages/{number[1]}/edit/")
    publishes(gita)
    return f"/kelola/pages/{number[1]}/edit/"


def rewrites(page: Page, boxes: str, old: str, new: str) -> None:
    """In the box that holds these words, write others in their place."""
    found = page.locator(boxes).evaluate_all(
        "(all, words) => all.filter(one => one.value.includes(words)).map(one => one.name)", old
    )
    assert len(found) == 1, (old, found)
    box = page.locator(f"[name='{found[0]}']")
    box.evaluate(UNFOLD)  # parts of a long text are folded in the editor
    box.fill(box.input_value().replace(old, new))


def publishes(gita: Walker) -> None:
    with gita.page.expect_navigation():
        publish(gita)


def changes_two_articles(gita: Walker, address: str) -> None:
    """Two articles are reworded in the editor; that is version 2."""
    gita.go(address)
    rewrites(gita.page, "textarea[name^='body-']", HEALTH, BETTER_HEALTH)
    rewrites(gita.page, "textarea[name^='body-']", DUTY, BETTER_DUTY)
    publishes(gita)


def writes_down(citra: Walker) -> None:
    """At the counter: what somebody said on paper."""
    citra.go("/petugas/rancangan/")  # one draft is open: its form at once
    citra.sees(TITLE)
    citra.tick("Surat")
    citra.fill(giver="Paguyuban petugas sampah", body=PAPER)
    citra.choose("block_id", "Pasal 4")
    citra.tick("Saran")
    citra.look("catat")
    citra.press("Simpan masukan")
    citra.sees("nomor 3")


def groups_and_answers(joko: Walker) -> None:
    """Two inputs that say the same get one answer."""
    joko.go("/petugas/masukan/")
    joko.look("antrean")
    for number in (2, 3):
        joko.page.get_by_label(f"Pilih masukan nomor {number}", exact=True).check()
    joko.press("Kelompokkan")
    for box in joko.page.locator("[name=inputs]").all():
        box.check()
    joko.fill(title="Keselamatan petugas")
    joko.look("kelompok-baru")
    joko.press("Buat kelompok")
    joko.sees("Satu jawaban untuk 2 masukan")
    joko.tick("Diterima")
    joko.fill(explanation=ANSWER)
    joko.press("Terbitkan jawaban")
    joko.sees("Diterima")
    joko.look("kelompok-dijawab")


def credits(joko: Walker, changes: str) -> None:
    """Says which inputs led to each change."""
    for label, numbers in (("Pasal 4", "2, 3"), ("Pasal 7 ayat (2)", "1")):
        joko.go(changes)
        joko.link(label)
        joko.fill(numbers=numbers)
        joko.look("asal-perubahan")
        joko.press("Simpan")
    joko.go(changes)
    joko.sees("2, 3")
    joko.look("perubahan-dicatat")
