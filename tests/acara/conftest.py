"""Makers of events, and the people at them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from acara import services
from acara.models import Event
from tests.conftest import KERTOSARI
from tests.factories import make_user
from wilayah.models import Region

NOTE = "Balai sedang dipakai untuk keperluan lain."


def make_plan(**more: Any) -> services.Plan:
    """A plan for a meeting in ten days."""
    start = more.pop("starts_at", timezone.now() + timedelta(days=10))
    base = {"title": "Rapat warga Kertosari", "place": "Balai Kelurahan Kertosari", "organiser": "Kelurahan Kertosari"}
    return services.Plan(**{**base, "starts_at": start, "ends_at": start + timedelta(hours=2), **more})


def planned(by: Any, region: str = KERTOSARI, kind: str = "rapat", **more: Any) -> Event:
    """A planned event."""
    return services.create_event(by=by, kind=kind, region=Region.objects.get(pk=region), plan=make_plan(**more))


def announced(by: Any, **more: Any) -> Event:
    """An announced event."""
    return services.announce_event(by=by, event=planned(by, **more))


def starting(by: Any, **more: Any) -> Event:
    """An announced event that begins in an hour: attendance may be taken."""
    return announced(by, starts_at=timezone.now() + timedelta(hours=1), **more)


def people(count: int, **more: Any) -> list[Any]:
    """So many citizens of Kertosari."""
    return [make_user(f"warga{n}", f"Warga Nomor {n}", home=KERTOSARI, **more) for n in range(count)]


@pytest.fixture
def bring() -> Callable[[Event, str, Any], Event]:
    """Take an event to a state."""

    def to(event: Event, state: str, by: Any) -> Event:
        steps = {
            "direncanakan": [],
            "diumumkan": [services.announce_event],
            "ditutup": [services.announce_event, services.close_registration],
            "terlaksana": [services.announce_event, services.hold_event],
        }
        if state == "dibatalkan":
            return services.cancel_event(by=by, event=event, note=NOTE)
        for step in steps[state]:
            event = step(by=by, event=event)
        return event

    return to
