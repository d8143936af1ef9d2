"""After the forum: SIPD and back, the budget, the work with its money, late, carried on, mended."""

import re
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone
from openpyxl import load_workbook

from musrenbang.models import Commitment, Proposal
from musrenbang.sipd import HEADERS
from tests.browser.main_job import office
from tests.browser.main_job.people import Walker
from tests.browser.plan_walk.forum import PUT_IN, unfolds
from tests.browser.plan_walk.ground import number_of
from tests.browser.plan_walk.village import TALUD

SIPD_ID = "70001"
LATE = "Batu kali terlambat datang karena jalan tambang tertutup longsor."
MENDED = "Ujung talud sudah disambung dan saluran dibersihkan."
KEYS = list(HEADERS)


def exports(dewi: Walker, year: int, folder: Path) -> Path:
    """The table that SIPD's operator takes along."""
    dewi.go("/petugas/sipd/")
    dewi.look("sipd")
    with dewi.page.expect_download() as caught:
        dewi.page.get_by_role("link", name="Excel").first.click()
    path = folder / "sipd.xlsx"
    caught.value.save_as(path)
    table = load_workbook(path).worksheets[0]
    assert [cell.value for cell in table[1]] == list(HEADERS.values())
    assert str(year) in (caught.value.suggested_filename or "")
    return path


def answered(path: Path) -> Path:
    """What SIPD gives back: numbers of its own, one status agreed, one refused, one row without our number."""
    book = load_workbook(path)
    table, columns = book.worksheets[0], {key: place for place, key in enumerate(KEYS, 1)}
    for row in range(table.max_row, 1, -1):
        title = table.cell(row, columns["title"]).value
        if title not in (TALUD, PUT_IN):
            table.delete_rows(row)
    for row in range(2, table.max_row + 1):
        agreed = table.cell(row, columns["title"]).value == TALUD
        status, note = ("Disetujui TAPD", "") if agreed else ("Ditolak SKPD", "Anggaran tidak cukup, melebihi pagu")
        table.cell(row, columns["sipd_id"], SIPD_ID if agreed else "70002")
        table.cell(row, columns["status"], status)
        if not agreed:
            table.cell(row, columns["title"], "Perpipaan air bersih untuk RW 04")
            table.cell(row, columns["note"], note)
    new = path.with_name("status.xlsx")
    book.save(new)
    return new


def imports(dewi: Walker, year: int, file: Path) -> None:
    """Tried first; a row that names nobody is paired by her; then kept."""
    dewi.go("/petugas/sipd/")
    dewi.fill(year=str(year))
    dewi.page.set_input_files("input[type=file]", str(file))
    dewi.press("Periksa berkas")
    dewi.sees("Pasangkan baris dengan usulan", "kata sama", "Masuk RKPD")
    assert Proposal.objects.get(title=TALUD).state == "prioritas", "trying changes nothing"
    dewi.page.get_by_label(re.compile(re.escape(number_of(PUT_IN)))).check()
    dewi.look("sipd-dicoba")
    dewi._follow(dewi.page.get_by_role("button", name=re.compile(r"^Simpan \d+ perubahan")))
    dewi.sees("Tersimpan, 2 baris", "Masuk RKPD")
    dewi.look("sipd-disimpan")
    assert Proposal.objects.get(title=TALUD).state == "rkpd"
    assert Proposal.objects.get(title=PUT_IN).state == "tidak_diakomodasi"


def finds(officer: Walker) -> None:
    officer.go(f"/petugas/usulan/{Proposal.objects.get(title=TALUD).pk}/")


def budgets(dewi: Walker) -> None:
    finds(dewi)
    office.does(dewi, "Masukkan APBD", "Masuk APBD", amount="175.000.000")


def promise() -> str:
    """The page of the promise that runs."""
    return f"/petugas/janji/{Commitment.objects.order_by('-year')[0].pk}/"


def writes_down(dewi: Walker, deed: str, **values: str) -> None:
    """One deed on the promise."""
    fold = unfolds(dewi, deed)
    for name in [name for name in values if name in ("reason", "source", "phase")]:
        fold.locator(f"select[name={name}]").select_option(values.pop(name))  # type: ignore[attr-defined]
    dewi.fill(fold, **values)
    dewi.press(deed, fold)
    dewi.sees("Tersimpan")


def builds(dewi: Walker, picture: Path, due: date) -> None:
    """Begun, contracted, paid in part, shown with a picture."""
    finds(dewi)
    office.does(dewi, "Mulai pelaksanaan", "Sedang dilaksanakan")
    today = timezone.localdate().isoformat()
    dewi.go(promise())
    writes_down(dewi, "Ubah rincian", due_on=due.isoformat(), program="Pengelolaan sungai")
    writes_down(dewi, "Catat kontrak", amount="170.000.000", on=today, contractor="CV Karya Mandiri")
    writes_down(dewi, "Catat pembayaran", amount="50.000.000", on=today)
    dewi.page.set_input_files("main details:has(summary:text('Catat kemajuan fisik')) input[type=file]", str(picture))
    writes_down(dewi, "Catat kemajuan fisik", percent="35", note="Pondasi selesai.")
    dewi.look("janji")


def is_late(dewi: Walker) -> None:
    """The day passed: why, until when, and on in the next plan year."""
    dewi.go(promise())
    dewi.sees("Terlambat")
    until = timezone.localdate() + timedelta(days=90)
    writes_down(dewi, "Catat keterlambatan", reason="bahan", until=until.isoformat(), note=LATE)
    dewi.go(promise())
    writes_down(dewi, "Lanjutkan ke tahun lain", ceiling="120.000.000", due_on=until.isoformat())
    dewi.sees("Lanjutan dari")
    dewi.look("janji-dilanjutkan")


def finishes(dewi: Walker) -> None:
    dewi.go(promise())
    writes_down(dewi, "Catat pembayaran", amount="118.000.000", on=timezone.localdate().isoformat())
    finds(dewi)
    office.does(dewi, "Nyatakan selesai", "Selesai", note="Sudah diperiksa bersama warga.")


def mends(dewi: Walker, picture: Path) -> None:
    """The case is at the desk again; it is closed with what was mended and a picture of it."""
    dewi.go("/petugas/usulan/")
    dewi.sees(TALUD, "Dibuka lagi")
    finds(dewi)
    fold = unfolds(dewi, "Nyatakan selesai lagi")
    fold.locator("input[type=file]").set_input_files(str(picture))  # type: ignore[attr-defined]
    office.does(dewi, "Nyatakan selesai lagi", "Selesai", note=MENDED)
