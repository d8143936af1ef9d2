"""What voters do in the walk: read the rules, practise, vote, vote anew, a kiosk, the result and its check."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

from musrenbang.models import Round
from tests.browser.main_job.people import Walker


def reads_rules(guest: Walker, round: Round) -> None:
    guest.go(f"/pemungutan/{round.pk}/aturan/")
    guest.sees("Ani", "Budi", "Citra", "Dewi", "Eko")
    guest.look("aturan")


def practises(guest: Walker, round: Round) -> None:
    guest.go(f"/pemungutan/{round.pk}/latihan/")
    guest.sees("Tidak ada yang disimpan")
    guest.look("latihan")
    mark(guest, 1)
    guest.press("Periksa pilihan")
    guest.sees("Surat suara Anda sah")
    guest.look("latihan-selesai")


def mark(person: Walker, *numbers: int) -> None:
    for number in numbers:
        person.page.locator(f"input[name=pilihan][value='{number}']").check()


def votes(person: Walker, round: Round, *numbers: int) -> str:
    """From the ballot to the receipt."""
    person.go(f"/pemungutan/{round.pk}/")
    person.look("surat-suara")
    mark(person, *numbers)
    person.press("Periksa pilihan")
    person.sees("Periksa sebelum mengirim", f"Anda memilih {len(numbers)} kegiatan")
    person.look("periksa")
    person.press("Kirim suara")
    person.sees("Suara Anda tercatat")
    person.look("tanda-terima")
    return receipt(person)


def receipt(person: Walker) -> str:
    found = re.search(r"[0-9a-f]{4}(?:-[0-9a-f]{4}){5}", person.page.locator("main").inner_text())
    assert found
    return found[0]


def finds(guest: Walker, round: Round, tanda: str, *words: str) -> None:
    """What the check page says of a receipt."""
    guest.go(f"/pemungutan/{round.pk}/hasil/periksa/?tanda={tanda}")
    guest.sees(*words)


def at_kiosk(kiosk: Walker, round: Round) -> str:
    """The sign of the kiosk."""
    kiosk.go(f"/pemungutan/{round.pk}/bilik/")
    kiosk.look("bilik")
    return kiosk.page.locator("h1").inner_text().removeprefix("Bilik suara ").strip()


def votes_at_kiosk(kiosk: Walker, code: str, *numbers: int) -> None:
    kiosk.fill(code=code)
    kiosk.press("Mulai memilih")
    kiosk.look("bilik-surat-suara")
    mark(kiosk, *numbers)
    kiosk.press("Periksa pilihan")
    kiosk.look("bilik-periksa")
    kiosk.press("Kirim suara")
    kiosk.look("bilik-selesai")


def reads_result(guest: Walker, round: Round) -> None:
    guest.go(round.result_url)
    guest.sees(
        "Sebanyak 3 warga memberi suara.", "Terpilih", "Dengan cara lain, apa hasilnya?", "Pilihan yang terpenuhi"
    )
    guest.look("hasil")
    guest.link("Lihat seberapa sering tiap kegiatan terpilih")
    guest.look("keteguhan")


def recounts(guest: Walker, round: Round, folder: Path) -> str:
    """Take the download and run the program in it, as a stranger would."""
    guest.go(round.result_url)
    with guest.page.expect_download() as waiting:
        guest.page.get_by_role("link", name="Semua bukti dan program pemeriksa").click()
    path = folder / "hasil.zip"
    waiting.value.save_as(path)
    with zipfile.ZipFile(path) as pack:
        pack.extractall(folder / "hasil")  # noqa: S202
    command = [sys.executable, "-I", "-S", "verify.py"]
    done = subprocess.run(command, cwd=folder / "hasil", capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    return done.stdout
