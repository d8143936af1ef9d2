"""The RW's offline sheet: template taken along, filled in without a signal, read in; then many verified at once."""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from musrenbang import sheets
from musrenbang.models import Cycle, Proposal, ProposalSheet
from tests.browser.main_job.office import WORKS_AGENCY
from tests.browser.main_job.people import Walker
from tests.browser.plan_walk.ground import number_of
from tests.conftest import KERTOSARI
from tests.musrenbang import tables
from wilayah.models import Region

TALUD = "Talud Kali Kuas RT 02"
OTHERS = ("Jembatan kecil Dusun Sumber", "Perpipaan air bersih RW 04")
GROUP = "Paguyuban RW 04"
SPOT = {"lat": "-7,3165", "lng": "110,1748"}


def rows() -> list[dict[str, Any]]:
    """What RW 04 wrote down; the second line holds a mistake."""
    asked = {"problem": "Tebing longsor setiap hujan. Dua rumah terancam.", "households": 48, "people": 160}
    first = tables.village(title=TALUD, cost="180.000.000", quantity="85", proposer_kind="Kelompok atau lembaga")
    first |= asked | SPOT | {"on_behalf": GROUP, "position": "Ketua RW 04"}
    return [first, *(tables.village(title=title, rt=rt) for title, rt in zip(OTHERS, ("000", "03"), strict=True))]


def takes_template(citra: Walker, cycle: Cycle, folder: Path) -> Path:
    """From the desk to the empty table of her village."""
    citra.go("/petugas/lembar-usulan/")
    citra.look("lembar")
    citra.link("Muat lembar kelurahan atau desa")
    citra.look("lembar-desa")
    with citra.page.expect_download() as caught:
        citra.page.get_by_role("link", name="Kelurahan Kertosari (Excel)").click()
    path = folder / "lembar.xlsx"
    caught.value.save_as(path)
    assert load_workbook(path).worksheets[0]["A1"].value == "Judul usulan *"
    return path


def filled(template: Path, cycle: Cycle, *lines: dict[str, Any]) -> Path:
    """The same file, filled in by hand on a machine without a signal."""
    columns = sheets.columns_of(ProposalSheet.Kind.VILLAGE, cycle, Region.objects.get(pk=KERTOSARI))
    book = load_workbook(template)
    page = book.worksheets[0]
    for row, line in enumerate(lines, 2):
        for place, column in enumerate(columns, 1):
            page.cell(row, place, line.get(column.name, None))
    path = template.with_name("terisi.xlsx")
    book.save(path)
    return path


def reads_in(citra: Walker, file: Path) -> None:
    citra.go("/petugas/lembar-usulan/desa/")
    citra.choose("region", "Kelurahan Kertosari")
    citra.page.set_input_files("input[type=file]", str(file))
    citra.press("Periksa lembar")


def enters(citra: Walker, cycle: Cycle, folder: Path) -> None:
    """The mistake is told by its cell and nothing is made; the mended sheet is looked at, then made."""
    template = takes_template(citra, cycle, folder)
    lines = rows()
    reads_in(citra, filled(template, cycle, *lines))
    citra.sees("Belum ada usulan yang dibuat", "Baris 3", "Tidak ada RT nomor 0")
    citra.look("lembar-salah")
    assert not Proposal.objects.filter(title=TALUD).exists()
    lines[1]["rt"] = "05"
    reads_in(citra, filled(template, cycle, *lines))
    citra.sees("Lembar ini tidak berisi kesalahan", TALUD)
    citra.look("lembar-pratinjau")
    citra.press("Buat 3 usulan")
    citra.sees("3 usulan sudah tampil", number_of(TALUD))
    citra.look("lembar-dibuat")


def many_at_once(officer: Walker, deed: str, state: str, agency: str = "") -> None:
    """Tick the sheet's proposals, see what will happen, let it happen."""
    officer.go("/petugas/usulan/")
    for title in (TALUD, *OTHERS):
        officer.page.get_by_label(f"Pilih {number_of(title)}", exact=True).check()
    officer.choose("langkah", deed)
    officer.look("banyak-dicentang")
    officer.press("Lihat yang akan terjadi")
    officer.sees("3 dari 3 usulan akan diproses. Belum ada yang berubah.")
    if agency:
        officer.choose("agency", agency)
    officer.fill(note="Lokasi sudah ditinjau bersama ketua RT.")
    officer.look("banyak-pratinjau")
    officer.press("Proses 3 usulan")
    officer.sees("3 usulan tersimpan")
    assert set(Proposal.objects.filter(title__in=(TALUD, *OTHERS)).values_list("state", flat=True)) == {state}


def verify(citra: Walker, joko: Walker) -> None:
    many_at_once(citra, "Verifikasi (kelurahan/desa)", "diverifikasi_desa")
    many_at_once(joko, "Verifikasi (kecamatan)", "diverifikasi_kecamatan", WORKS_AGENCY)
