"""The site as installed, an editor at work, and drafts to publish."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, streamfield

from accounts.services import sync_groups
from cms.models import AnnouncementPage, HomePage, LegalKind, PolicyDraftIndexPage, PolicyDraftPage
from tests.factories import desk_login
from tests.installed import installed_site
from wilayah import queries as place_queries

PARTS = [
    ("bab", "I", "KETENTUAN UMUM"),
    ("pasal", "1", "Dalam Peraturan Bupati ini yang dimaksud dengan sampah adalah sisa kegiatan sehari-hari."),
    ("pasal", "2", ""),
    ("ayat", "(1)", "Setiap rumah tangga wajib memilah sampah."),
    ("huruf", "a", "sampah yang mudah terurai;"),
]


@pytest.fixture
def home(places: None) -> HomePage:
    """A freshly installed site."""
    place_queries.forget()
    return installed_site()


@pytest.fixture
def at_desk() -> Callable[[Any], Client]:
    """A client in which this officer is signed in with her rights in the back office."""

    def enter(officer: Any) -> Client:
        sync_groups(officer)
        client = Client()
        desk_login(client, officer)
        return client

    return enter


@pytest.fixture
def editor(home: HomePage, gita: Any, at_desk: Callable[[Any], Client]) -> Client:
    """Gita in the back office."""
    return at_desk(gita)


def draft_fields(parts: list[tuple[str, str, str]] = PARTS, **changes: Any) -> dict[str, Any]:
    """What the editor's form for a draft sends."""
    now = timezone.localtime()
    fields = {
        "title": "Pengelolaan Sampah Rumah Tangga",
        "slug": "sampah",
        "legal_kind": LegalKind.objects.get(name="Rancangan Peraturan Bupati").pk,
        "initiator": "Dinas Lingkungan Hidup",
        "region": "33.23.03",
        "summary": "Jadwal angkut dan iuran sampah berubah mulai Maret.",
        "background": "Timbunan sampah bertambah setiap tahun.",
        "opens_at": (now - timedelta(days=1)).strftime("%Y-%m-%d %H:%M"),
        "closes_at": (now + timedelta(days=20)).strftime("%Y-%m-%d %H:%M"),
        "body": streamfield([(kind, {"number": number, "text": text}) for kind, number, text in parts]),
        "attachments": streamfield([]),
        "contact": "",
        "offline": "",
        "search_description": "",
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
    }
    return nested_form_data(fields | changes)


def body(*parts: tuple[str, str, str]) -> list[tuple[str, dict[str, str]]]:
    """A draft's body as Python gives it to the page."""
    return [(kind, {"number": number, "text": text}) for kind, number, text in parts or PARTS]


@pytest.fixture
def make_draft(home: HomePage) -> Callable[..., PolicyDraftPage]:
    """A draft under /rancangan/, published unless live=False."""

    def make(title: str = "Pengelolaan Sampah", *, live: bool = True, **fields: Any) -> PolicyDraftPage:
        now = timezone.now()
        values = {
            "legal_kind": LegalKind.objects.get(name="Rancangan Peraturan Bupati"),
            "initiator": "Dinas Lingkungan Hidup",
            "summary": "Jadwal angkut berubah.",
            "opens_at": now - timedelta(days=1),
            "closes_at": now + timedelta(days=20),
            "body": body(),
        }
        page = PolicyDraftPage(title=title, live=False, **values | fields)
        PolicyDraftIndexPage.objects.get().add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
        return PolicyDraftPage.objects.get(pk=page.pk)

    return make


@pytest.fixture
def make_news(home: HomePage) -> Callable[..., AnnouncementPage]:
    """An announcement, published unless live=False."""

    def make(title: str, *, live: bool = True, **fields: Any) -> AnnouncementPage:
        page = AnnouncementPage(title=title, live=False, **fields)
        home.get_children().get(slug="pengumuman").specific.add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
        return AnnouncementPage.objects.get(pk=page.pk)

    return make
