"""The main job, end to end, as people do it: a draft, an input and its answer, a work from wish to site, a vote.

Regions, holidays and offices are the real ones; everything else is typed and pressed in a browser, on a phone of 360 px
(the editor sits at a desk). The citizen's part runs twice: with and without JavaScript.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.conftest import keep_picture
from tests.browser.main_job import citizen, office, place
from tests.browser.main_job.editor import write_draft
from tests.browser.main_job.people import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=[True, False], ids=["dengan-js", "tanpa-js"])
def javascript(request: pytest.FixtureRequest) -> bool:
    """Whether the citizen's browser runs scripts."""
    return bool(request.param)


@pytest.fixture
def kecamatan(transactional_db: Any) -> None:
    place.load()


@pytest.fixture
def enter(kecamatan: None, open_page: Callable[..., Page]) -> Iterator[Callable[..., Walker]]:
    """`enter("gita", 1280)` gives somebody a browser of her own; her last page is kept as a picture."""
    walkers: list[Walker] = []

    def start(name: str, width: int = 360, *, scripts: bool = True) -> Walker:
        walkers.append(Walker(open_page(width, scripts=scripts), name, scripts=scripts))
        return walkers[-1]

    yield start
    for walker in walkers:
        keep_picture(walker.page, f"utama-akhir-{walker.name}")


@pytest.fixture
def pictures(tmp_path: Path) -> tuple[Path, Path]:
    """Two photos as a phone takes them: the place before, and the work."""
    paths = tmp_path / "sebelum.jpg", tmp_path / "pekerjaan.jpg"
    for path, colour in zip(paths, ["#7a6a55", "#557a6a"], strict=True):
        noise = Image.effect_noise((1600, 1200), 60).convert("RGB")
        Image.blend(noise, Image.new("RGB", noise.size, colour), 0.7).save(path, quality=85)
    return paths


def test_main_job(enter: Callable[..., Walker], javascript: bool, pictures: tuple[Path, Path]) -> None:
    gita = enter("gita", 1280)
    gita.log_in("gita")
    draft = write_draft(gita)

    siti = enter("siti", scripts=javascript)
    citizen.registers(siti, draft)
    citra = enter("citra")
    citra.log_in("citra")
    office.confirms(citra)

    citizen.answers(siti, draft)
    proposal = citizen.proposes(siti, pictures[0])
    citizen.supports(siti, place.OTHERS[0][0])
    joko = enter("joko")
    joko.log_in("joko")
    office.opens_round(joko, [title for title, *_ in place.OTHERS[1:]])
    citizen.votes(siti, office.ROUND, place.OTHERS[1][0])

    office.answers(joko)
    office.verifies(citra)
    office.prioritizes(joko)
    dewi = enter("dewi")
    dewi.log_in("dewi")
    office.builds(dewi, pictures[1])

    citizen.reads_news(siti, *news(proposal))
    everybody_sees(enter("tamu"), draft, proposal)


def news(proposal: str) -> list[str]:
    """What Siti was told, newest first."""
    name = f"“{citizen.WORK}”, usulan {proposal.removeprefix('/usulan/').rstrip('/')}"
    steps = ["Mulai dilaksanakan", "Masuk APBD", "Masuk RKPD", "Menjadi prioritas kecamatan", "Diverifikasi kecamatan"]
    told = [f"{step}: {name}" for step in ["Pekerjaan mencapai 40%", *steps, "Diverifikasi kelurahan/desa"]]
    return [*told, "Diterima sebagian: masukan nomor 1 tentang Pasal 5"]


def everybody_sees(guest: Walker, draft: str, proposal: str) -> None:
    """Without an account: the draft with its count, the input with its answer, the work with road, money and photos."""
    guest.go(draft)
    guest.sees("1 masukan", office.ANSWER)
    guest.look("rancangan")
    guest.go(draft + "masukan/")
    guest.sees(citizen.INPUT, citizen.BETTER, citizen.NAME, "Diterima sebagian", office.ANSWER)
    guest.look("masukan")
    guest.go(proposal)
    guest.sees(citizen.WORK, citizen.NAME, "Sedang dilaksanakan", office.PROGRESS, "40%", "Rp57.500.000")
    for step in ("Diajukan warga", "Diverifikasi kelurahan/desa", "Diverifikasi kecamatan", "Masuk RKPD", "Masuk APBD"):
        guest.sees(step)
    loaded = "[...document.querySelectorAll('.photos img')].filter(one => one.complete && one.naturalWidth).length"
    guest.page.locator(".photos").scroll_into_view_if_needed()
    guest.page.wait_for_load_state("networkidle")
    assert guest.page.evaluate(loaded) == 2
    guest.look("usulan")
    guest.misses("Tarik usulan", citizen.PHONE)
    guest.go("/usulan/?q=talud")
    guest.sees(citizen.WORK, "Sedang dilaksanakan")
    guest.go("/")
    guest.sees(citizen.WORK, office.ROUND)
    guest.look("beranda")
    guest.menu("Pemungutan suara")
    guest.link(office.ROUND)
    guest.sees("Masuk")
    guest.misses("tanda terima")
    guest.look("surat-suara")
    guest.go("/jejak/")
    guest.look("jejak")
