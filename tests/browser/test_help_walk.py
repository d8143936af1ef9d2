"""Fajar helps Sumiati, who has no telephone: consent, an input, a footbridge, read back, receipt; she claims it.

Everything is typed and pressed at 360 px, with and without JavaScript; the counter sits at a desk.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from accounts.models import Assist, Role
from konsultasi.models import Input
from musrenbang.models import Proposal
from tests.browser.main_job import place
from tests.browser.main_job.people import Walker
from tests.conftest import DISTRICT
from tests.flows.world import make_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Gerobak sampah lewat pagi saja, sesudah subuh."
KINDS = ("answer", "propose")


@pytest.fixture(params=[True, False], ids=["dengan-js", "tanpa-js"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def district(transactional_db: Any) -> None:
    place.load()
    place.officer("fajar", "Fajar Nugroho", Role.FACILITATOR, DISTRICT, "Relawan TIK")
    make_page("Pengelolaan Sampah", "sampah")


def begin(fajar: Walker) -> None:
    """Who she is, what she agrees to."""
    fajar.go("/petugas/bantuan/")
    fajar.look("bantu-daftar")
    fajar.link("Mulai membantu")
    fajar.fill(full_name="Sumiati", rt="2", rw="4")
    fajar.choose("home", "Kertosari")
    fajar.look("bantu-siapa")
    fajar.press("Lanjut")
    fajar.press("Mulai membantu")
    fajar.sees("Tanpa persetujuan, bantuan tidak dapat dimulai.")
    fajar.look("bantu-tanpa-izin")
    for kind in KINDS:
        fajar.page.locator(f"[name=deeds][value={kind}]").check()
    fajar.page.locator("[name=sure]").check()
    fajar.page.locator("[name=agreed][value=lisan]").check()
    fajar.fill(witness="Slamet, ketua RT 02")
    fajar.press("Mulai membantu")
    fajar.sees("Anda membantu Sumiati", "Memberi suara tidak dapat diwakilkan.")
    fajar.look("bantu-kegiatan")


def answer(fajar: Walker) -> None:
    fajar.go("/rancangan/sampah/pasal/p2a1/")
    fajar.page.locator("[name=kind][value=saran]").check()
    fajar.fill(body=WORDS)
    fajar.look("bantu-masukan")
    fajar.press("Kirim masukan")
    fajar.sees("Disampaikan dengan bantuan", "Anda membantu Sumiati")
    fajar.misses("Fajar")


def propose(fajar: Walker) -> None:
    fajar.go("/usulan/baru/")
    fajar.fill(title="Jembatan kecil Dusun Krajan", problem="Anak sekolah menyeberang kali yang licin.")
    fajar.page.locator("[name=kind][value=fisik]").check()
    fajar.page.locator("[name=category]").select_option(index=1)
    fajar.press("Simpan dan lanjutkan")
    fajar.page.locator("[name=region]").select_option("33.23.03.1006")
    fajar.fill(rt="2", rw="4", landmark="Belakang mushala")
    fajar.press("Simpan dan lanjutkan")
    fajar.fill(quantity="12", estimated_cost="25.000.000")
    fajar.choose("unit", "m")
    fajar.press("Simpan dan lanjutkan")
    sheet = fajar.path.rsplit("/", 2)[0]
    fajar.go(f"{sheet}/pengusul/")
    fajar.page.locator("[name=proposer_kind][value=perorangan]").check()
    fajar.page.locator("main form button").first.click()
    fajar.press("Ajukan usulan")
    fajar.sees("Disampaikan dengan bantuan.")
    fajar.look("bantu-usulan")


def test_help_from_consent_to_claim(district: None, open_page: Callable[..., Page], scripts: bool) -> None:
    fajar = Walker(open_page(360, scripts=scripts), "fajar", scripts=scripts)
    fajar.log_in("fajar")
    begin(fajar)
    answer(fajar)
    propose(fajar)
    fajar.go("/petugas/bantuan/bacakan/")
    fajar.sees(WORDS, "Jembatan kecil Dusun Krajan", "Rp25.000.000")
    fajar.look("bantu-bacakan")
    fajar.press("Ya, ia membenarkan. Selesai")
    row = Assist.objects.get()
    fajar.sees(row.code_spaced, "Slamet, ketua RT 02")
    fajar.misses("Anda membantu")
    fajar.look("bantu-tanda-terima")
    paper = fajar.page.request.get(f"{row.get_absolute_url()}tanda-terima.pdf")
    assert (paper.status, paper.body()[:5]) == (200, b"%PDF-")
    claim(Walker(open_page(1280), "citra"), row)
    take_back(open_page, row)


def claim(citra: Walker, row: Assist) -> None:
    """The counter compares receipt and paper, and prints the code."""
    citra.log_in("citra")
    citra.go("/petugas/warga/")
    citra.link("Ambil alih kiriman dengan kode")
    citra.fill(code=row.code_spaced)
    citra.press("Cari")
    citra.sees("Sumiati", "Kelurahan Kertosari")
    citra.look("klaim")
    citra.page.locator("[name=paper][value=ktp]").check()
    citra.press("Cocok, cetak kode masuk")
    row.slip = citra.page.locator(".stats b").inner_text()  # type: ignore[attr-defined]


def take_back(open_page: Callable[..., Page], row: Assist) -> None:
    """She logs in to her own row and takes her input back."""
    sumiati = Walker(open_page(360), "sumiati")
    login, password = row.person.username, "mangga-muda-77"
    sumiati.go("/akun/kode/")
    sumiati.fill(login=login, code=row.slip, password=password)  # type: ignore[attr-defined]
    sumiati.page.locator("main form button").first.click()
    sumiati.fill(login=login, password=password)
    sumiati.press("Masuk")
    sumiati.go("/akun/saya/")
    sumiati.sees("Jembatan kecil Dusun Krajan", "Disampaikan dengan bantuan")
    sumiati.look("akun-diambil-alih")
    sumiati.go(f"/masukan/{Input.objects.get().pk}/tarik/")
    sumiati.page.locator("main form button").first.click()
    sumiati.sees("ditarik")
    assert Input.objects.get().state == "ditarik"
    assert Proposal.objects.get(title="Jembatan kecil Dusun Krajan").proposer_id == row.person_id
