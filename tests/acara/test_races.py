"""Many at once for few places: nobody is lost, nothing is oversold, who came first is first."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acara import services
from acara.models import Event, Registration
from tests.acara.conftest import announced, people

SEATS, CROWD = 40, 200


def rush(crowd: list[Any], event: Event, threads: int) -> list[Any]:
    """Everybody registers at the same moment; what each got."""

    def one(person: Any) -> Any:
        try:
            return services.register(by=person, event=Event.objects.get(pk=event.pk)).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, crowd))


def check(event: Event, crowd: list[Any], seats: int) -> None:
    """Exactly the first have a seat, all others wait in order, the counters say so."""
    rows = list(Registration.objects.filter(event=event).order_by("id"))
    assert len(rows) == len({row.person_id for row in rows}) == len(crowd)
    assert [row.state for row in rows] == ["terdaftar"] * seats + ["menunggu"] * (len(crowd) - seats)
    event.refresh_from_db()
    assert (event.taken, event.waiting) == (seats, len(crowd) - seats)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_hundred_for_forty_places(citra: Any) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("Many writers at once need PostgreSQL.")
    event = announced(citra, capacity=SEATS)
    crowd = people(CROWD)
    assert len(set(rush(crowd, event, 20))) == CROWD
    check(event, crowd, SEATS)


@pytest.mark.django_db(transaction=True)
def test_twelve_for_three_places(citra: Any) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("Many writers at once need PostgreSQL.")
    event = announced(citra, capacity=3)
    crowd = people(12)
    rush(crowd, event, 6)
    check(event, crowd, 3)


DEEDS = st.lists(st.tuples(st.sampled_from(["daftar", "batal"]), st.integers(0, 7), st.integers(1, 3)), max_size=14)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_the_waiting_list_keeps_its_laws_whatever_happens(citra: Any, deeds: list[tuple[str, int, int]]) -> None:
    crowd = list(type(citra).objects.filter(username__startswith="warga").order_by("username")) or people(8)
    event = announced(citra, capacity=4)
    for name, who, places in deeds:
        held = Registration.objects.filter(event=event, person=crowd[who]).active().first()
        if name == "daftar":
            services.register(by=crowd[who], event=event, places=places)
        elif held is not None:
            services.withdraw(by=crowd[who], registration=held)
        obeys(event)


def obeys(event: Event) -> None:
    """Never oversold; the counters are the sums; whoever waits does not fit into what is free."""
    event.refresh_from_db()
    rows = list(Registration.objects.filter(event=event).active().order_by("id"))
    taken = sum(row.places for row in rows if row.state == "terdaftar")
    waiting = [row.places for row in rows if row.state == "menunggu"]
    assert event.taken == taken <= 4
    assert event.waiting == sum(waiting)
    assert all(places > 4 - taken for places in waiting)
