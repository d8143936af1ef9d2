"""What tests of people share: regions of the kecamatan, forms ready to send, limits that begin empty."""

import uuid
from typing import Any

import pytest
from django.core.cache import cache

from tests.conftest import KERTOSARI
from wilayah.queries import forget


@pytest.fixture(autouse=True)
def _fresh(request: Any) -> None:
    forget()
    if "db" in request.fixturenames:
        request.getfixturevalue("db")
        cache.clear()


@pytest.fixture
def sign_up_data() -> dict[str, Any]:
    """A form that opens an account, ready to be changed."""
    return {
        "kunci": str(uuid.uuid4()),
        "full_name": "Sri Wahyuni",
        "phone": "0812 3456 7890",
        "username": "",
        "home": KERTOSARI,
        "rt": "003",
        "rw": "2",
        "email": "",
        "password": "mangga-muda-77",
        "consent": "on",
    }
