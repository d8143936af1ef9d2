"""The world stands once for a whole module; every test leaves it as it was."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from core import pagecache
from tests.flows import clients, world
from wilayah.queries import forget

QUICK = {
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "TASKS": {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
}


@pytest.fixture(scope="module")
def world_once(django_db_setup: Any, django_db_blocker: Any) -> Iterator[Any]:
    """Built in a transaction that ends with the module."""
    with django_db_blocker.unblock(), override_settings(**QUICK), transaction.atomic():
        pagecache.clear()
        made = world.build()
        made.sessions = {"anon": ""}
        for name in world.PEOPLE:
            enter = clients.citizen_client if name in world.CITIZENS else clients.staff_client
            made.sessions[name] = clients.session_of(enter(getattr(made, name)))
        yield made
        transaction.set_rollback(True)
    forget()
    pagecache.clear()


@pytest.fixture
def w(world_once: Any, db: Any) -> Any:
    """The world; what a test does to it is undone."""
    forget()
    return world_once
