"""The demo's events: past ones with people, coming ones of which one is full."""

from typing import Any

import pytest

from acara.models import Event
from acara.queries import attendance_summary
from accounts.models import Mandate
from partisipasi.demo.events import seed_events
from partisipasi.demo.timeline import Timeline
from tests.acara.conftest import people

pytestmark = pytest.mark.django_db


def test_the_events_of_the_demo(ani: Any, citra: Any, indra: Any, joko: Any) -> None:
    Mandate.objects.update(since="2020-01-01")
    timeline = Timeline()
    cast = {"ani": ani, "citra": citra, "indra": indra, "joko": joko}
    seed_events(cast, people(70), timeline)
    timeline.run()
    events = list(Event.objects.order_by("starts_at"))
    assert [event.state for event in events] == ["terlaksana"] * 2 + ["diumumkan"] * 4
    assert [event.phase for event in events[2:]] == ["lewat", "penuh", "buka", "buka"]
    assert [attendance_summary(event).total for event in events[:3]] == [38, 52, 23]
    assert (events[3].taken, events[3].waiting) == (20, 5)
