"""A service from its form to its verified letter: built in the back office, applied for without account or scripts.

The editor builds the form, the administrator the letter; a citizen applies on a phone, is asked to complete, follows it
with number and secret; kasi, sekcam and camat act; the letter is drawn, read, verified online and offline; she answers.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from playwright.sync_api import Page
from pypdfium2 import PdfDocument

from accounts.models import Role, User
from core.pdf import available
from core.seal import SigningKey
from core.seal.house import public_file
from layanan.models import Letter, SurveyResponse
from layanan.queries.board import promises
from tests.browser.main_job import place
from tests.browser.main_job.people import Walker
from tests.browser.service_walk import citizen, office
from tests.conftest import DISTRICT
from tests.flows import clients
from tests.layanan.case_world import make_official
from tests.layanan.surveys import make_period

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STAFF = {
    "hadi": ("Hadi Wijaya", Role.ADMINISTRATOR, ""),
    "kirana": ("Kirana Putri", Role.OFFICER, "kasi"),
    "sari": ("Sari Handayani", Role.OFFICER, "sekcam"),
    "lukman": ("Lukman Hakim", Role.CAMAT, "camat"),
}


@pytest.fixture
def kecamatan(transactional_db: Any, settings: Any, live_server: Any) -> None:
    """The place, its officials, a survey that runs, keys of the seal."""
    settings.SEAL_KEY = SigningKey.new().line
    settings.SITE_URL = live_server.url
    place.load()
    for name, (full_name, role, seat) in STAFF.items():
        user = place.officer(name, full_name, role, DISTRICT, "")
        if seat:
            make_official(user, seat)
    make_period(User.objects.get(username="joko"))


@pytest.fixture
def enter(kecamatan: None, open_page: Callable[..., Page], live_server: Any) -> Callable[..., Walker]:
    """`enter("joko")` gives an officer a window at a desk, `enter("tamu")` somebody a phone without scripts."""

    def start(name: str, width: int = 1280, *, scripts: bool = True) -> Walker:
        walker = Walker(open_page(width, scripts=scripts), f"layanan-{name}", scripts=scripts)
        walker.page.set_default_timeout(30_000)
        if name != "tamu":
            session = clients.session_of(clients.staff_client(User.objects.get(username=name)))
            cookie = {"name": project.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}
            walker.page.context.add_cookies([cookie])
        return walker

    return start


@pytest.mark.skipif(not available(), reason="needs Pango")
def test_from_the_form_to_the_verified_letter(enter: Callable[..., Walker], tmp_path: Path) -> None:
    office.builds_service(enter("gita"))
    office.writes_letter(enter("hadi"))
    tamu, joko = enter("tamu", 360, scripts=False), enter("joko")
    number, secret = citizen.applies(tamu, "Sekolah")
    office.asks_back(joko, number)
    elsewhere = enter("tamu", 360, scripts=False)
    citizen.tracks(elsewhere, number, secret)
    citizen.completes(elsewhere)
    office.sends_on(joko, number)
    for name, button, said in (
        ("kirana", "Beri paraf", "Paraf diberikan"),
        ("sari", "Beri paraf", "Paraf diberikan"),
        ("lukman", "Terbitkan untuk ditandatangani", "Surat diterbitkan"),
    ):
        office.acts(enter(name), number, button, said)
    letter = Letter.objects.select_related("entry", "stored").get()
    printed(letter)
    verified_offline(letter, tmp_path)
    citizen.checks(enter("tamu", 360), letter, office.file_of(letter), tmp_path)
    office.hands_over(joko, number)
    citizen.tracks(elsewhere, number, secret)
    citizen.is_asked(elsewhere)
    assert list(SurveyResponse.objects.values_list("face", flat=True)) == [4]
    assert [(one.name, one.count, one.kept) for one in promises()] == [(office.SERVICE, 1, 1)]
    elsewhere.go("/layanan/janji/")
    elsewhere.sees(office.SERVICE, "kurang dari 5")
    elsewhere.look("papan-janji")


def printed(letter: Letter) -> None:
    """The page says what the form said; its picture is kept."""
    page = PdfDocument(office.file_of(letter))[0]
    text = page.get_textpage().get_text_range()
    assert all(word in text for word in (citizen.NAME, citizen.PURPOSE, letter.number, "Lukman Hakim, S.IP.")), text
    if folder := os.environ.get("SCREENSHOTS"):
        page.render(scale=2).to_pil().save(Path(folder) / "layanan-surat.png")


def verified_offline(letter: Letter, folder: Path) -> None:
    """With the public key alone, by the command anybody can run."""
    pem = folder / "kunci.pem"
    pem.write_text(public_file())
    command = [sys.executable, "-m", "core.seal", "check", letter.seal, "--key", str(pem), "--json"]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603
    assert (told["valid"], told["facts"]["number"], told["revoked"]) == (True, letter.number, None)
