"""A device that was cut off: what it did alone arrives once, in any order, and nothing is given or called twice."""

import random
import uuid
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.utils import timezone

from layanan.models import QueueDevice, QueueLease, QueueOffice, ServiceEvent, Ticket
from layanan.services import calling, days, devices
from layanan.services.figures import rebuild
from layanan.services.replay import Answer, Told, replay
from layanan.states import EventKind, TicketState
from tests.layanan.queue_world import NINE, call, counter, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def told(lease: QueueLease, sequence: int, minute: float, kind: str, number: int, **more: Any) -> Told:
    key, at = uuid.uuid5(lease.uuid, str(sequence)), NINE + timedelta(minutes=minute)
    return Told(key, lease.uuid, sequence, at, kind, "A", number, **more)


@pytest.fixture
def kiosk(office: QueueOffice, joko: Any) -> QueueDevice:
    return devices.enrol(by=joko, office=office)[0]


@pytest.fixture
def desk(office: QueueOffice, joko: Any) -> QueueDevice:
    return devices.enrol(by=joko, office=office, counter=counter(office, 1))[0]


def test_only_an_enrolled_browser_is_a_device(office: QueueOffice, joko: Any, citra: Any) -> None:
    with pytest.raises(PermissionDenied):
        devices.enrol(by=citra, office=office)
    made, secret = devices.enrol(by=joko, office=office)
    assert devices.device_of(secret) == made
    assert made.secret not in secret
    for guess in ("", secret[:-1], secret + "x", f"{uuid.uuid4().hex}.{secret.partition('.')[2]}", "z" * 60):
        assert devices.device_of(guess) is None
    with pytest.raises(PermissionDenied):
        devices.revoke(by=citra, device=made)
    devices.revoke(by=joko, device=made)
    assert devices.device_of(secret) is None


def test_blocks_stand_apart_and_online_numbers_have_no_gap(office: QueueOffice, kiosk: QueueDevice, joko: Any) -> None:
    take(office)
    first = devices.lease(device=kiosk)
    second = devices.lease(device=devices.enrol(by=joko, office=office)[0])
    assert first.blocks == [["A", 400, 449], ["B", 400, 449]]
    assert second.blocks == [["A", 450, 499], ["B", 450, 499]]
    assert devices.lease(device=kiosk).blocks == first.blocks  # asked again: the same, longer
    replay(device=kiosk, told=[told(first, 1, 0, "issue", 400)])
    assert take(office).label == "A-002"
    Ticket.objects.filter(number=2).update(number=399)
    assert take(office).label == "A-500"  # over the blocks


def test_every_number_of_a_block_is_a_ticket_or_not_used(office: QueueOffice, kiosk: QueueDevice) -> None:
    lease = devices.lease(device=kiosk)
    replay(device=kiosk, told=[told(lease, n, n / 60, "issue", number) for n, number in ((1, 400), (2, 401), (3, 405))])
    devices.give_back(lease)
    devices.give_back(lease)
    spare = [(e.payload["prefix"], e.payload["first"], e.payload["last"]) for e in unused()]
    assert spare == [("A", 402, 404), ("A", 406, 449), ("B", 400, 449)]
    late = replay(device=kiosk, told=[told(lease, 9, 0.2, "issue", 406)])
    assert list(late.refused.values()) == ["Bekal luring ini tidak berlaku."]


def unused() -> Any:
    return ServiceEvent.objects.filter(kind=EventKind.UNUSED).order_by("id")


def test_named_people_are_called_by_nobody_else(office: QueueOffice, desk: QueueDevice, joko: Any, clock: Any) -> None:
    line = [take(office) for _ in range(6)]
    lease = devices.lease(device=desk, by=joko)
    assert list(lease.tickets.order_by("id")) == line[:3]
    assert call(joko, office, 2) == line[3]
    assert call(joko, office, 1) == line[0]  # the counter itself, while it can reach the server
    assert [call(joko, office, 2), call(joko, office, 2)] == line[4:]
    assert call(joko, office, 2) is None
    clock.shift(devices.LEASE_FOR + timedelta(seconds=1))
    assert call(joko, office, 2) == line[1]  # the lease has ended
    with pytest.raises(PermissionDenied):
        devices.lease(device=desk)


def test_nobody_waits_for_a_busy_counter_while_another_is_free(
    office: QueueOffice, desk: QueueDevice, joko: Any
) -> None:
    for number in (1, 2):
        calling.open_counter(by=joko, counter=counter(office, number))
    take(office)
    assert devices.lease(device=desk, by=joko).tickets.count() == 0
    take(office)
    lease = devices.lease(device=desk, by=joko)
    assert lease.tickets.count() == 1
    call(joko, office, 2)
    devices.lease(device=desk, by=joko)
    assert lease.tickets.count() == 0  # named anew


REFUSED = [
    ("issue", 400, 1, {}, "tidak mengerjakan"),
    ("call", 77, 1, {}, "tidak ada pada hari itu"),
    ("call", 1, -1, {}, "di luar masa"),
    ("call", 1, 90, {}, "di luar masa"),
    ("call", 5, 1, {}, "bukan bekal loket ini"),
]


@pytest.mark.parametrize(("kind", "number", "minute", "more", "words"), REFUSED)
def test_what_a_lease_does_not_allow_is_refused(
    office: QueueOffice, desk: QueueDevice, joko: Any, kind: str, number: int, minute: float, more: Any, words: str
) -> None:
    for _ in range(5):
        take(office)
    lease = devices.lease(device=desk, by=joko)
    before = ServiceEvent.objects.count()
    answer = replay(device=desk, told=[told(lease, 1, minute, kind, number, **more)])
    assert words in next(iter(answer.refused.values()))
    assert ServiceEvent.objects.count() == before


def test_a_clock_ahead_and_a_revoked_device(office: QueueOffice, desk: QueueDevice, joko: Any) -> None:
    take(office)
    lease = devices.lease(device=desk, by=joko)
    assert replay(device=desk, told=[told(lease, 1, 3, "call", 1)]).refused  # three minutes from now
    assert not replay(device=desk, told=[told(lease, 1, 1.5, "call", 1)]).refused
    again = replay(device=desk, told=[Told(uuid.uuid4(), lease.uuid, 1, NINE, "serve", "A", 1)])
    assert list(again.refused.values()) == ["Urutan catatan ini sudah dipakai."]
    devices.revoke(by=joko, device=desk)
    with pytest.raises(PermissionDenied):
        replay(device=desk, told=[told(lease, 2, 1.6, "serve", 1)])


def columns() -> list[Any]:
    moments = ("first_called_at", "called_at", "served_at", "ended_at", "issued_at")
    return list(Ticket.objects.order_by("number").values_list("number", "state", "counter__number", *moments))


def cut(rows: list[Told], chance: random.Random) -> list[list[Told]]:
    """In pieces of some size."""
    size = chance.randint(1, 4)
    return [rows[at : at + size] for at in range(0, len(rows), size)]


def world(office: QueueOffice, joko: Any) -> list[tuple[QueueDevice, list[Told]]]:
    """Half an hour without a network: a kiosk gives three numbers, two counters call named and typed ones."""
    for _ in range(8):
        take(office)
    kiosk = devices.enrol(by=joko, office=office)[0]
    one, two = (devices.enrol(by=joko, office=office, counter=counter(office, n))[0] for n in (1, 2))
    a, b, c = devices.lease(device=kiosk), devices.lease(device=one, by=joko), devices.lease(device=two, by=joko)
    gave = [told(a, n, 3 * n, "issue", 399 + n) for n in (1, 2, 3)]
    first = [
        *(told(b, 1, 1, "call", 1), told(b, 2, 2, "serve", 1), told(b, 3, 6, "finish", 1)),
        *(told(b, 4, 7, "call", 2), told(b, 5, 9, "skip", 2)),
        *(told(b, 6, 10, "call", 400), told(b, 7, 11, "serve", 400), told(b, 8, 20, "finish", 400)),
        told(b, 9, 21, "call", 3),
    ]
    second = [
        *(told(c, 1, 2, "call", 5), told(c, 2, 3, "serve", 5), told(c, 3, 12, "finish", 5)),
        *(told(c, 4, 13, "call", 402), told(c, 5, 14, "serve", 402)),
    ]
    return [(kiosk, gave), (one, first), (two, second)]


def test_it_does_not_matter_in_which_order_the_server_hears_of_it(office: QueueOffice, joko: Any, clock: Any) -> None:
    """Every order of the devices, in pieces of any size, shuffled and told twice: the same numbers stand the same."""
    story = world(office, joko)
    clock.shift(timedelta(minutes=30))
    chance, seen, log = random.Random(8), [], []
    for order in permutations(story):
        point = transaction.savepoint()
        pieces = [(device, piece) for device, rows in order for piece in cut(rows, chance)]
        chance.shuffle(pieces)
        for device, rows in [*pieces, *pieces[:3]]:
            answer: Answer = replay(device=device, told=rows)
            assert not answer.refused
            assert set(answer.taken) == {row.uuid for row in rows}
        seen.append(columns())
        figure = rebuild(Ticket.objects.earliest("pk").queue_day)
        log.append([{k: v for k, v in visit.items() if k != "ticket"} for visit in figure.visits])
        transaction.savepoint_rollback(point)
    assert all(one == seen[0] for one in seen)
    assert all(sorted(map(str, one)) == sorted(map(str, log[0])) for one in log)
    states = {row[0]: row[1] for row in seen[0]}
    assert states[1] == states[400] == states[5] == TicketState.DONE
    assert (states[2], states[3], states[402], states[401]) == (
        *(TicketState.PARKED, TicketState.CALLED, TicketState.SERVED, TicketState.WAITING),
    )


def test_nothing_is_lost_and_nobody_called_twice(office: QueueOffice, joko: Any, clock: Any) -> None:
    story = world(office, joko)
    clock.shift(timedelta(minutes=30))
    for device, rows in story:
        replay(device=device, told=rows)
    sent = {row.uuid for _, rows in story for row in rows}
    assert sent == set(ServiceEvent.objects.exclude(device="").values_list("uuid", flat=True))
    calls = list(ServiceEvent.objects.filter(kind=EventKind.CALL).values_list("ticket", flat=True))
    assert len(calls) == len(set(calls)) == 6
    event = ServiceEvent.objects.get(kind=EventKind.CALL, ticket__number=400)
    assert (event.at, event.actor_id, event.sequence) == (NINE + timedelta(minutes=10), joko.pk, 6)
    visits = {v["ticket"]: v for v in rebuild(event.ticket.queue_day).visits}  # type: ignore[union-attr]
    typed = visits[event.ticket_id]
    assert (typed["came"], typed["called"], typed["outcome"]) == (543.0, 550.0, "selesai")
    here = calling.current_at(counter(office, 1))
    assert here is not None
    assert call(joko, office, 1, seen=here.pk) is not None  # and the day goes on at the server
    replay(device=story[1][0], told=story[1][1])
    assert Ticket.objects.get(pk=here.pk).state == TicketState.DONE


def test_who_was_served_alone_is_served_though_the_day_was_closed(office: QueueOffice, joko: Any, clock: Any) -> None:
    take(office)
    desk = devices.enrol(by=joko, office=office, counter=counter(office, 1))[0]
    lease = devices.lease(device=desk, by=joko)
    rows = [told(lease, 1, 1, "call", 1), told(lease, 2, 2, "serve", 1), told(lease, 3, 8, "finish", 1)]
    clock.shift(timedelta(hours=16))
    days.run_queue_clock()
    assert Ticket.objects.get().state == TicketState.UNSERVED
    assert not replay(device=desk, told=rows).refused
    assert Ticket.objects.get().state == TicketState.DONE
    days.run_queue_clock()
    assert [v["outcome"] for v in Ticket.objects.get().queue_day.office.figures.get().visits] == ["selesai"]


def test_the_browser_asks_and_tells(office: QueueOffice, joko: Any) -> None:
    browser = Client()
    assert browser.post("/antrean/perangkat/bekal/").status_code == 403
    browser.cookies[devices.COOKIE] = devices.enrol(by=joko, office=office)[1]
    given = browser.post("/antrean/perangkat/bekal/").json()
    assert given["blok"][0] == ["A", 400, 449]
    row = {"uuid": str(uuid.uuid4()), "bekal": given["bekal"], "urut": 1, "at": timezone.now().isoformat()}
    row |= {"jenis": "issue", "awalan": "A", "nomor": 400, "layanan": given["layanan"][0]["id"], "prioritas": "lansia"}

    def send(body: Any) -> Any:
        return browser.post("/antrean/perangkat/kirim/", body, content_type="application/json")

    for _ in range(2):
        assert send({"catatan": [row]}).json() == {"diterima": [row["uuid"]], "gagal": []}
    ticket = Ticket.objects.get()
    assert (ticket.label, ticket.priority, ticket.channel) == ("A-400", "lansia", "kios")
    for bad in ("{", "[]", {"catatan": [{}]}, {"catatan": 3}, {"catatan": [row | {"at": "kemarin"}]}):
        assert send(bad).status_code == 400
    assert send({"catatan": [row | {"urut": 10**12}]}).status_code == 400
