"""The cast: a fixed set of people every test speaks of, in Kecamatan Temanggung (33.23.03)."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage, staticfiles_storage
from django.core.files.storage import storages
from django.db import connection
from django.db.models.signals import post_migrate
from django_tasks_db.models import DBTaskResult
from wagtail.models import Collection, Locale, Page, Site

from accounts.models import Role
from audit import triggers
from core import pagecache
from core.models import ContentVersion
from tests.factories import make_officer, make_region, make_user
from wilayah.queries import forget

# Tests do not collect static files: addresses without the hash of the manifest.
storages._storages["staticfiles"] = staticfiles_storage._wrapped = StaticFilesStorage()

REGENCY = "33.23"
DISTRICT = "33.23.03"
KERTOSARI = "33.23.03.1006"  # Ani's kelurahan, Citra's office
GUNTUR = "33.23.03.2017"  # Budi's village, Indra's office


def what_migrations_put_in(sender: Any, **kwargs: Any) -> None:
    """A test with real commits empties every table; the next test finds Wagtail's first rows there all the same."""
    if sender.name == "wagtail" and not Locale.objects.exists():
        Locale.objects.create(language_code="id")
        Collection.add_root(name="Root")
        welcome = Page.add_root(title="Root", slug="root").add_child(instance=Page(title="Welcome", slug="home"))
        Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)
        ContentVersion.objects.all().delete()  # what making these rows left behind
        DBTaskResult.objects.all().delete()


post_migrate.connect(what_migrations_put_in)  # emptying sends it too


@pytest.fixture(autouse=True)
def _no_kept_pages() -> None:
    """Pages, fragments and places kept by an earlier test are forgotten."""
    pagecache.clear()
    forget()


@pytest.fixture(autouse=True)
def _trail_can_be_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests with real commits empty every table afterwards, which the trail's triggers would refuse."""
    marker = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or bool(marker and marker.kwargs.get("transaction"))
    if commits:
        request.getfixturevalue("transactional_db")
    yield
    if commits:
        triggers.remove(connection)  # set again by post_migrate, which emptying sends


@pytest.fixture(autouse=True)
def _tasks_at_once(settings: Any) -> None:
    """Work for later is done at once; a test of the queue itself sets the database backend."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    """The cast's passwords are hashed in no time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def places(db: Any) -> None:
    """The few regions the cast lives in."""
    for code, name in [
        ("33", "Jawa Tengah"),
        (REGENCY, "Kabupaten Temanggung"),
        (DISTRICT, "Temanggung"),
        (KERTOSARI, "Kertosari"),
        (GUNTUR, "Guntur"),
    ]:
        make_region(code, name)


@pytest.fixture
def ani(places: None) -> Any:
    """A citizen of Kertosari, seen by her village officer."""
    return make_user("ani", "Ani Lestari", home=KERTOSARI, email="ani@example.org")


@pytest.fixture
def budi(places: None) -> Any:
    """A citizen of another village."""
    return make_user("budi", "Budi Santoso", home=GUNTUR)


@pytest.fixture
def citra(places: None) -> Any:
    """Village officer of Kertosari."""
    return make_officer("citra", "Citra Dewanti", Role.VILLAGE_OFFICER, KERTOSARI)


@pytest.fixture
def dewi(places: None) -> Any:
    """Planning agency of the regency."""
    return make_officer("dewi", "Dewi Anggraini", Role.PLANNER, REGENCY)


@pytest.fixture
def eko(places: None) -> Any:
    """Moderator."""
    return make_officer("eko", "Eko Prasetyo", Role.MODERATOR, DISTRICT)


@pytest.fixture
def fajar(places: None) -> Any:
    """Facilitator."""
    return make_officer("fajar", "Fajar Nugroho", Role.FACILITATOR, DISTRICT)


@pytest.fixture
def gita(places: None) -> Any:
    """Editor."""
    return make_officer("gita", "Gita Permata", Role.EDITOR, DISTRICT)


@pytest.fixture
def hadi(places: None) -> Any:
    """Administrator."""
    return make_officer("hadi", "Hadi Wijaya", Role.ADMINISTRATOR, DISTRICT)


@pytest.fixture
def indra(places: None) -> Any:
    """Village officer of another village."""
    return make_officer("indra", "Indra Gunawan", Role.VILLAGE_OFFICER, GUNTUR)


@pytest.fixture
def joko(places: None) -> Any:
    """Kecamatan officer."""
    return make_officer("joko", "Joko Susilo", Role.OFFICER, DISTRICT)
