"""Proposals over two plan years: a sheet from an RW without a signal, a forum of sixty, SIPD, the work, "selesai?".

Everything an officer or a citizen does by hand is done in a browser: officers at 360 and 1280 px, the citizen without
JavaScript. The neighbours' proposals and the other scorers' sheets go through the same verbs in bulk.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as project
from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from core.pdf import available
from dialog.services import support
from musrenbang.models import Cycle, FixQuestion, Proposal
from musrenbang.services.fixed import answer_question, ask_about_works
from tests.browser.main_job import place
from tests.browser.main_job.people import Walker
from tests.browser.plan_walk import citizen, forum, ground, office, village
from tests.conftest import KERTOSARI
from tests.factories import make_user
from tests.flows import clients

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BIDS = len(village.OTHERS) + 1
VERIFIED = len(place.OTHERS) - 1


@pytest.fixture
def kecamatan(transactional_db: Any) -> Cycle:
    """The place, its offices, and neighbours' proposals: with the sheet's there are sixty."""
    place.load()
    for name, full_name in [("ani", "Ani Lestari"), ("sari", "Sari Utami"), ("tono", "Tono Raharjo")]:
        make_user(name, full_name, home=KERTOSARI)
    cycle = Cycle.objects.get()
    ground.neighbours_of(ground.SIXTY - BIDS - VERIFIED, cycle, {one.username: one for one in User.objects.all()})
    return cycle


@pytest.fixture
def enter(kecamatan: Cycle, open_page: Callable[..., Page], live_server: Any) -> Callable[..., Walker]:
    """`enter("ani", "desa", 360)` gives somebody a fresh browser in which she is signed in; "tamu" is nobody."""

    def start(name: str, part: str, width: int = 360, *, scripts: bool = True) -> Walker:
        walker = Walker(open_page(width, scripts=scripts), f"rencana-{part}-{name}", scripts=scripts)
        walker.page.set_default_timeout(30_000)  # sixty proposals move in one deed
        if name != "tamu":
            user = User.objects.get(username=name)
            client = clients.citizen_client(user) if name == "ani" else clients.staff_client(user)
            cookie = {"name": project.SESSION_COOKIE_NAME, "value": clients.session_of(client)}
            walker.page.context.add_cookies([cookie | {"url": live_server.url}])
        return walker

    return start


def test_two_plan_years(enter: Callable[..., Walker], kecamatan: Cycle, tmp_path: Path) -> None:
    if not available():
        pytest.skip("Pango tidak ada: berita acara DILEWATI")
    start, year = timezone.now(), kecamatan.plan_year
    from_sheet_to_verified(enter, kecamatan, tmp_path)
    in_the_forum(enter, kecamatan, tmp_path)
    with time_machine.travel(start + timedelta(days=150)):
        to_sipd_and_back(enter, year, tmp_path)
    with time_machine.travel(start + timedelta(days=330)):
        into_the_budget(enter, tmp_path)
    with time_machine.travel(start + timedelta(days=450)):
        late_and_carried_on(enter, kecamatan, tmp_path)
    with time_machine.travel(start + timedelta(days=530)):
        office.finishes(enter("dewi", "selesai"))
        citizen.sees(enter("ani", "selesai", scripts=False), "usulan-selesai", "Selesai", "Rp118.000.000")
    with time_machine.travel(start + timedelta(days=560)):
        not_yet(enter, tmp_path)
    with time_machine.travel(start + timedelta(days=590)):
        works_now(enter, year)


def from_sheet_to_verified(enter: Callable[..., Walker], cycle: Cycle, folder: Path) -> None:
    citra = enter("citra", "desa")
    village.enters(citra, cycle, folder)
    citizen.finds_and_supports(enter("ani", "desa", scripts=False))
    for name in ("sari", "tono"):
        support(by=User.objects.get(username=name), topic=Proposal.objects.get(title=village.TALUD).topic)
    village.verify(citra, enter("joko", "desa", 1280))
    ani = enter("ani", "verifikasi", scripts=False)
    citizen.sees(ani, "usulan-diverifikasi", "Diverifikasi kecamatan", "Lokasi sudah ditinjau bersama ketua RT.")


def in_the_forum(enter: Callable[..., Walker], cycle: Cycle, folder: Path) -> None:
    joko = enter("joko", "forum", 1280)
    made = forum.prepares(joko, cycle)
    forum.fills_a_sheet(joko)
    for shift, name in enumerate(("joko", "dewi")):
        ground.scores_of(User.objects.get(username=name), made, shift, village.TALUD)
    forum.decides(joko, made)
    forum.hall(enter("tamu", "forum", 1280).page, made)
    forum.notes(joko, made)
    forum.freezes(joko, made, folder)
    citizen.sees_forum(enter("ani", "forum", scripts=False))


def to_sipd_and_back(enter: Callable[..., Walker], year: int, folder: Path) -> None:
    dewi = enter("dewi", "sipd", 1280)
    told = office.exports(dewi, year, folder)
    office.imports(dewi, year, office.answered(told))
    ani = enter("ani", "sipd", scripts=False)
    citizen.sees(ani, "usulan-rkpd", "Masuk RKPD", "Disetujui TAPD", office.SIPD_ID)
    citizen.sees_sipd(ani)


def into_the_budget(enter: Callable[..., Walker], folder: Path) -> None:
    dewi = enter("dewi", "apbd")
    office.budgets(dewi)
    due = timezone.localdate() + timedelta(days=100)
    office.builds(dewi, ground.photo(folder, "pondasi", "#557a6a"), due)
    ani = enter("ani", "apbd", scripts=False)
    citizen.sees(ani, "usulan-berjalan", "Sedang dilaksanakan", "CV Karya Mandiri", "Rp50.000.000", "35%")


def late_and_carried_on(enter: Callable[..., Walker], cycle: Cycle, folder: Path) -> None:
    """The second year begins: last year's work is late and goes on, and is told to whoever asks for the like."""
    following = ground.following_year(cycle)
    citizen.sees(enter("tamu", "terlambat"), "usulan-terlambat", "Terlambat")
    office.is_late(enter("dewi", "terlambat"))
    ani = enter("ani", "terlambat", scripts=False)
    citizen.sees(ani, "usulan-dilanjutkan", office.LATE, str(following.plan_year))
    citra = enter("citra", "tahun-kedua")
    template = village.takes_template(citra, following, folder)
    again = village.rows()[0] | {"title": "Talud Kali Kuas RT 03"}
    village.reads_in(citra, village.filled(template, following, again))
    citra.press("Buat 1 usulan")
    citra.sees("1 usulan sudah tampil", f"{following.plan_year}/")


def not_yet(enter: Callable[..., Walker], folder: Path) -> None:
    """Two neighbours said "belum"; hers is the third, and the case is open again."""
    assert ask_about_works() == 1
    question = FixQuestion.objects.get()
    for name in ("sari", "tono"):
        by = User.objects.get(username=name)
        answer_question(by=by, question=question, verdict="belum", words="Airnya masih meluap.")
    assert Proposal.objects.get(title=village.TALUD).state == "selesai"
    ani = enter("ani", "belum", scripts=False)
    citizen.answers(ani, "Belum", citizen.NOT_YET, ground.photo(folder, "belum", "#7a6a55"))
    citizen.sees(ani, "usulan-dibuka-lagi", "Dibuka lagi", citizen.NOT_YET)
    office.mends(enter("dewi", "belum"), ground.photo(folder, "beres", "#4a7a55"))
    citizen.sees(ani, "usulan-diperbaiki", "Selesai setelah diperbaiki", office.MENDED)


def works_now(enter: Callable[..., Walker], year: int) -> None:
    assert ask_about_works() == 1
    ani = enter("ani", "beres", scripts=False)
    citizen.answers(ani, "Ya, sudah selesai dan berfungsi", citizen.NOW_GOOD)
    guest = enter("tamu", "beres")
    citizen.sees(guest, "usulan-beres", citizen.NOW_GOOD, "Masuk APBD", "Menjadi prioritas kecamatan", "Dibuka lagi")
    citizen.sees_janji(guest, year)
