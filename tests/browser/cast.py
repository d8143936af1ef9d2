"""The place with its pages and its people, each with a browser in which she is signed in."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as project
from playwright.sync_api import Page
from wagtail.models import Collection, Locale

from cms.services.install import install_site
from core.health import SILENCE, beat
from tests.browser.main_job.people import Walker
from tests.conftest import DISTRICT, GUNTUR, KERTOSARI, REGENCY
from tests.factories import make_region
from tests.flows import clients, world
from wilayah.queries import forget

DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def cast(transactional_db: Any, settings: Any) -> Any:
    """The place, its pages, the people; work for later waits for the worker."""
    settings.TASKS = DATABASE
    forget()
    names = [("33", "Jawa Tengah"), (REGENCY, "Kabupaten Temanggung"), (DISTRICT, "Temanggung")]
    for code, name in [*names, (KERTOSARI, "Kertosari"), (GUNTUR, "Guntur")]:
        make_region(code, name)
    Locale.objects.get_or_create(language_code="id")  # a test with real commits may have emptied these
    if not Collection.objects.exists():
        Collection.add_root(name="Akar")
    install_site()
    w = SimpleNamespace()
    world.people(w)
    for name in SILENCE:
        beat(name)
    return w


@pytest.fixture
def enter(cast: Any, open_page: Callable[..., Page], live_server: Any) -> Callable[..., Walker]:
    """`enter("ani", 360)` gives somebody a browser in which she is signed in; "tamu" is nobody."""

    def start(name: str, width: int = 360, *, scripts: bool = True) -> Walker:
        walker = Walker(open_page(width, scripts=scripts), name, scripts=scripts)
        walker.page.set_default_timeout(25_000)  # the editor's form of 300 parts takes its time on a busy machine
        if name != "tamu":
            user = getattr(cast, name)
            client = clients.citizen_client(user) if name in world.CITIZENS else clients.staff_client(user)
            cookie = {"name": project.SESSION_COOKIE_NAME, "value": clients.session_of(client)}
            walker.page.context.add_cookies([cookie | {"url": live_server.url}])
        return walker

    return start
