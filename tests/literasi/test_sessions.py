"""Planning a session, who may, who may come, what stands in its trail."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from acara import services as acara
from audit.models import Entry
from core.states import StateError
from literasi import services
from literasi.models import Contribution, Session
from literasi.services import SessionPlan
from tests.conftest import GUNTUR
from tests.literasi.conftest import announced, come, event_plan, hold, make_quiz, planned, starting

pytestmark = pytest.mark.django_db
PLAN = SessionPlan(pillar="keamanan", theme="penipuan")


def test_a_session_owns_an_event_and_its_page(fajar: Any, ani: Any) -> None:
    session = planned(fajar)
    assert session.event.page == f"/sesi/{session.pk}/" == session.get_absolute_url()
    assert list(session.facilitators.all()) == [fajar]
    assert not Session.objects.public().exists()
    held = services.announce_session(by=fajar, session=session)
    assert list(Session.objects.coming()) == [held]
    assert held.event.topic.url == session.get_absolute_url()
    assert acara.register(by=ani, event=held.event).state == "terdaftar"
    verbs = list(Entry.objects.filter(target_type="literasi.session").values_list("verb", flat=True))
    assert verbs == ["create_session"]


def test_who_may_plan_where(fajar: Any, citra: Any, indra: Any, ani: Any, eko: Any, gita: Any) -> None:
    for by in (ani, eko, gita, citra):
        with pytest.raises(PermissionDenied):
            planned(by, region=GUNTUR)
    for by in (fajar, indra):
        assert planned(by, region=GUNTUR).region_id == GUNTUR
    session = planned(fajar)
    with pytest.raises(PermissionDenied):
        services.edit_session(by=indra, session=session, event=event_plan(), plan=PLAN)
    with pytest.raises(PermissionDenied):
        services.announce_session(by=ani, session=session)


@pytest.mark.parametrize(
    ("change", "field"),
    [({"lesson_hours": 0}, "lesson_hours"), ({"least_age": 60, "most_age": 17}, "most_age")],
)
def test_what_cannot_be_held_is_refused_in_words(fajar: Any, change: dict[str, Any], field: str) -> None:
    session = planned(fajar)
    with pytest.raises(ValidationError) as error:
        services.edit_session(by=fajar, session=session, event=event_plan(), plan=replace(PLAN, **change))
    assert list(error.value.error_dict) == [field]


def test_fewer_places_than_people_are_refused(fajar: Any, ani: Any, budi: Any) -> None:
    session = announced(fajar, capacity=5)
    acara.register(by=ani, event=session.event, places=3)
    with pytest.raises(ValidationError) as error:
        services.edit_session(by=fajar, session=session, event=event_plan(capacity=2), plan=PLAN)
    assert list(error.value.error_dict) == ["capacity"]


def test_a_quiz_that_was_answered_stays(fajar: Any, quiz: Any) -> None:
    session = starting(fajar, quiz=quiz)
    (row,) = come(fajar, session, ["Siti"])
    services.take_paper(by=fajar, session=session, when="sebelum", sheets={row: "ab"})
    other, plan = make_quiz(fajar, 1, "Lain"), event_plan(starts_at=session.event.starts_at)
    with pytest.raises(ValidationError) as error:
        services.edit_session(by=fajar, session=session, event=plan, plan=replace(PLAN, quiz=other))
    assert list(error.value.error_dict) == ["quiz"]


def test_what_is_over_does_not_change(fajar: Any) -> None:
    session = hold(fajar, starting(fajar))
    with pytest.raises(StateError):
        services.edit_session(by=fajar, session=session, event=event_plan(), plan=PLAN)


def test_officials_alone_register_for_a_training(fajar: Any, citra: Any, ani: Any) -> None:
    session = announced(fajar, kind="pelatihan")
    assert acara.register(by=citra, event=session.event).state == "terdaftar"
    with pytest.raises(PermissionDenied):
        acara.register(by=ani, event=session.event)


def test_moved_after_somebody_was_checked_in_she_stays_and_hears_of_it(fajar: Any, ani: Any) -> None:
    session = starting(fajar)
    seat = acara.register(by=ani, event=session.event)
    came = acara.check_in(by=fajar, event=session.event, code=seat.code).attendance
    later = event_plan(starts_at=timezone.now() + timedelta(days=2))
    services.edit_session(by=fajar, session=session, event=later, plan=PLAN)
    came.refresh_from_db()
    assert came.present
    assert ani.notifications.filter(kind="acara_berubah").count() == 1


def test_a_partner_brings_something_once_a_form(fajar: Any, indra: Any) -> None:
    session = planned(fajar)
    partner = services.name_partner(by=fajar, name="PKK", kind="pkk")
    assert services.name_partner(by=fajar, name="PKK", kind="kim") == partner
    for value in (100, 250):
        services.record_contribution(by=fajar, session=session, partner=partner, gift="konsumsi", value=value)
    row = Contribution.objects.get()
    assert row.value == 250
    with pytest.raises(PermissionDenied):
        services.remove_contribution(by=indra, contribution=row)
    services.remove_contribution(by=fajar, contribution=row)
    assert not Contribution.objects.exists()


def test_more_women_than_people_is_a_mistake(fajar: Any) -> None:
    region = planned(fajar).event.region
    with pytest.raises(ValidationError):
        services.note_population(by=fajar, region=region, people=10, women=11)
    assert services.note_population(by=fajar, region=region, people=10, women=6).people == 10
