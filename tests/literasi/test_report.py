"""The report of a period: whom sessions reached, what followed, who paid; small numbers are not told."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from acara import services as acara
from accounts.registry import FOLLOWED, Deed
from core.cells import hidden
from literasi import services
from literasi.models import Session
from literasi.queries.reach import reach
from literasi.queries.report import Report, followed, period_asked
from tests.conftest import DISTRICT, GUNTUR, KERTOSARI
from tests.factories import make_user
from tests.flows.clients import staff_client
from tests.literasi.conftest import come, hold, starting
from wilayah.models import Region

pytestmark = pytest.mark.django_db


def report(**get: str) -> Report:
    return Report(period_asked(get), DISTRICT)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ({"a": 3, "b": 9, "c": 7}, {"a", "c"}),
        ({"a": 3, "b": 2, "c": 7}, {"a", "b"}),
        ({"a": 0, "b": 5}, set()),
        ({"a": 4}, {"a"}),
    ],
)
def test_a_small_cell_takes_a_second_along(cells: dict[str, int], wanted: set[str]) -> None:
    assert hidden(cells.items()) == wanted


def test_people_by_village_against_who_live_there(fajar: Any) -> None:
    session = starting(fajar)
    home, other = (Region.objects.get(pk=code) for code in (KERTOSARI, GUNTUR))
    come(fajar, session, [f"Siti {n}" for n in range(8)], region=home, sex="P", age="60-")
    come(fajar, session, [f"Joyo {n}" for n in range(3)], region=other, sex="L")
    services.note_population(by=fajar, region=home, people=4000)
    found = reach([hold(fajar, session)])
    assert (found.visits, found.persons) == (11, 11)
    assert [(one.code, one.n) for one in found.villages] == [(KERTOSARI, None), (GUNTUR, None)]
    second = starting(fajar)
    come(fajar, second, [f"Siti {n}" for n in range(8)], region=home, sex="P", age="60-")
    come(fajar, second, [f"Darmo {n}" for n in range(6)], region=other, sex="L")
    found = reach([hold(fajar, second)])
    assert [(one.n, one.women, one.per_thousand) for one in found.villages] == [(8, 8, "2,0"), (6, 0, "–")]
    assert [(cell.label, cell.n) for cell in found.groups["Umur"]][-1] == ("60 tahun ke atas", 8)
    both = reach(list(Session.objects.held()))
    assert (both.visits, both.persons) == (25, 17)


def test_a_village_from_which_nobody_came_is_a_gap(fajar: Any) -> None:
    session = starting(fajar)
    come(fajar, session, [f"Siti {n}" for n in range(6)], region=Region.objects.get(pk=KERTOSARI))
    assert [one.code for one in reach([hold(fajar, session)]).gaps] == [GUNTUR]


def test_only_held_sessions_of_the_period_count(fajar: Any) -> None:
    hold(fajar, starting(fajar), timedelta(days=20))
    starting(fajar)
    day = timezone.localdate()
    assert len(report().sessions) == 1
    assert report(dari=f"{day:%Y-%m-%d}").sessions == []
    assert len(report(dari="kacau", sampai="2026-99-99").sessions) == 1
    assert report(dari="2090-01-01", sampai="2080-01-01").sessions == []


def test_what_participants_did_afterwards_is_a_number_of_ten_or_more(fajar: Any) -> None:
    def done(people: Any, start: Any, end: Any) -> Any:
        """All did it on the 59th day after the first session; one on the day before it as well."""
        return [(person, start + timedelta(days=59)) for person in people] + [(people[0], start - timedelta(days=1))]

    FOLLOWED.register("uji", Deed("Uji", done))
    try:
        first = starting(fajar)
        crowd = [make_user(f"warga{n}", f"Warga {n}", home=KERTOSARI) for n in range(10)]
        for person in crowd:
            seat = acara.register(by=person, event=first.event)
            acara.check_in(by=fajar, event=first.event, code=seat.code)
        first = hold(fajar, first, timedelta(days=9))
        second = starting(fajar)
        for person in crowd[:9]:
            seat = acara.register(by=person, event=second.event)
            acara.check_in(by=fajar, event=second.event, code=seat.code)
        second = hold(fajar, second)
        assert {one.label: one.n for one in followed([first, second])}["Uji"] == 10
        assert {one.label: one.n for one in followed([second])}["Uji"] is None
        FOLLOWED.register("uji", Deed("Uji", lambda people, start, end: [(one, end) for one in people]))
        assert {one.label: one.n for one in followed([first, second])}["Uji"] is None
    finally:
        FOLLOWED.unregister("uji")


def test_rooms_count_without_naming(fajar: Any, ani: Any) -> None:
    now = timezone.now()
    counts = {name: deed.count({ani.pk: (now - timedelta(days=60), now)}) for name, deed in FOLLOWED.items()}
    assert counts == {"masukan": 0, "usulan": 0, "suara": 0}


def test_cost_and_partners_stand_in_the_report_and_its_files(client: Client, fajar: Any) -> None:
    session = starting(fajar)
    partner = services.name_partner(by=fajar, name="Koperasi Sumbing", kind="perusahaan")
    services.record_contribution(by=fajar, session=session, partner=partner, gift="perangkat", value=2_000_000)
    type(session).objects.filter(pk=session.pk).update(cost=1_500_000)
    hold(fajar, session)
    found = report()
    assert (found.cost, found.given, found.partners) == (
        1_500_000,
        2_000_000,
        [("Koperasi Sumbing", "Perusahaan", 1, 2_000_000)],
    )
    body = client.get("/sesi/laporan/").content.decode()
    assert "Rp1.500.000" in body
    assert "Koperasi Sumbing" in client.get("/sesi/laporan.csv").getvalue().decode()
    desk = staff_client(fajar)
    assert desk.get("/petugas/sesi/laporan.pdf").content[:5] == b"%PDF-"
    assert desk.get("/petugas/sesi/laporan.xlsx").status_code == 200
