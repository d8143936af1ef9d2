"""Makers of sessions, questions and people who come."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from acara import services as acara
from acara.models import Attendance, Event
from literasi import services
from literasi.models import Quiz, Session
from tests.conftest import KERTOSARI
from wilayah.models import Region

NOTE = "Nama pada sertifikat ini bukan nama pesertanya."


def event_plan(**more: Any) -> acara.Plan:
    """A session's event in ten days."""
    start = more.pop("starts_at", timezone.now() + timedelta(days=10))
    base = {"title": "Belajar mengusulkan", "place": "Balai Kertosari", "organiser": "Kecamatan", "offer_hours": 24}
    return acara.Plan(**{**base, "starts_at": start, "ends_at": start + timedelta(hours=2), **more})


def planned(
    by: Any, *, region: str = KERTOSARI, kind: str = "sesi", quiz: Quiz | None = None, hours: int = 2, **more: Any
) -> Session:
    """A planned session."""
    plan = services.SessionPlan(pillar="kecakapan", theme="mengusulkan", quiz=quiz, lesson_hours=hours)
    where = Region.objects.get(pk=region)
    return services.create_session(by=by, kind=kind, region=where, event=event_plan(**more), plan=plan)


def announced(by: Any, **more: Any) -> Session:
    """An announced session."""
    return services.announce_session(by=by, session=planned(by, **more))


def starting(by: Any, **more: Any) -> Session:
    """An announced session that begins in an hour."""
    return announced(by, starts_at=timezone.now() + timedelta(hours=1), **more)


def make_quiz(by: Any, count: int = 2, title: str = "Paket") -> Quiz:
    """So many questions, all with the right answer a."""
    rows = [
        services.add_question(
            by=by, text=f"{title} {n}?", options=["Ya", "Tidak"], right=0, theme="mengusulkan", pillar="kecakapan"
        )
        for n in range(count)
    ]
    return services.make_quiz(by=by, title=title, questions=rows)


def come(by: Any, session: Session, names: list[str], **more: Any) -> list[Attendance]:
    """People of these names are there."""
    event = Event.objects.get(pk=session.event_id)
    acara.type_sheet(by=by, event=event, rows=[acara.Details(name=name, **more) for name in names])
    return list(Attendance.objects.filter(event=event, name__in=names).order_by("id"))


def hold(by: Any, session: Session, ago: timedelta = timedelta(hours=3)) -> Session:
    """It took place so long ago and its list is fixed."""
    start = timezone.now() - ago - timedelta(hours=2)
    Event.objects.filter(pk=session.event_id).update(starts_at=start, ends_at=start + timedelta(hours=2))
    acara.hold_event(by=by, event=Event.objects.get(pk=session.event_id))
    return Session.objects.told().select_related("quiz").get(pk=session.pk)


@pytest.fixture
def quiz(fajar: Any) -> Quiz:
    """Two questions, both with the right answer a."""
    return make_quiz(fajar)
