"""One sealed vote from the key to the recount: telephone, kiosk and paper, each by hand in a browser.

The voter has no JavaScript, the office sits at 1280 px, the kiosk is a tablet of 800 px, the result is also read on a
projector of 1920 px.
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
from musrenbang.models import Cycle, Proposal, Round
from musrenbang.services.round_plan import Plan
from musrenbang.services.rounds import create_round, run_clock
from musrenbang.states import State
from tests.browser.main_job import place
from tests.browser.main_job.people import Walker
from tests.browser.vote_walk import office, voter
from tests.conftest import DISTRICT, GUNTUR, KERTOSARI
from tests.factories import make_user
from tests.flows import clients
from wilayah.models import Region

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def prepared(transactional_db: Any) -> Round:
    """The place, its people, and a prepared round of three works: budget 180 million, equal shares."""
    place.load()
    for name, full_name, home in [("ani", "Ani Lestari", KERTOSARI), ("sari", "Sari Utami", GUNTUR)]:
        make_user(name, full_name, home=home)
    Proposal.objects.update(state=State.VERIFIED_DISTRICT)
    works = list(Proposal.objects.filter(estimated_cost__gt=0).order_by("pk")[:3])
    now = timezone.now()
    plan = Plan(
        title="Kegiatan lingkungan pilihan warga",
        explanation="Dana lingkungan dibagi menurut pilihan warga.",
        cycle=Cycle.objects.get(),
        opens_at=now - timedelta(minutes=1),
        closes_at=now + timedelta(days=2),
        min_choices=1,
        max_choices=2,
        budget=180_000_000,
        proposals=works,
        rule="mes_cost_add1",
        knobs={"step": "5000000"},
    )
    return create_round(by=User.objects.get(username="joko"), region=Region.objects.get(pk=DISTRICT), plan=plan)


@pytest.fixture
def enter(prepared: Round, open_page: Callable[..., Page], live_server: Any) -> Callable[..., Walker]:
    """`enter("ani", 360)` gives somebody a fresh browser in which she is signed in; "tamu" and "bilik" are nobody."""

    def start(name: str, width: int = 360, *, scripts: bool = True) -> Walker:
        walker = Walker(open_page(width, scripts=scripts), f"suara-{name}-{width}", scripts=scripts)
        walker.page.set_default_timeout(30_000)
        if name not in ("tamu", "bilik"):
            user = User.objects.get(username=name)
            client = clients.citizen_client(user) if name in ("ani", "budi") else clients.staff_client(user)
            cookie = {"name": project.SESSION_COOKIE_NAME, "value": clients.session_of(client)}
            walker.page.context.add_cookies([cookie | {"url": live_server.url}])
        return walker

    return start


def test_a_sealed_vote(enter: Callable[..., Walker], prepared: Round, tmp_path: Path) -> None:
    joko, guest = enter("joko", 1280), enter("tamu")
    shares = office.makes_key(joko, prepared)
    office.announces(joko, prepared)
    run_clock()
    voter.reads_rules(guest, prepared)
    voter.practises(guest, prepared)
    first, second = online(enter, prepared)
    with_kiosk(enter, prepared, joko)
    on_paper(enter, prepared, joko)
    round = Round.objects.get(pk=prepared.pk)
    with time_machine.travel(round.closes_at + timedelta(minutes=1)):
        run_clock()
        office.opens_box(enter("joko", 1280), round, shares)
        round.refresh_from_db()
        result(enter, round, first, second, tmp_path)


def online(enter: Callable[..., Walker], round: Round) -> tuple[str, str]:
    """She votes, and votes anew: the first envelope is replaced."""
    ani = enter("ani", scripts=False)
    first = voter.votes(ani, round, 1)
    second = voter.votes(ani, round, 1, 2)
    assert first != second
    return first, second


def with_kiosk(enter: Callable[..., Walker], round: Round, joko: Walker) -> None:
    """Budi's telephone vote is beaten by his vote at the kiosk."""
    voter.votes(enter("budi"), round, 3)
    kiosk = enter("bilik", 800)
    sign = voter.at_kiosk(kiosk, round)
    voter.votes_at_kiosk(kiosk, office.gives_kiosk_code(joko, round, "Budi", sign), 1, 3)


def on_paper(enter: Callable[..., Walker], round: Round, joko: Walker) -> None:
    """Sari votes on paper; two clerks read it differently, a third one settles it."""
    office.gives_paper(joko, round, "Sari")
    office.opens_batch(joko, round)
    office.types(joko, round, 2)
    citra = enter("citra", 1280)
    office.types(citra, round, 3)
    citra.go(f"/petugas/pemungutan/{round.pk}/kertas/1/")
    citra.sees("Berbeda, perlu orang ketiga")
    citra.look("berkas-berbeda")
    office.types(enter("indra", 1280), round, 2, third=True)
    office.accepts(joko, round)


def result(enter: Callable[..., Walker], round: Round, first: str, second: str, folder: Path) -> None:
    assert (round.state, round.ballot_count) == ("dihitung", 3)
    voter.reads_result(enter("tamu"), round)
    beamer = enter("tamu", 1920)
    beamer.go(round.result_url)
    beamer.look("hasil-proyektor")
    guest = enter("tamu")
    voter.finds(guest, round, first, "sudah diganti suara yang lebih baru")
    voter.finds(guest, round, second, "dihitung")
    told = voter.recounts(guest, round, folder)
    assert "3 surat suara, 3 kegiatan, aturan mes_cost_add1" in told
    assert told.endswith("SAMA dengan yang diumumkan.\n")
