"""The office's side: the editor builds a service, the administrator its letter; kasi, sekcam and camat act."""

from typing import Any

from playwright.sync_api import expect

from cms.models import ServiceIndexPage
from tests.browser.main_job.editor import publish
from tests.browser.main_job.people import Walker, form_with

SERVICE = "Surat keterangan domisili"
QUESTION = "Untuk keperluan apa?"
BODY = "Camat menerangkan bahwa:\n\nNama: {nama}\nKeperluan: {keperluan}\n\nadalah benar penduduk Kecamatan Temanggung."
ASKED = "Tulis keperluan Anda dengan lengkap, misalnya nama sekolah yang dituju."


def builds_service(gita: Walker) -> None:
    """A page with its promise, one question of its own, and the chain of initials."""
    page = gita.page
    gita.go(f"/kelola/pages/add/cms/servicepage/{ServiceIndexPage.objects.get().pk}/")
    page.fill("[name=title]", SERVICE)
    page.fill("[name=search_description]", "Bukti tempat tinggal untuk sekolah, bank, atau pekerjaan.")
    page.fill("[name=promise_days]", "1")
    page.get_by_role("tab", name="Formulir").click()
    form = page.locator("#tab-formulir")
    form.locator("button.c-sf-add-button").last.click()
    choose(gita, "Langkah")
    page.fill("[name=form-0-value-title]", "Keperluan")
    inner = page.locator("[data-contentpath='fields']").first
    inner.locator("button.c-sf-add-button").last.click()
    choose(gita, "Teks")
    page.fill("[name=form-0-value-fields-0-value-label]", QUESTION)
    page.fill("[name=form-0-value-fields-0-value-slug]", "keperluan")
    page.wait_for_timeout(2000)  # Wagtail saves by itself: what is on its way comes first
    page.wait_for_load_state("networkidle")
    publish(gita)
    expect(page.get_by_text("dipublikasi").first).to_be_visible(timeout=30_000)
    # On a slow machine Wagtail saves by itself while a part is still empty; Chromium notes that answer.
    page.said[:] = [note for note in page.said if "status of 400" not in note]  # type: ignore[attr-defined]


def choose(gita: Walker, label: str) -> None:
    """Pick a block of the open list; a list of one adds its block at once."""
    option = gita.page.get_by_role("option", name=label, exact=True)
    gita.page.wait_for_timeout(300)
    if option.count():
        option.first.click()


def writes_letter(hadi: Walker) -> None:
    """Letterhead, class and template in the back office."""
    hadi.go("/kelola/surat/kepala/new/")
    head = {"above": "Pemerintah Kabupaten Temanggung", "office": "Kecamatan Temanggung", "place": "Temanggung"}
    saves(hadi, **head, address="Jalan Contoh Nomor 1, Temanggung")
    hadi.go("/kelola/surat/klasifikasi/new/")
    saves(hadi, code="474", name="Kependudukan", unit="Kec.Tmg")
    hadi.go("/kelola/surat/templat/new/")
    hadi.page.select_option("[name=service]", label=SERVICE)
    hadi.page.select_option("[name=klass]", label="474 Kependudukan")
    saves(hadi, title=SERVICE, subject=SERVICE, body=BODY, purpose="{keperluan}", valid_days="90")


def saves(hadi: Walker, **fields: str) -> None:
    """Fill in a form of the back office and save it."""
    for name, value in fields.items():
        hadi.page.fill(f"[name={name}]", value)
    with hadi.page.expect_navigation():
        hadi.page.locator("main form [type=submit]").last.click()
    assert "/new/" not in hadi.page.url, hadi.page.locator("main").inner_text()[:1500]


def opens(officer: Walker, number: str) -> None:
    """From the queue to the application."""
    officer.go("/petugas/permohonan/")
    officer.sees(number)
    officer.link(SERVICE)
    officer.sees(number)


def asks_back(joko: Walker, number: str) -> None:
    opens(joko, number)
    joko.look("permohonan")
    joko.page.get_by_text("Minta dilengkapi").first.click()
    form = form_with(joko.page, "Minta dilengkapi")
    form.locator("[name=reason]").select_option("data")
    form.locator("[name=note]").fill(ASKED)
    joko.press("Minta dilengkapi", form)
    joko.sees("Permintaan terkirim", "Waktu berhenti")


def sends_on(joko: Walker, number: str) -> None:
    opens(joko, number)
    joko.press("Siapkan surat dan teruskan ke kasi")
    joko.sees("Permohonan diteruskan", "474/1/Kec.Tmg/")


def acts(official: Walker, number: str, button: str, said: str) -> None:
    """One official's turn."""
    official.go("/petugas/permohonan/?giliran=1")
    official.sees(number)
    official.link(SERVICE)
    official.press(button)
    official.sees(said)


def hands_over(joko: Walker, number: str) -> None:
    joko.go("/petugas/permohonan/?status=siap")
    joko.link(SERVICE)
    joko.press("Serahkan kepada pemohon")
    joko.sees("Selesai")
    joko.look("permohonan-selesai")


def file_of(letter: Any) -> bytes:
    with letter.stored.file.open("rb") as opened:
        return bytes(opened.read())
