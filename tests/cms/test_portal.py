"""The portal asks all rooms at once: doors in the order of their closing, decisions of all rooms by date."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from audit.services import record
from cms import portal
from cms.models import HomePage
from core.doors import Door
from konsultasi.services import PassageText, answer_input, open_consultation, publish_version, submit_input
from musrenbang.models import Round, Stage
from musrenbang.services.rounds import create_round
from musrenbang.states import State
from tests.conftest import DISTRICT
from tests.voting.makers import announce, make_cycle, make_plan, make_proposal, make_proposals
from wilayah.models import Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(home: HomePage, ani: Any, joko: Any) -> dict[str, Any]:
    """A draft that takes inputs, two rounds, a stage for proposing, one answer and one decision."""
    now, here = timezone.now(), Region.objects.get(pk=DISTRICT)
    cycle = make_cycle()
    proposals = make_proposals(cycle, ani)
    for days in (9, 3):
        plan = make_plan(
            cycle, proposals, title=f"Pilih dalam {days} hari", opens_at=now, closes_at=now + timedelta(days=days)
        )
        announce(joko, create_round(by=joko, region=here, plan=plan))
    Stage.objects.create(cycle=cycle, kind="usulan", opens_at=now, closes_at=now + timedelta(days=5))
    draft = open_consultation(
        title="Sampah", url="/rancangan/sampah/", region=here, opens_at=now, closes_at=now + timedelta(days=7), by=joko
    )
    publish_version(consultation=draft, passages=[PassageText("p1", "pasal", "1", "Setiap rumah memilah.")], by=joko)
    said = submit_input(by=ani, consultation=draft, kind="saran", body="Gerobak datang tiap hari.")
    record(by=joko, verb="prioritize", target=proposals[0])
    answer_input(by=joko, input=said, disposition="dicatat", explanation="Kami catat untuk versi berikutnya.")
    record(by=joko, verb="prioritize", target=make_proposal(cycle, ani, 9, "Talud", DISTRICT, 5, State.RESERVE))
    return {"now": now, "rounds": list(Round.objects.order_by("closes_at"))}


def test_doors_of_every_room_the_first_to_close_in_front(busy: dict[str, Any]) -> None:
    drafts, rounds, proposing, events = portal.open_doors(DISTRICT)
    now = busy["now"]
    assert drafts == [Door("Sampah", "/rancangan/sampah/", now + timedelta(days=7), 1, 0)]
    assert [(door.title, door.url) for door in rounds] == [
        (f"Pilih dalam {days} hari", f"/pemungutan/{held.pk}/")
        for days, held in zip((3, 9), busy["rounds"], strict=True)
    ]
    assert (rounds[0].number, rounds[0].amount) == (3, 300_000_000)
    assert proposing == [Door("", "/usulan/baru/", now + timedelta(days=5), 2028, 0)]
    assert portal.open_doors("33.23.99") == [[], [], [], []]
    assert events == []


def test_decisions_of_all_rooms_stand_by_date(busy: dict[str, Any]) -> None:
    shown = [row.title for row in portal.decided(DISTRICT)]
    assert shown == ["Talud", "Seluruh rancangan: Sampah", "Perbaikan talud Kali Kuas"]


def test_figures_of_all_rooms(busy: dict[str, Any]) -> None:
    told = portal.collect(DISTRICT)
    assert (told.promises, told.promises.share) == (portal.Promises(1, 1, 0), 100)
    assert (told.proposals["jumlah"], told.planned) == (6, 6)


def test_an_empty_place_has_figures_too(home: HomePage) -> None:
    told = portal.collect(DISTRICT)
    assert told.promises == portal.Promises(0, 0, 0)
    assert told.promises.share is None
    assert told.nothing_open
    assert told.decisions == []


def test_the_first_visit_after_a_change_costs_twelve_questions_at_most(
    busy: dict[str, Any], ani: Any, django_assert_max_num_queries: Any
) -> None:
    known = Client()
    known.force_login(ani, backend="accounts.backends.Backend")
    Client().get("/kontak/")
    for visitor in (known, Client()):
        with django_assert_max_num_queries(12):
            assert "Pilih dalam 3 hari" in visitor.get("/").content.decode()
