"""What the tests of the queue share: nine in the morning of a working day, and an office that is open."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from layanan.models import QueueOffice, Service
from layanan.queries import waiting
from tests.layanan.queue_world import NINE, make_office
from tests.layanan.services_world import KEY, make_service


@pytest.fixture
def clock() -> Iterator[Any]:
    waiting.forget()
    with time_machine.travel(NINE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def office(places: None) -> QueueOffice:
    return make_office()


@pytest.fixture(autouse=True)
def _identity_keys(settings: Any) -> None:
    """A key of identity numbers, as every installation has one."""
    settings.IDENTITY_KEYS = [KEY]


@pytest.fixture
def service(places: None) -> Service:
    """A service that takes applications."""
    return make_service()
