"""The citizen's side, on a phone without JavaScript and without an account; and whoever is shown the letter."""

from pathlib import Path
from typing import Any

from tests.browser.main_job.people import Walker
from tests.browser.service_walk.office import ASKED, QUESTION, SERVICE

NAME = "Ani Lestari"
PURPOSE = "Pendaftaran SMA Negeri 1 Temanggung"


def applies(tamu: Walker, purpose: str) -> tuple[str, str]:
    """From the catalogue to the receipt; number and secret."""
    tamu.go("/layanan/")
    tamu.link(SERVICE)
    tamu.look("layanan")
    tamu.link("Ajukan sekarang")
    tamu.press("Mulai mengisi")
    fills(tamu, "nama", NAME)
    region = tamu.page.locator("main [name$=wilayah]").first
    if region.evaluate("one => one.tagName") == "SELECT":
        region.select_option("33.23.03.1006")
    else:
        region.fill("Kertosari, Temanggung")
    next_page(tamu)
    tamu.sees(QUESTION)
    fills(tamu, "keperluan", purpose)
    tamu.look("formulir")
    next_page(tamu)
    next_page(tamu)
    tamu.sees(NAME, purpose)
    tamu.look("periksa")
    tamu.press("Kirim permohonan")
    tamu.sees("Permohonan Anda diterima")
    tamu.look("tanda-terima")
    number, secret = tamu.page.locator(".panel .nowrap, .stats b").all_inner_texts()[:2]
    return number.strip(), secret.strip()


def fills(tamu: Walker, slug: str, words: str) -> None:
    tamu.page.locator(f"main [name$={slug}]").first.fill(words)


def next_page(tamu: Walker) -> None:
    """The button people see; the hidden one before it answers the enter key."""
    with tamu.page.expect_navigation():
        tamu.page.locator("main form .cluster button.button").first.click()


def tracks(tamu: Walker, number: str, secret: str) -> None:
    """From another phone, with what the receipt says."""
    tamu.go("/lacak/")
    tamu.fill(nomor=number, kode=secret)
    tamu.press("Lihat status")
    tamu.sees(number)


def completes(tamu: Walker) -> None:
    """What the office asked for stands on the page; she sends it anew."""
    tamu.sees(ASKED)
    tamu.look("perlu-dilengkapi")
    tamu.press("Lengkapi sekarang")
    done = False
    for _ in range(8):
        if tamu.page.locator("main [name$=keperluan]").count():
            fills(tamu, "keperluan", PURPOSE)
            done = True
        if tamu.page.get_by_role("button", name="Kirim perbaikan").count():
            if done:
                break
            with tamu.page.expect_navigation():
                tamu.page.locator("main a", has_text="Ubah").nth(1).click()
            continue
        next_page(tamu)
    tamu.sees(PURPOSE)
    tamu.press("Kirim perbaikan")
    tamu.sees("Diperiksa")


def is_asked(tamu: Walker) -> None:
    """One tap of four faces, after the end."""
    tamu.look("selesai")
    tamu.link("Beri penilaian")
    tamu.page.locator("[name=wajah][value='4']").check()
    tamu.press("Kirim jawaban")
    tamu.sees("Terima kasih")


def checks(verifier: Walker, letter: Any, content: bytes, folder: Path) -> None:
    """The page behind the code; the file is compared in the browser and sent nowhere."""
    verifier.go(letter.get_absolute_url())
    verifier.sees("Berlaku", letter.number, "An* Le*****", PURPOSE)
    verifier.misses(NAME)
    verifier.look("cek")
    asked = len(verifier.page.asked)  # type: ignore[attr-defined]
    for name, bytes_, said in (("surat.pdf", content, "Cocok."), ("palsu.pdf", content + b" ", "Tidak cocok.")):
        path = folder / name
        path.write_bytes(bytes_)
        verifier.page.set_input_files("#berkas", str(path))
        verifier.page.get_by_text(said).first.wait_for()
    assert len(verifier.page.asked) == asked  # type: ignore[attr-defined]
