"""Registering, waiting, moving up, giving back."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from acara import services
from acara.models import Event, Registration
from acara.services.clock import run_clock
from accounts.models import Rung
from audit.models import Entry
from core.states import StateError
from notifications.models import Notification
from tests.acara.conftest import NOTE, announced, make_plan, people, planned

pytestmark = pytest.mark.django_db


def states(event: Event) -> list[str]:
    return list(Registration.objects.filter(event=event).order_by("id").values_list("state", flat=True))


def counts(event: Event) -> tuple[int, int]:
    event.refresh_from_db()
    return event.taken, event.waiting


def told(user: Any) -> list[str]:
    return list(Notification.objects.filter(user=user).order_by("id").values_list("kind", flat=True))


def test_who_comes_first_has_a_seat_the_others_wait_and_move_up(citra: Any) -> None:
    event = announced(citra, capacity=2)
    crowd = people(4)
    rows = [services.register(by=one, event=event) for one in crowd]
    assert states(event) == ["terdaftar", "terdaftar", "menunggu", "menunggu"]
    assert counts(event) == (2, 2)
    assert told(crowd[2]) == ["acara_terdaftar"]
    services.withdraw(by=crowd[0], registration=rows[0])
    assert states(event) == ["batal", "terdaftar", "terdaftar", "menunggu"]
    assert counts(event) == (2, 1)
    assert told(crowd[2]) == ["acara_terdaftar", "acara_tempat"]
    assert told(crowd[3]) == ["acara_terdaftar"]


def test_a_family_keeps_its_turn_and_smaller_ones_take_what_it_cannot_use(citra: Any) -> None:
    event = announced(citra, capacity=4)
    a, b, c, d = people(4)
    first = services.register(by=a, event=event, places=3)
    services.register(by=b, event=event, places=3)
    services.register(by=c, event=event, places=1)
    services.register(by=d, event=event, places=1)
    assert states(event) == ["terdaftar", "menunggu", "terdaftar", "menunggu"]
    services.withdraw(by=a, registration=first)
    assert states(event) == ["batal", "terdaftar", "terdaftar", "menunggu"]
    assert counts(event) == (4, 1)


def test_more_places_let_people_in_fewer_are_refused(citra: Any) -> None:
    event = announced(citra, capacity=1)
    for one in people(3):
        services.register(by=one, event=event)
    services.edit_event(by=citra, event=event, plan=make_plan(capacity=2, starts_at=event.starts_at))
    assert states(event) == ["terdaftar", "terdaftar", "menunggu"]
    with pytest.raises(ValidationError) as refused:
        services.edit_event(by=citra, event=event, plan=make_plan(capacity=1, starts_at=event.starts_at))
    assert refused.value.message_dict == {"capacity": ["Sudah ada 2 orang yang mendapat tempat. Isi paling sedikit 2."]}
    assert counts(event) == (2, 1)


def test_twice_is_once_and_again_after_giving_back(citra: Any, ani: Any) -> None:
    event = announced(citra)
    first = services.register(by=ani, event=event)
    assert services.register(by=ani, event=event, places=5) == first
    services.withdraw(by=ani, registration=first)
    again = services.register(by=ani, event=event)
    assert again != first
    assert states(event) == ["batal", "terdaftar"]
    with pytest.raises(StateError):
        services.withdraw(by=ani, registration=first)


def test_outside_the_window_nobody_registers(citra: Any, ani: Any) -> None:
    now = timezone.now()
    with pytest.raises(StateError):
        services.register(by=ani, event=planned(citra))
    later = announced(citra, opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=3))
    with pytest.raises(StateError):
        services.register(by=ani, event=later)
    with time_machine.travel(now + timedelta(days=2), tick=False):
        assert services.register(by=ani, event=later).state == "terdaftar"
    with time_machine.travel(now + timedelta(days=3, minutes=1), tick=False), pytest.raises(StateError):
        services.register(by=citra, event=later)
    closed = services.close_registration(by=citra, event=announced(citra))
    with pytest.raises(StateError):
        services.register(by=ani, event=closed)
    with pytest.raises(StateError):
        services.register(by=ani, event=announced(citra, registers=False))


def test_the_rung_an_event_asks_for(citra: Any, ani: Any) -> None:
    event = announced(citra, min_rung=Rung.SEEN)
    low = people(1, rung=Rung.REGISTERED)[0]
    with pytest.raises(PermissionDenied):
        services.register(by=low, event=event)
    ani.participates = False
    with pytest.raises(PermissionDenied):
        services.register(by=ani, event=event)
    ani.participates = True
    assert services.register(by=ani, event=event).name == "Ani Lestari"


@pytest.mark.parametrize("party", [0, -1, 11])
def test_absurd_parties_are_refused(citra: Any, ani: Any, party: int) -> None:
    with pytest.raises(ValidationError):
        services.register(by=ani, event=announced(citra), places=party)
    assert Registration.objects.count() == 0


def test_a_party_larger_than_the_hall_is_refused(citra: Any, ani: Any) -> None:
    with pytest.raises(ValidationError):
        services.register(by=ani, event=announced(citra, capacity=3), places=4)


def test_offers_are_taken_in_time_or_pass_to_the_next(citra: Any) -> None:
    event = announced(citra, capacity=1, offer_hours=24)
    a, b, c = people(3)
    rows = [services.register(by=one, event=event) for one in (a, b, c)]
    services.withdraw(by=a, registration=rows[0])
    assert states(event) == ["batal", "ditawari", "menunggu"]
    assert counts(event) == (1, 1)
    assert told(b)[-1] == "acara_tawaran"
    rows[1].refresh_from_db()
    with time_machine.travel(rows[1].offer_until + timedelta(seconds=1), tick=False):
        with pytest.raises(StateError):
            services.accept_offer(by=b, registration=rows[1])
        assert run_clock() == 1
        assert states(event) == ["batal", "batal", "ditawari"]
        assert told(b)[-1] == "acara_tawaran_lewat"
        rows[2].refresh_from_db()
        with pytest.raises(PermissionDenied):
            services.accept_offer(by=a, registration=rows[2])
        services.accept_offer(by=c, registration=rows[2])
    assert states(event) == ["batal", "batal", "terdaftar"]
    assert counts(event) == (1, 0)


def test_no_offers_in_the_last_six_hours(citra: Any) -> None:
    event = announced(citra, capacity=1, offer_hours=48)
    a, b = people(2)
    rows = [services.register(by=one, event=event) for one in (a, b)]
    with time_machine.travel(event.starts_at - timedelta(hours=7), tick=False):
        services.withdraw(by=a, registration=rows[0])
        rows[1].refresh_from_db()
        assert rows[1].offer_until == event.starts_at - timedelta(hours=6)
    with time_machine.travel(event.starts_at - timedelta(hours=5), tick=False):
        assert run_clock() >= 1
    assert states(event) == ["batal", "batal"]
    other = announced(citra, capacity=1, offer_hours=48)
    rows = [services.register(by=one, event=other) for one in (a, b)]
    with time_machine.travel(other.starts_at - timedelta(hours=5), tick=False):
        services.withdraw(by=a, registration=rows[0])
    assert states(other) == ["batal", "menunggu"]


def guest(name: str = "Mbah Karto", **more: Any) -> services.Details:
    return services.Details(name=name, **more)


def test_a_guest_needs_consent_and_an_officer_of_the_place(citra: Any, indra: Any, ani: Any, fajar: Any) -> None:
    event = announced(citra)
    with pytest.raises(ValidationError) as refused:
        services.register_guest(by=citra, event=event, details=guest(), consent=False)
    assert list(refused.value.message_dict) == ["consent"]
    for other in (indra, ani):
        with pytest.raises(PermissionDenied):
            services.register_guest(by=other, event=event, details=guest(), consent=True)
    made = services.register_guest(by=fajar, event=event, details=guest(phone="+6281234567890"), consent=True)
    assert (made.state, made.person, made.must_be_called) == ("terdaftar", None, True)
    services.mark_called(by=citra, registration=made)
    made.refresh_from_db()
    assert made.must_be_called is False


def test_a_second_guest_of_the_same_name_is_asked_about(citra: Any) -> None:
    event = announced(citra)
    services.register_guest(by=citra, event=event, details=guest(), consent=True)
    for name, phone in (("mbah  KARTO", ""), ("Orang Lain", "")):
        details = guest(name, phone=phone)
        if name == "Orang Lain":
            services.register_guest(by=citra, event=event, details=details, consent=True)
            continue
        with pytest.raises(ValidationError) as refused:
            services.register_guest(by=citra, event=event, details=details, consent=True)
        assert "Mungkin sudah tercatat: Mbah Karto" in refused.value.message_dict["name"][0]
        services.register_guest(by=citra, event=event, details=details, consent=True, other_person=True)
    assert Registration.objects.count() == 3


def test_a_cancelled_event_tells_everybody_registered(citra: Any, ani: Any, budi: Any) -> None:
    event = announced(citra, capacity=1)
    services.register(by=ani, event=event)
    services.register(by=budi, event=event)
    services.cancel_event(by=citra, event=event, note=NOTE)
    assert told(ani)[-1] == "acara_dibatalkan"
    assert told(budi)[-1] == "acara_dibatalkan"
    with pytest.raises(StateError):
        services.register(by=citra, event=event)


def test_a_moved_event_tells_everybody_registered_a_new_word_nobody(citra: Any, ani: Any) -> None:
    event = announced(citra)
    services.register(by=ani, event=event)
    services.edit_event(by=citra, event=event, plan=make_plan(starts_at=event.starts_at, description="Lengkapnya."))
    assert "acara_berubah" not in told(ani)
    services.edit_event(by=citra, event=event, plan=make_plan(starts_at=event.starts_at, place="Pendopo"))
    services.edit_event(by=citra, event=event, plan=make_plan(starts_at=event.starts_at, place="Aula"))
    assert told(ani).count("acara_berubah") == 2


def test_people_are_reminded_once_the_day_before(citra: Any, ani: Any, budi: Any) -> None:
    event = announced(citra, capacity=1)
    services.register(by=ani, event=event)
    services.register(by=budi, event=event)
    assert run_clock() == 0
    with time_machine.travel(event.starts_at - timedelta(hours=23), tick=False):
        assert run_clock() == 1
        assert run_clock() == 0
    assert told(ani).count("acara_pengingat") == 1
    assert "acara_pengingat" not in told(budi)


def test_every_registration_leaves_its_trail(citra: Any, ani: Any) -> None:
    made = services.register(by=ani, event=announced(citra))
    entries = Entry.objects.filter(target_type="acara.registration", target_id=str(made.pk)).order_by("id")
    assert list(entries.values_list("verb", "to_state", "actor_id")) == [
        ("register", "menunggu", ani.pk),
        ("seat", "terdaftar", None),
    ]
