"""Every state, step and role of both tables; races for the last places."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import close_old_connections, connection, connections, transaction
from django.utils import timezone

from acara import services
from acara.models import Event, Registration
from acara.states import EVENT, REGISTRATION, VOICES, EventState, Phase
from accounts.models import Role
from core.states import StateError
from tests.acara.conftest import NOTE, announced, people, planned
from tests.conftest import KERTOSARI
from tests.factories import make_officer
from wilayah.models import Region

RUNS = {Role.OFFICER, Role.CAMAT, Role.VILLAGE_OFFICER, Role.ADMINISTRATOR}
CAST = ["ani", "budi", "citra", "dewi", "eko", "fajar", "gita", "hadi", "indra", "joko"]


# step: the states it leaves and where it leads
TABLE = {
    "announce": ({"direncanakan"}, "diumumkan"),
    "close": ({"diumumkan"}, "ditutup"),
    "reopen": ({"ditutup"}, "diumumkan"),
    "hold": ({"diumumkan", "ditutup"}, "terlaksana"),
    "unlock": ({"terlaksana"}, "ditutup"),
    "cancel": ({"direncanakan", "diumumkan", "ditutup"}, "dibatalkan"),
}
WORDS = {"unlock", "cancel"}


def step(name: str, **more: Any) -> Event:
    verb = {"close": "close_registration", "reopen": "reopen_registration"}.get(name, f"{name}_event")
    made: Event = getattr(services, verb)(**more)
    return made


@pytest.mark.django_db
@pytest.mark.parametrize("state", EventState.values)
def test_every_step_from_every_state_by_everybody(
    request: Any, citra: Any, bring: Callable[..., Event], state: str
) -> None:
    users = {name: request.getfixturevalue(name) for name in CAST}
    event = bring(planned(citra, starts_at=timezone.now() - timedelta(hours=1)), state, citra)
    for name, (sources, target) in TABLE.items():
        could = set()
        for who, user in users.items():
            with transaction.atomic():
                try:
                    done = step(name, by=user, event=event, **({"note": NOTE} if name in WORDS else {}))
                    assert done.state == target
                    could.add(who)
                except (PermissionDenied, StateError):
                    assert Event.objects.get(pk=event.pk).state == state
                transaction.set_rollback(True)
        assert could == ({"citra", "joko", "hadi"} if state in sources else set()), name


def test_the_table_is_this_and_nothing_else() -> None:
    assert {row.name: (set(row.sources), row.target) for row in EVENT} == TABLE
    assert {row.name for row in EVENT if row.needs_note} == WORDS
    assert set(VOICES) == set(Phase)


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_roles_that_run_an_event(role: str, citra: Any) -> None:
    person, event = make_officer("peran", "Peran", Role(role), KERTOSARI), announced(citra)
    assert person.has_perm("acara.run", event) is (role in RUNS)
    assert person.has_perm("acara.check_in", event) is (role in RUNS | {Role.FACILITATOR})


@pytest.mark.django_db
def test_seats_are_given_by_nobodys_hand(citra: Any, ani: Any, budi: Any, joko: Any) -> None:
    event = announced(citra, capacity=1)
    services.register(by=ani, event=event)
    waiting = services.register(by=budi, event=event)
    for row in REGISTRATION:
        if row.rule == "acara.seat":
            assert not any(one.has_perm(row.rule, waiting) for one in (ani, budi, citra, joko))
    with pytest.raises(PermissionDenied):
        services.withdraw(by=ani, registration=waiting)


@pytest.mark.django_db
def test_refusing_without_words_and_out_of_turn(citra: Any, indra: Any) -> None:
    event = announced(citra)
    with pytest.raises(ValidationError):
        services.cancel_event(by=citra, event=event, note="singkat")
    with pytest.raises(StateError):
        services.hold_event(by=citra, event=event)
    with pytest.raises(PermissionDenied):
        services.cancel_event(by=indra, event=event, note=NOTE)
    with pytest.raises(PermissionDenied):
        planned(indra)
    with pytest.raises(TypeError):
        planned(citra, kind="entah")
    assert Event.objects.get().state == EventState.ANNOUNCED


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_at": timezone.now()}, "ends_at"),
        ({"capacity": 0}, "capacity"),
        ({"opens_at": timezone.now() + timedelta(days=30)}, "opens_at"),
        ({"closes_at": timezone.now() + timedelta(days=30)}, "closes_at"),
        ({"lat": 1}, "lat"),
    ],
)
def test_plans_that_cannot_be_held(citra: Any, change: dict[str, Any], field: str) -> None:
    start = timezone.now() + timedelta(days=10)
    plan = services.Plan(
        **{
            "title": "Rapat",
            "place": "Balai",
            "organiser": "Kelurahan",
            "starts_at": start,
            "ends_at": start + timedelta(hours=2),
            **change,
        }
    )
    with pytest.raises(ValidationError) as refused:
        services.create_event(by=citra, kind="rapat", region=Region.objects.get(pk=KERTOSARI), plan=plan)
    assert list(refused.value.message_dict) == [field]


def at_once(number: int, deed: Callable[[int], Any]) -> list[Any]:
    """Run `deed` in so many threads that all start together; its results or the exceptions it raised."""
    barrier, results = threading.Barrier(number), [None] * number

    def run(turn: int) -> None:
        close_old_connections()
        connection.ensure_connection()
        barrier.wait()
        try:
            results[turn] = deed(turn)
        except Exception as error:  # noqa: BLE001
            results[turn] = error  # type: ignore[call-overload]
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(turn,)) for turn in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_two_last_places_and_twenty_who_want_them(citra: Any) -> None:
    crowd = people(20 if connection.vendor == "postgresql" else 8)
    event = announced(citra, capacity=2)
    found = at_once(len(crowd), lambda n: services.register(by=crowd[n], event=event).state)
    assert sorted(found) == ["menunggu"] * (len(crowd) - 2) + ["terdaftar"] * 2
    event.refresh_from_db()
    assert (event.taken, event.waiting) == (2, len(crowd) - 2)
    first_two = Registration.objects.filter(event=event).order_by("id").values_list("state", flat=True)[:2]
    assert list(first_two) == ["terdaftar", "terdaftar"]


@pytest.mark.django_db(transaction=True)
def test_one_ticket_at_many_doors_and_one_person_pressing_often(citra: Any, ani: Any) -> None:
    event = announced(citra, starts_at=timezone.now() + timedelta(hours=1))
    rows = at_once(6, lambda n: services.register(by=ani, event=event).pk)
    assert len(set(rows)) == 1
    mine = Registration.objects.get()
    found = at_once(6, lambda n: services.check_in(by=citra, event=event, code=mine.code).first)
    assert sorted(found) == [False] * 5 + [True]
    assert mine.attendances.count() == 1
