"""Numbers, calls and the end of the day: every step, every refusal, and the log that tells it all."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.states import StateError
from layanan.models import QueueDay, QueueOffice, ServiceEvent, Ticket
from layanan.services import calling, days, tickets
from layanan.services.log import turn
from layanan.states import TICKET, TICKET_VOICES, Channel, TicketState
from tests.conftest import GUNTUR
from tests.layanan.queue_world import NINE, call, counter, make_office, take

CAST = ["ani", "citra", "dewi", "eko", "fajar", "gita", "hadi", "indra", "joko"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def kinds(ticket: Ticket) -> list[str]:
    """What happened to it; that it was given a promise is a test of its own."""
    return list(
        ServiceEvent.objects.filter(ticket=ticket).exclude(kind="promise").order_by("id").values_list("kind", flat=True)
    )


def bring(office: QueueOffice, state: str, by: Any) -> Ticket:
    """A ticket that has come to this state by its verbs."""
    if state == TicketState.BOOKED:
        return take(office, channel=Channel.SLOT, slot_at=timezone.now() + timedelta(hours=1))
    ticket = take(office)
    if state == TicketState.WAITING:
        return ticket
    if state == TicketState.CANCELLED:
        return tickets.cancel_ticket(ticket=ticket)
    if state == TicketState.UNSERVED:
        days.close_day(queue_day=ticket.queue_day)
        return Ticket.objects.get(pk=ticket.pk)
    called = call(by, office)
    assert called == ticket
    if state == TicketState.SERVED:
        return calling.serve(by=by, ticket=called)
    if state == TicketState.DONE:
        return calling.finish(by=by, ticket=called)
    if state in {TicketState.PARKED, TicketState.ABSENT}:
        called = calling.skip(by=by, ticket=called)
    if state == TicketState.ABSENT:
        Ticket.objects.filter(pk=called.pk).update(parked_at=timezone.now() - timedelta(minutes=31))
        days.lapse(called)
    return Ticket.objects.get(pk=called.pk)


VERBS: dict[str, tuple[str, Any]] = {
    "recall": ("dipanggil", calling.recall),
    "undo": ("dipanggil", calling.undo_call),
    "serve": ("dipanggil", calling.serve),
    "skip": ("dipanggil", calling.skip),
    "park": ("menunggu dilayani", calling.park),
    "return": ("ditunda", calling.come_back),
    "finish": ("dipanggil dilayani", calling.finish),
    "cancel": ("dipesan menunggu ditunda batal", tickets.cancel_ticket),
}


@pytest.mark.parametrize("state", TicketState.values)
def test_every_step_from_every_state_by_everybody(request: Any, office: QueueOffice, joko: Any, state: str) -> None:
    users = {name: request.getfixturevalue(name) for name in CAST}
    ticket = bring(office, state, joko)
    assert ticket.state == state
    for name, (sources, verb) in VERBS.items():
        could = set()
        for who, user in users.items():
            with transaction.atomic():
                try:
                    done = verb(by=user, ticket=ticket)
                    assert done.state == Ticket.objects.get(pk=ticket.pk).state
                    could.add(who)
                except (PermissionDenied, StateError):
                    pass
                transaction.set_rollback(True)
        staff = {"hadi", "joko"}
        allowed = staff if state in sources.split() else set()
        if name == "cancel" and state == TicketState.CANCELLED:
            allowed = set(CAST)  # nothing is left to do
        assert could == allowed, name


def test_the_table_names_only_known_states_and_every_state_has_its_mark() -> None:
    assert {s for row in TICKET for s in row.sources} | {row.target for row in TICKET} == set(TicketState.values)
    assert set(TICKET_VOICES) == set(TicketState.values)


def test_numbers_run_by_prefix_without_gap(office: QueueOffice) -> None:
    assert [take(office, p).label for p in "AABAB"] == ["A-001", "A-002", "B-001", "A-003", "B-002"]
    other = make_office("guntur", GUNTUR)
    assert take(other, "A").label == "A-001"
    Ticket.objects.filter(prefix="A", queue_day__office=office, number=3).update(number=999)
    assert take(office, "A").label == "A-1000"


def test_a_new_day_starts_at_one(office: QueueOffice, clock: Any) -> None:
    take(office)
    clock.shift(timedelta(days=1))
    assert take(office).label == "A-001"
    assert QueueDay.objects.count() == 2


def test_the_same_request_gives_the_same_ticket_and_its_token_is_not_the_key(office: QueueOffice) -> None:
    key = uuid.uuid4()
    first, second = take(office, key=key), take(office, key=key)
    assert first == second
    assert Ticket.objects.count() == ServiceEvent.objects.filter(kind="issue").count() == 1
    assert first.token == tickets.token_of(key)
    assert len(first.token) == 32
    assert key.hex not in first.token
    assert take(office).token != first.token


def test_one_holder_has_one_open_number_for_a_service(office: QueueOffice) -> None:
    first = take(office, holder="h" * 64, channel=Channel.PHONE)
    assert take(office, holder="h" * 64, channel=Channel.PHONE) == first
    assert take(office, "B", holder="h" * 64, channel=Channel.PHONE) != first
    tickets.cancel_ticket(ticket=first)
    assert take(office, holder="h" * 64, channel=Channel.PHONE).label == "A-002"
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.create(
            queue_day=first.queue_day,
            service=first.service,
            prefix="A",
            number=77,
            token="x",
            holder="h" * 64,
            issued_at=NINE,
            clock_at=NINE,
        )


@pytest.mark.parametrize(
    ("shift", "words"),
    [
        (timedelta(hours=-2), "mulai pukul 07.30"),
        (timedelta(hours=6), "sudah ditutup"),
        (timedelta(days=4), "tidak melayani"),
    ],
)
def test_no_numbers_outside_the_hours(office: QueueOffice, clock: Any, shift: timedelta, words: str) -> None:
    clock.shift(shift)
    with pytest.raises(StateError, match=words):
        take(office)
    assert Ticket.objects.count() == 0


def test_what_does_not_fit_is_refused(office: QueueOffice, ani: Any, fajar: Any) -> None:
    other = make_office("guntur", GUNTUR)
    with pytest.raises(StateError, match="tidak menerima"):
        tickets.take_ticket(office=office, service=other.services.first(), key=uuid.uuid4())
    with pytest.raises(ValidationError):
        take(office, channel="awan")
    with pytest.raises(ValidationError):
        take(office, channel=Channel.SLOT)
    with pytest.raises(ValidationError):
        take(office, channel=Channel.SLOT, slot_at=NINE - timedelta(minutes=15))
    with pytest.raises(PermissionDenied):
        take(office, by=ani)
    assert take(office, by=fajar, channel=Channel.DESK).label == "A-001"
    office.active = False
    office.save()
    with pytest.raises(StateError, match="tidak menerima"):
        take(office)


def test_the_counter_calls_by_the_fair_order(office: QueueOffice, joko: Any, clock: Any) -> None:
    usual = take(office)
    clock.shift(timedelta(minutes=12))
    elderly = take(office, priority="lansia")
    clock.shift(timedelta(minutes=7))  # 19 minutes against 7 x 2.5 = 17.5
    assert call(joko, office) == usual
    late = take(office)
    clock.shift(timedelta(minutes=30))
    assert call(joko, office) == elderly
    assert call(joko, office) == late
    assert call(joko, office) is None
    assert kinds(usual) == ["issue", "call", "finish"]
    assert Ticket.objects.get(pk=late.pk).state == TicketState.DONE


def test_a_counter_calls_only_for_what_it_does(office: QueueOffice, joko: Any) -> None:
    counter(office, 2).services.add(office.services.get(prefix="B"))
    first, second = take(office, "A"), take(office, "B")
    assert call(joko, office, 2) == second
    assert call(joko, office, 1) == first


def test_a_key_pressed_twice_calls_once(office: QueueOffice, joko: Any) -> None:
    first, second = take(office), take(office)
    assert call(joko, office, seen=0) == first
    assert call(joko, office, seen=0) == first
    assert call(joko, office, seen=first.pk) == second
    assert call(joko, office, seen=first.pk) == second
    assert Ticket.objects.get(pk=first.pk).state == TicketState.DONE
    assert QueueDay.objects.get().calls == 2


def test_only_three_calls_of_one_number(office: QueueOffice, joko: Any, clock: Any) -> None:
    take(office)
    ticket = call(joko, office)
    assert ticket is not None
    for _ in range(2):
        clock.shift(timedelta(minutes=1))
        ticket = calling.recall(by=joko, ticket=ticket)
    assert (ticket.times_called, ticket.first_called_at, ticket.called_at) == (3, NINE, timezone.now())
    with pytest.raises(StateError, match="3 kali"):
        calling.recall(by=joko, ticket=ticket)


def test_who_was_skipped_comes_back_behind_the_next_three(office: QueueOffice, joko: Any, clock: Any) -> None:
    line = [take(office) for _ in range(6)]
    away = call(joko, office)
    assert away == line[0]
    calling.skip(by=joko, ticket=away)
    clock.shift(timedelta(minutes=5))
    calling.come_back(ticket=away)
    called = [call(joko, office) for _ in range(6)]
    assert called == [line[1], line[2], line[3], away, line[4], line[5]]
    assert kinds(away) == ["issue", "call", "skip", "return", "call", "finish"]


def test_who_does_not_come_back_in_thirty_minutes_is_closed(office: QueueOffice, joko: Any, clock: Any) -> None:
    take(office)
    away = call(joko, office)
    assert away is not None
    calling.skip(by=joko, ticket=away)
    clock.shift(timedelta(minutes=29))
    days.run_queue_clock()
    assert Ticket.objects.get().state == TicketState.PARKED
    clock.shift(timedelta(minutes=1))
    days.run_queue_clock()
    days.run_queue_clock()
    assert Ticket.objects.get().state == TicketState.ABSENT
    with pytest.raises(StateError):
        calling.come_back(ticket=away)


def test_a_transfer_keeps_the_clock_of_the_arrival(office: QueueOffice, joko: Any, clock: Any) -> None:
    counter(office, 2).services.add(office.services.get(prefix="B"))
    first = take(office, "A")
    clock.shift(timedelta(minutes=10))
    second = take(office, "B")
    assert call(joko, office) == first
    moved = calling.transfer(by=joko, ticket=first, service=office.services.get(prefix="B"))
    assert (moved.clock_at, moved.label, moved.counter) == (NINE, "A-001", None)
    assert call(joko, office, 2) == first
    assert call(joko, office, 2) == second
    with pytest.raises(ValidationError):
        calling.transfer(by=joko, ticket=second, service=make_office("lain", GUNTUR).services.first())


def test_a_booked_person_keeps_the_slot_unless_late(office: QueueOffice, joko: Any, clock: Any) -> None:
    slot = NINE + timedelta(minutes=30)
    early, late = (take(office, channel=Channel.SLOT, slot_at=slot) for _ in range(2))
    assert call(joko, office) is None
    clock.shift(timedelta(minutes=20))
    assert tickets.arrive(ticket=early).clock_at == slot
    assert tickets.arrive(ticket=early).state == TicketState.WAITING
    clock.shift(timedelta(minutes=21))
    assert tickets.arrive(ticket=late).clock_at == timezone.now()
    assert kinds(early) == ["issue", "arrive"]


def test_a_call_by_mistake_is_taken_back_within_two_minutes(office: QueueOffice, joko: Any, clock: Any) -> None:
    ticket = take(office)
    calling.undo_call(by=joko, ticket=call(joko, office))
    again = Ticket.objects.get()
    assert (again.state, again.counter, again.first_called_at) == (TicketState.WAITING, None, None)
    assert call(joko, office) == ticket
    clock.shift(timedelta(minutes=3))
    with pytest.raises(StateError, match="dua menit"):
        calling.undo_call(by=joko, ticket=ticket)


def test_a_counter_that_closes_lets_the_called_one_back_into_line(office: QueueOffice, joko: Any, hadi: Any) -> None:
    calling.open_counter(by=joko, counter=counter(office))
    ticket = take(office)
    assert call(joko, office) == ticket
    calling.close_counter(by=hadi, counter=counter(office))
    assert counter(office).officer is None
    assert call(joko, office, 2) == ticket
    calling.serve(by=joko, ticket=ticket)
    calling.close_counter(by=joko, counter=counter(office, 2))
    assert Ticket.objects.get().state == TicketState.DONE


def test_the_end_of_the_day(office: QueueOffice, joko: Any, citra: Any, clock: Any) -> None:
    served, left = take(office), take(office)
    booked = take(office, channel=Channel.SLOT, slot_at=NINE + timedelta(hours=1))
    call(joko, office)
    with pytest.raises(PermissionDenied):
        days.close_day(by=citra, queue_day=left.queue_day)
    days.close_day(by=joko, queue_day=left.queue_day)
    days.close_day(by=joko, queue_day=left.queue_day)
    assert kinds(left) == kinds(booked) == ["issue", "close"]
    with pytest.raises(StateError, match="sudah ditutup"):
        take(office)
    with pytest.raises(StateError, match="sudah ditutup"):
        call(joko, office)
    calling.finish(by=joko, ticket=served)
    assert kinds(served) == ["issue", "call", "finish"]
    assert ServiceEvent.objects.filter(kind="day_close").count() == 1


def test_midnight_with_people_waiting(office: QueueOffice, joko: Any, clock: Any) -> None:
    served, left = take(office), take(office)
    call(joko, office)
    clock.shift(timedelta(hours=16))
    days.run_queue_clock()
    assert Ticket.objects.get(pk=left.pk).state == TicketState.UNSERVED
    gone = Ticket.objects.get(pk=served.pk)
    assert (gone.state, gone.voided) == (TicketState.DONE, True)
    clock.shift(timedelta(hours=8))
    assert take(office).label == "A-001"
    assert call(joko, office) is not None


def test_what_yesterday_left_at_the_counter_does_not_block_today(office: QueueOffice, joko: Any, clock: Any) -> None:
    old = take(office)
    call(joko, office)
    clock.shift(timedelta(days=1))
    new = take(office)
    assert call(joko, office) == new
    assert Ticket.objects.get(pk=old.pk).voided is True


def test_two_screens_at_once_one_is_told(office: QueueOffice, joko: Any) -> None:
    ticket = take(office)
    stale = Ticket.objects.select_related("queue_day__office").get(pk=ticket.pk)
    held = stale.queue_day
    tickets.cancel_ticket(ticket=ticket)
    with pytest.raises(StateError, match="layar lain"):
        turn(held, stale, "park", by=joko)


def test_a_wrong_time_is_set_aside(office: QueueOffice, joko: Any) -> None:
    ticket = take(office)
    call(joko, office)
    calling.finish(by=joko, ticket=ticket)
    assert calling.void_times(by=joko, ticket=ticket).voided is True
    calling.void_times(by=joko, ticket=ticket)
    assert kinds(ticket) == ["issue", "call", "finish", "void"]


def test_every_event_raises_the_days_version(office: QueueOffice, joko: Any) -> None:
    take(office)
    call(joko, office)
    assert QueueDay.objects.get().version == ServiceEvent.objects.exclude(kind="promise").count() == 2
