"""The offices' part: the counter, the answer, the round, and a work brought step by step to the building site."""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from tests.browser.main_job.citizen import INPUT, NAME, PHONE, WORK
from tests.browser.main_job.people import Walker, form_with

ROUND = "Pilih kegiatan lingkungan"
ANSWER = "Usul ini diterima. Pengangkutan menjadi tiga kali seminggu pada musim hujan."
PROGRESS = "Pondasi talud selesai. Pasangan batu mulai minggu depan."

WORKS_AGENCY = "Dinas Pekerjaan Umum dan Penataan Ruang"


def confirms(citra: Walker) -> None:
    """At the counter: find by number, see the paper, ring the number."""
    citra.menu("Petugas")
    citra.look("meja-petugas")
    citra.link("Loket warga")
    citra.fill(q=PHONE)
    citra.press("Cari")
    citra.look("loket-cari")
    citra.link(NAME)
    citra.look("loket-warga")
    citra.press("Nomor ponsel benar miliknya")
    citra.sees("Kontak dipastikan")
    form = form_with(citra.page, "Pastikan tempat tinggal")
    citra.tick("KTP-el", form)
    citra.press("Pastikan tempat tinggal")
    citra.sees("sekarang warga yang dipastikan", "Warga dipastikan")
    citra.look("loket-dipastikan")


def opens_round(joko: Walker, works: list[str]) -> None:
    """Prepare a round over verified works, look once more, announce."""
    now, moment = timezone.localtime(), "%Y-%m-%dT%H:%M"
    opens, closes = now - timedelta(minutes=1), now + timedelta(days=7)
    joko.menu("Petugas")
    joko.look("meja-petugas")
    joko.link("Pemungutan suara")
    joko.look("pemungutan-meja")
    joko.link("Siapkan")
    joko.fill(title=ROUND, explanation="Dana lingkungan kecamatan. Pilih satu kegiatan yang paling Anda perlukan.")
    joko.fill(opens_at=opens.strftime(moment), closes_at=closes.strftime(moment))
    joko.fill(budget="100.000.000", min_choices="1", max_choices="2")
    for work in works:
        joko.page.locator("main .choice label").filter(has_text=work).click()
    joko.look("pemungutan-siapkan")
    joko.press("Simpan dan lihat pratinjau")
    joko.sees("Pratinjau surat suara", *works)
    joko.look("pemungutan-pratinjau")
    joko.link("Buat kunci panitia")
    joko.fill(committee="Rini Astuti\nSlamet Riyadi\nTuti Handayani", needed="2")
    joko.look("kunci-panitia")
    joko.press("Buat kunci")
    joko.sees("hanya tampil sekali", "Bagian 3: Tuti Handayani")
    joko.look("kunci-kata")
    joko.link("Semua bagian sudah ditulis")
    joko.press("Umumkan")
    joko.sees("Pemungutan suara diumumkan", "Warga sedang memilih")
    joko.look("pemungutan-berjalan")


def answers(joko: Walker) -> None:
    """Her input waits in the queue; the answer with its reason is public at once."""
    joko.menu("Petugas")
    joko.look("meja-ada-kerja")
    joko.link("Pasal 5")
    joko.sees(INPUT)
    joko.tick("Diterima sebagian")
    joko.press("Terbitkan jawaban")  # without words it is refused
    joko.sees("Galat")
    joko.look("jawaban-tanpa-alasan")
    joko.fill(explanation=ANSWER)
    joko.press("Terbitkan jawaban")
    joko.sees("Jawaban atas masukan nomor 1 terbit")
    joko.look("jawaban-terbit")


def finds_work(officer: Walker) -> None:
    """From the desk to her proposal."""
    officer.menu("Petugas")
    officer.link(WORK)
    officer.sees("Langkah Anda")


def starts_from(officer: Walker, **values: str) -> None:
    """What the form of a deed offers before anything is typed."""
    shown = {name: officer.page.locator(f"main [name='{name}']").first.input_value() for name in values}
    assert shown == values


def does(officer: Walker, deed: str, state: str, **values: str) -> None:
    """One deed on the page of a proposal."""
    fold = officer.page.locator("main details").filter(has=officer.page.locator("summary", has_text=deed)).first
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    if agency := values.pop("agency", ""):
        fold.locator("select[name=agency]").select_option(label=agency)
    officer.fill(fold, **values)
    officer.look("putusan-" + deed.lower().replace(" ", "-"))
    officer.press(deed, fold)
    officer.sees("Tersimpan untuk usulan", state)


def verifies(citra: Walker) -> None:
    finds_work(citra)
    note = "Sudah dilihat di lapangan bersama ketua RT."
    does(citra, "Verifikasi", "Diverifikasi kelurahan/desa", quantity="80", cost="60.000.000", note=note)


def prioritizes(joko: Walker) -> None:
    finds_work(joko)
    starts_from(joko, quantity="80", cost="60.000.000")  # the village's figures
    does(joko, "Verifikasi", "Diverifikasi kecamatan", agency=WORKS_AGENCY)
    does(joko, "Tetapkan prioritas", "Prioritas kecamatan", rank="1", note="Disepakati dalam musrenbang kecamatan.")


def builds(dewi: Walker, photo: Path) -> None:
    """Plan, budget, start, and how far it is, with a picture."""
    finds_work(dewi)
    does(dewi, "Masukkan RKPD", "Masuk RKPD", amount="58.000.000", agency=WORKS_AGENCY)
    does(dewi, "Masukkan APBD", "Masuk APBD", amount="57.500.000")
    does(dewi, "Mulai pelaksanaan", "Sedang dilaksanakan")
    dewi.page.set_input_files("main details input[type=file]", str(photo))
    does(dewi, "Catat kemajuan", "Sedang dilaksanakan", percent="40", spent="23.000.000", note=PROGRESS)
    dewi.sees(PROGRESS, "40%")
