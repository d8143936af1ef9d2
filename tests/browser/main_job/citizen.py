"""Siti's part: she registers, answers an article, proposes a work, supports a neighbour's, votes, reads her news."""

from pathlib import Path

from tests.browser.main_job.editor import QUOTE, TITLE
from tests.browser.main_job.people import Walker, form_with
from tests.factories import PASSWORD

NAME = "Siti Rahayu"
PHONE = "0812 3456 7890"
INPUT = "Dua kali seminggu kurang saat musim hujan. Sampah basah cepat berbau."
BETTER = "Sampah diangkut paling sedikit tiga kali dalam satu minggu."
WORK = "Talud selokan Jalan Anggrek RT 03"
PROBLEM = "Tepi selokan longsor sejak Maret. Dua rumah retak dan jalan menyempit."
COMMENT = "Saya setuju. Anak-anak lewat situ setiap pagi."


def registers(siti: Walker, draft: str) -> None:
    """From the front page to the draft, to Pasal 5, to the form of a new account, and back to Pasal 5."""
    siti.go("/")
    siti.sees(TITLE)
    siti.look("beranda")
    siti.link(TITLE)
    assert siti.path == draft
    siti.look("rancangan")
    siti.link("Beri masukan untuk seluruh pasal pada Pasal 5")
    siti.look("pasal-belum-masuk")
    siti.link("Daftar dengan nomor ponsel")
    siti.press("Daftar")  # nothing filled in: told what lacks
    siti.sees("Galat")
    siti.look("daftar-galat")
    siti.fill(full_name=NAME, phone=PHONE, rt="3", rw="4", password=PASSWORD)
    siti.choose("home", "Kertosari")
    siti.page.locator("[name=consent]").check()
    siti.look("daftar")
    siti.press("Daftar")
    siti.sees("Pasal 5", "Beri masukan")
    siti.go("/akun/saya/")
    siti.sees(NAME, "Terdaftar")
    siti.look("akun-baru")
    siti.go("/usulan/baru/", 403)  # not yet: her number is not confirmed
    siti.look("belum-dipastikan")
    siti.sees("loket")


def answers(siti: Walker, draft: str) -> None:
    siti.go(draft)
    siti.link("Beri masukan untuk seluruh pasal pada Pasal 5")
    form = form_with(siti.page, "Kirim masukan")
    siti.tick("Usul perubahan rumusan", form)
    siti.fill(form, quote=QUOTE, proposed=BETTER, body=INPUT)
    siti.tick("Tampilkan nama saya", form)
    siti.look("masukan-diisi")
    siti.press("Kirim masukan")
    siti.sees("Masukan Anda terkirim", INPUT, BETTER, QUOTE, NAME)
    siti.look("masukan-terkirim")


def proposes(siti: Walker, photo: Path) -> str:
    """Seven steps; the address of her proposal."""
    siti.menu("Usulan")
    siti.look("daftar-usulan")
    siti.link("Ajukan usulan")
    siti.fill(title=WORK, problem=PROBLEM)
    siti.tick("Fisik, misalnya jalan, saluran, gedung")
    siti.page.locator("select[name=category]").select_option(index=1)
    siti.look("langkah-masalah")
    siti.press("Simpan dan lanjutkan")
    siti.choose("region", "Kelurahan Kertosari")
    siti.fill(rt="03", rw="04", landmark="Sebelah mushala")
    siti.look("langkah-lokasi")
    siti.press("Simpan dan lanjutkan")
    siti.fill(quantity="85", estimated_cost="64.000.000")
    siti.choose("unit", "m")
    siti.look("langkah-ukuran")
    siti.press("Simpan dan lanjutkan")
    siti.fill(benefit="Jalan aman untuk anak sekolah.", households="30")
    siti.look("langkah-manfaat")
    siti.press("Simpan dan lanjutkan")
    siti.page.set_input_files("input[type=file]", str(photo))
    siti.fill(caption="Tepi selokan yang longsor")
    siti.look("langkah-foto")
    siti.press("Tambahkan foto")
    siti.sees("Tepi selokan yang longsor")
    siti.look("langkah-foto-ada")
    siti.link("Lanjutkan")
    siti.tick("Perorangan")
    siti.tick("Tampilkan nama saya di halaman usulan")
    siti.look("langkah-pengusul")
    siti.press("Simpan dan lanjutkan")
    siti.sees(WORK, PROBLEM, "85", "64.000.000", "1 foto", NAME)
    siti.look("langkah-periksa")
    siti.press("Ajukan usulan")
    siti.sees("Usulan terkirim dengan nomor", "Ini usulan Anda")
    siti.look("usulan-terkirim")
    return siti.path


def supports(siti: Walker, title: str) -> None:
    """A neighbour's proposal: found by search, supported, commented."""
    siti.go("/usulan/")
    search = form_with(siti.page, "Cari")
    siti.fill(search, q="memperbaiki talud")  # not the words of the title, but their stems
    siti.press("Cari", search)
    siti.look("cari-usulan")
    siti.link(title)
    siti.press("Dukung")
    siti.sees("Anda mendukung ini", "1 warga mendukung")
    form = form_with(siti.page, "Kirim komentar")
    siti.fill(form, body=COMMENT)
    siti.press("Kirim komentar", form)
    siti.sees(COMMENT, "Komentar warga (1)")
    siti.look("usulan-didukung")


def votes(siti: Walker, title: str, choice: str) -> None:
    siti.menu("Pemungutan suara")
    siti.look("daftar-pemungutan")
    siti.link(title)
    siti.look("surat-suara")
    siti.press("Periksa pilihan")  # nothing chosen
    siti.look("surat-suara-kosong")
    siti.page.locator(".option label").filter(has_text=choice).click()
    siti.press("Periksa pilihan")
    siti.sees("Periksa sebelum mengirim", choice)
    siti.look("periksa-suara")
    siti.press("Kirim suara")
    siti.sees("Suara Anda tercatat", "Tanda terima")
    siti.look("tanda-terima")
    siti.go("/pemungutan/")
    siti.link(title)
    siti.sees("Suara Anda sudah tercatat")


def reads_news(siti: Walker, *texts: str) -> None:
    """What she was told, and that it leads to where it happened."""
    siti.go("/")
    siti.menu("Kabar")
    siti.sees(*texts)
    siti.look("kabar")
    siti.press(texts[0])  # each piece of news leads to where it happened
    siti.sees(WORK)
    siti.menu("Kabar")
    siti.press("Tandai semua sudah dibaca")
    siti.sees("Semua sudah dibaca")
