"""Take the pictures of docs/gambar from a running demo: shots.py ADDRESS [NAME ...]; called by script/pictures.

Each is cut from the page where what it shows begins, at double density (cms.guides halves the size again).
"""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "gambar"
PASSWORD = "rahasia-sekali-123"  # noqa: S105  the demo's
LIMIT = 20_000  # bytes of a phone's picture; tests/cms/test_guides.py holds it
PHONE, TABLET, DESK = 360, 760, 1100


@dataclass(frozen=True)
class Shot:
    """One picture: whose page, where, from which element downward, how tall, and what is done before."""

    name: str
    address: str  # a path, or a kind of page of `manage.py demo_urls`
    begin: str = "main h1"
    height: int = 560
    width: int = PHONE
    who: str = ""
    before: Callable[[Page], Any] | None = None
    limit: int = LIMIT
    above: int = 12  # pixels left above the element


def first_row(page: Page) -> None:
    """Open the first row of an officer's list."""
    with page.expect_navigation():
        page.locator(".queue tbody th a").first.click()


def find_lina(page: Page) -> None:
    """A citizen at the counter whose home nobody has confirmed yet."""
    page.fill("main [name=q]", "lina")
    send(page)
    with page.expect_navigation():
        page.locator("main tbody th a").first.click()
    page.evaluate("document.querySelectorAll('main select').forEach(one => one.selectedIndex = 1)")


def about_to_help(page: Page) -> None:
    """The consent that is read aloud to a new person; nothing is kept before she agrees."""
    page.fill("[name=full_name]", "Partinah")
    page.select_option("[name=home]", "33.23.03.1006")
    send(page)


def open_draft(page: Page) -> None:
    """The draft that takes inputs now, in the editor, at its parts."""
    with page.expect_navigation():
        page.locator("#panel-rancangan-dibuka-content, main").locator("a[href$='/edit/']").first.click()
    page.locator("[name=body-2-value-text]").wait_for(state="attached")
    closed = "[data-panel-toggle][aria-controls^=block-][aria-expanded=false]"
    page.evaluate("parts => [...document.querySelectorAll(parts)].slice(0, 3).forEach(one => one.click())", closed)
    page.locator("[name=body-1-value-text]").wait_for()


NASKAH = """BAB I
KETENTUAN UMUM
Pasal 1
(1) Setiap rumah tangga memilah sampah menjadi tiga jenis.
(3) Dinas menyediakan tempat sampah:
a. di setiap dusun; dan
b. di setiap pasar.
Pasal 2
Peraturan ini mulai berlaku pada tanggal diundangkan.
"""


def import_text(page: Page) -> None:
    """A short text with a gap in its numbers, read for the draft that takes inputs now."""
    open_draft(page)
    page.goto(page.url.replace("/pages/", "/rancangan/").replace("/edit/", "/impor/"))
    page.fill("[name=teks]", NASKAH)
    with page.expect_navigation():
        page.locator(".impor form button[type=submit]").last.click()


SHOTS = (
    Shot("portal", "portal", "body", 720, limit=60_000),
    Shot("usulan", "proposal", "body", 880, DESK, limit=100_000),
    Shot("warga-daftar", "/akun/daftar/", height=620),
    Shot("warga-akun", "/akun/saya/", "#jenjang", 420, who="ani"),
    Shot("warga-pasal", "draft", ".passages .passage:nth-of-type(6)", 460),
    Shot("warga-jawaban", "inputs", ".comment:has(.answer)", 520),
    Shot("warga-usulan-baru", "/usulan/baru/", ".steps", 620, who="ani"),
    Shot("warga-perjalanan", "proposal", ".timeline", 410),
    Shot("warga-suara", "round", ".options", 560, who="ani"),
    Shot("warga-hasil", "result", "main .head h1", 430),
    Shot("petugas-meja", "/petugas/", "main h1", 520, TABLET, "joko", limit=40_000),
    Shot("petugas-loket", "/petugas/warga/", "main h1", 480, DESK, "joko", find_lina, 40_000),
    Shot("petugas-keputusan", "/petugas/usulan/", "main h1", 520, DESK, "joko", first_row, 40_000),
    Shot("petugas-jawab", "/petugas/masukan/", "main h1", 520, DESK, "joko", first_row, 40_000),
    Shot("fasilitator-persetujuan", "/petugas/bantuan/baru/", "main .panel", 440, who="fajar", before=about_to_help),
    Shot("forum-halaman", "/forum/1/", "#urutan", 520, TABLET, limit=40_000),
    Shot("forum-layar", "/forum/1/layar/", "body", 480, TABLET, limit=40_000),
    Shot("permohonan-petugas", "/petugas/permohonan/", "main h1", 640, DESK, "joko", first_row, 40_000),
    Shot("cek-surat", "letter_check", "main .head", 620),
    Shot("pemungutan-papan", "/pemungutan/2/papan/", height=450),
    Shot("antrean-nomor", "queue_ticket", "main .head", 560),
    Shot("antrean-loket", "/petugas/antrean/", "main h1", 520, DESK, "joko", first_row, 40_000),
    Shot("editor-kelola", "/kelola/", "body", 460, DESK, "gita", limit=40_000),
    Shot("editor-rancangan", "/kelola/", "[name=body-0-value-text]", 560, DESK, "gita", open_draft, 40_000, 160),
    Shot("editor-impor", "/kelola/", ".impor-row--doubt", 460, DESK, "gita", import_text, 40_000, 90),
)


def manage(*words: str) -> str:
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603


def send(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def log_in(page: Page, who: str) -> None:
    page.goto("/akun/masuk/")
    page.fill("[name=login]", who)
    page.fill("[name=password]", PASSWORD)
    send(page)
    if page.locator("[name=code]").count():
        page.fill("[name=code]", manage("demo_code", who))
        send(page)


def take(page: Page, shot: Shot, address: str) -> bytes:
    page.set_viewport_size({"width": shot.width, "height": shot.height})
    page.goto(address, wait_until="networkidle")
    if shot.before:
        shot.before(page)
    page.evaluate("document.querySelectorAll('img[loading=lazy]').forEach(one => one.loading = 'eager')")
    page.evaluate("document.querySelectorAll('.ballot-bar').forEach(one => one.style.position = 'static')")
    page.wait_for_load_state("networkidle")
    begin = page.locator(shot.begin).first
    # Any ancestor may be what scrolls (the back office), and none of them smoothly.
    begin.evaluate(
        "(one, above) => (one.style.scrollMarginTop = above + 'px', one.scrollIntoView({behavior: 'instant'}))",
        shot.above,
    )
    return page.screenshot(animations="disabled", caret="hide")


def save(png: bytes, shot: Shot) -> int:
    """As WebP: few colours without loss where that fits the limit, else with loss until it does."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    path = FOLDER / f"{shot.name}.webp"
    for colours in (128, 48):
        picture.quantize(colours, dither=Image.Dither.NONE).convert("RGB").save(path, lossless=True, method=6)
        if path.stat().st_size <= shot.limit:
            break
    for quality in (70, 55, 40, 30, 20, 12):
        if path.stat().st_size <= shot.limit:
            break
        picture.save(path, quality=quality, method=6)
    return path.stat().st_size


def windows(browser: Browser, address: str) -> Callable[[str], Page]:
    """One signed-in window a person, opened when first asked for."""
    opened: dict[str, Page] = {}

    def window(who: str) -> Page:
        if who not in opened:
            opened[who] = browser.new_context(base_url=address, device_scale_factor=2, locale="id-ID").new_page()
            if who:
                log_in(opened[who], who)
        return opened[who]

    return window


def main() -> int:
    address, *wanted = sys.argv[1:]
    FOLDER.mkdir(exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    kinds = json.loads(manage("demo_urls", "--json"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        window = windows(browser, address)
        for shot in SHOTS:
            if not wanted or shot.name in wanted:
                size = save(take(window(shot.who), shot, kinds.get(shot.address, shot.address)), shot)
                print(f"{shot.name:<20} {size:>6} bytes{'  TOO LARGE' if size > shot.limit else ''}")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
