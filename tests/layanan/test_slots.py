"""Booked times, application numbers as passes, several services at once, paper numbers, reminders."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from core.states import StateError
from layanan.models import QueueOffice, ServiceEvent, Ticket
from layanan.queries.slots import free_slots
from layanan.services import calling, days, tickets
from layanan.states import Channel, TicketState
from tests.factories import desk_login
from tests.layanan.queue_world import NINE, call, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def book(office: QueueOffice, at: Any) -> Ticket:
    return take(office, channel=Channel.SLOT, slot_at=at)


def test_half_of_the_counters_minutes_can_be_booked(office: QueueOffice) -> None:
    slots = free_slots(office, NINE.date())
    assert (slots[0], slots[-1]) == (NINE + timedelta(minutes=15), NINE + timedelta(hours=5, minutes=45))
    # Two counters, 15 minutes, half of them, 6.5 minutes a visit: 2.3 people each quarter of an hour.
    taken = 0
    while slots[0] in free_slots(office, NINE.date()):
        book(office, slots[0])
        taken += 1
    assert taken in {2, 3}
    with pytest.raises(StateError, match="baru saja terisi"):
        book(office, slots[0])
    office.slot_share = 0
    assert free_slots(office, NINE.date()) == []


def test_a_cancelled_time_comes_back_when_nobody_can_foresee(office: QueueOffice, clock: Any) -> None:
    slot = NINE + timedelta(hours=3)
    held = []
    while slot in free_slots(office, NINE.date()):
        held.append(book(office, slot))
    tickets.cancel_ticket(ticket=held[0])
    assert slot not in free_slots(office, NINE.date())
    clock.shift(timedelta(minutes=31))
    assert slot in free_slots(office, NINE.date())


def test_a_time_of_another_day_is_a_number_of_that_day(office: QueueOffice, clock: Any) -> None:
    tomorrow = NINE + timedelta(days=1)
    ticket = book(office, tomorrow)
    assert (ticket.queue_day.day, ticket.label, ticket.state) == (tomorrow.date(), "A-001", TicketState.BOOKED)
    assert free_slots(office, (NINE + timedelta(days=4)).date()) == []  # Saturday
    with pytest.raises(StateError):
        book(office, NINE + timedelta(days=4))
    clock.move_to(tomorrow)
    assert tickets.arrive(ticket=ticket).clock_at == tomorrow
    assert take(office).label == "A-002"


def test_the_page_books_a_time(office: QueueOffice) -> None:
    phone, address = Client(), f"/antrean/janji/{office.slug}/"
    slot = free_slots(office, NINE.date())[3]
    assert f">{timezone.localtime(slot):%H.%M}</option>" in phone.get(address).content.decode()
    sent = {"kunci": uuid.uuid4(), "slot": slot.isoformat(), "service": office.services.get(prefix="B").pk}
    answer = phone.post(address, sent)
    ticket = Ticket.objects.get()
    assert (answer.url, ticket.slot_at, ticket.channel) == (ticket.get_absolute_url(), slot, "janji")
    wrong = phone.post(address, sent | {"kunci": uuid.uuid4(), "slot": "kemarin"})
    assert "Jam itu baru saja terisi" in wrong.content.decode()
    other = phone.get(f"{address}?hari=2026-11-25").content.decode()
    assert "08.00" in other
    assert phone.get(f"{address}?hari=x").status_code == 200


def test_several_services_are_one_number_and_one_clock(office: QueueOffice, joko: Any, clock: Any) -> None:
    ticket = take(office, "A", chain=(office.services.get(prefix="B"),))
    clock.shift(timedelta(minutes=5))
    assert call(joko, office) == ticket
    again = call(joko, office)
    assert again == ticket
    assert (again.service.name, again.chain, again.clock_at) == ("Surat keterangan", [], NINE)
    assert calling.finish(by=joko, ticket=again).state == TicketState.DONE


def test_a_paper_number_stands_in_the_same_queue(office: QueueOffice, joko: Any) -> None:
    desk, address = Client(), f"/petugas/antrean/kertas/{office.slug}/"
    desk_login(desk, joko)
    with pytest.raises(ValidationError):
        take(office, channel=Channel.PAPER, number=17)
    assert "belum memakai nomor kertas" in desk.get(address).content.decode()
    QueueOffice.objects.update(roll_prefix="K")
    office.refresh_from_db()
    form = {"kunci": uuid.uuid4(), "number": 17, "service": office.services.get(prefix="A").pk}
    assert desk.post(address, form).url == address
    assert Ticket.objects.get().label == "K-017"
    assert "sudah dicatat hari ini" in desk.post(address, form | {"kunci": uuid.uuid4()}).content.decode()
    assert take(office).label == "A-001"
    assert call(joko, office).label == "K-017"  # type: ignore[union-attr]


def test_called_again_after_one_and_three_minutes_then_set_aside(office: QueueOffice, joko: Any, clock: Any) -> None:
    ticket = take(office)
    call(joko, office)
    seen = []
    for _ in range(6):
        clock.shift(timedelta(minutes=1))
        days.run_queue_clock()
        found = Ticket.objects.get(pk=ticket.pk)
        seen.append((found.state, found.times_called))
    called, aside = TicketState.CALLED, TicketState.PARKED
    assert seen == [(called, 2), (called, 2), (called, 3), (called, 3), (aside, 3), (aside, 3)]


def test_who_is_served_is_not_called_again(office: QueueOffice, joko: Any, clock: Any) -> None:
    ticket = take(office)
    calling.serve(by=joko, ticket=call(joko, office))
    clock.shift(timedelta(minutes=10))
    days.run_queue_clock()
    assert Ticket.objects.get(pk=ticket.pk).times_called == 1


def test_those_outside_are_asked_half_an_hour_before(office: QueueOffice, clock: Any) -> None:
    phone, there = take(office, channel=Channel.PHONE, holder="a"), take(office)
    slot = book(office, NINE + timedelta(hours=2))
    days.run_queue_clock()
    asked = set(Ticket.objects.filter(asked_at__isnull=False))
    assert asked == {phone}
    page = Client().get(phone.get_absolute_url()).content.decode()
    assert "Apakah Anda tetap datang?" in page
    clock.shift(timedelta(minutes=16))
    days.run_queue_clock()
    assert Ticket.objects.get(pk=phone.pk).state == TicketState.PARKED  # set aside, not lost
    assert Ticket.objects.get(pk=there.pk).state == TicketState.WAITING
    clock.shift(timedelta(minutes=75))
    days.run_queue_clock()
    assert Ticket.objects.get(pk=slot.pk).asked_at is not None
    Client().post(f"/antrean/t/{slot.token}/pasti/", {"kunci": uuid.uuid4()})
    assert Ticket.objects.get(pk=slot.pk).confirmed_at is not None
    assert ServiceEvent.objects.filter(ticket=slot, kind="confirm").count() == 2
