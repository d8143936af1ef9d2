"""The editor's part: a draft typed into Wagtail's own editor, part by part, and published."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.main_job.people import Walker

TITLE = "Peraturan Bupati tentang Pengelolaan Sampah Rumah Tangga"
SUMMARY = "Setiap rumah memilah sampah menjadi tiga jenis. Kelurahan dan desa mengatur jadwal angkutnya."
QUOTE = "paling sedikit dua kali dalam satu minggu"
PARTS = [  # block, number, words
    ("Bab", "BAB I", "KETENTUAN UMUM"),
    ("Pasal", "Pasal 1", "Sampah rumah tangga adalah sampah dari kegiatan sehari-hari di dalam rumah."),
    ("Pasal", "Pasal 2", "Peraturan ini bertujuan menjaga kesehatan warga dan kebersihan lingkungan."),
    ("Bab", "BAB II", "PEMILAHAN DAN PENGANGKUTAN"),
    ("Pasal", "Pasal 3", ""),
    ("Ayat", "(1)", "Setiap rumah tangga memilah sampah sejak dari sumbernya."),
    ("Ayat", "(2)", "Pemilahan dilakukan menjadi tiga jenis:"),
    ("Huruf", "a.", "sampah yang mudah terurai;"),
    ("Huruf", "b.", "sampah yang dapat didaur ulang; dan"),
    ("Huruf", "c.", "sampah lainnya."),
    ("Pasal", "Pasal 4", "Kelurahan dan desa menyediakan tempat sampah terpilah di tempat umum."),
    ("Pasal", "Pasal 5", ""),
    ("Ayat", "(1)", f"Sampah diangkut {QUOTE}."),
    ("Ayat", "(2)", "Jadwal pengangkutan diumumkan di balai kelurahan, balai desa, dan situs kecamatan."),
    ("Pasal", "Pasal 6", "Warga yang memilah sampah berhak atas potongan retribusi."),
]


def write_draft(gita: Walker) -> str:
    """Type the draft, publish it; its public address."""
    page = gita.page
    gita.menu("Petugas")
    gita.look("meja-petugas")
    gita.link("Ruang kelola")
    gita.link("Buat pada Rancangan kebijakan")
    fill_head(gita)
    for place, part in enumerate(PARTS):
        add_part(gita, place, *part)
    publish(gita)
    # On a slow machine Wagtail saves by itself while a part is still empty; Chromium notes that answer.
    page.said[:] = [note for note in page.said if "status of 400" not in note]  # type: ignore[attr-defined]
    gita.link("Lihat halaman terbit", page)
    gita.sees(TITLE, "Pasal 6", "potongan retribusi")
    gita.look("rancangan-terbit")
    return gita.path


def fill_head(gita: Walker) -> None:
    now = timezone.localtime()
    page = gita.page
    page.fill("[name=title]", TITLE)
    page.get_by_role("button", name="Pilih jenis produk hukum").click()
    page.locator(".modal").get_by_role("link", name="Peraturan Bupati").click()
    expect(page.locator(".modal")).to_have_count(0)
    page.fill("[name=initiator]", "Dinas Lingkungan Hidup")
    page.fill("[name=summary]", SUMMARY)
    page.fill("[name=background]", "Tempat pemrosesan akhir hampir penuh.")
    page.fill("[name=opens_at]", f"{now - timedelta(minutes=5):%Y-%m-%d %H:%M}")
    page.fill("[name=closes_at]", f"{now + timedelta(days=14):%Y-%m-%d %H:%M}")
    page.fill("[name=contact]", "Loket kantor kecamatan, Senin sampai Jumat.")


def add_part(gita: Walker, place: int, block: str, number: str, words: str) -> None:
    """Press the plus sign below the last part, choose the kind, type."""
    page = gita.page
    body = page.locator("#panel-child-isi-body-section, [data-contentpath='body']").first
    body.locator("button.c-sf-add-button").last.click()
    page.get_by_role("option", name=block, exact=True).click()
    page.fill(f"[name=body-{place}-value-number]", number)
    page.fill(f"[name=body-{place}-value-text]", words)


def publish(gita: Walker) -> None:
    page = gita.page
    page.get_by_role("button", name="Tindakan lain").or_(page.locator("[data-w-dropdown-target=toggle]").last).click()
    page.get_by_role("button", name="Terbitkan").click()
