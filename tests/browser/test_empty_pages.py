"""A site on its first day: nothing is there yet, and every page already looks right and says what will come."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page
from wagtail.models import Collection, Locale

from tests.browser.conftest import assert_well_made
from tests.installed import installed_site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PUBLIC = [
    "/",
    "/usulan/",
    "/usulan/?q=tidak+ada",
    "/rancangan/",
    "/pengumuman/",
    "/materi/",
    "/pemungutan/",
    "/cari/?q=jalan",
    "/jejak/",
    "/kontak/",
    "/bantuan/",
    "/bantuan/warga/",
    "/akun/masuk/",
    "/akun/daftar/",
    "/akun/sandi/lupa/",
]


@pytest.fixture
def first_day(transactional_db: Any, places: None) -> None:
    """The site as installed; a live-server test before this one has emptied what migrations had put in."""
    Locale.objects.get_or_create(language_code="id")
    if not Collection.objects.exists():
        Collection.add_root(name="Akar")
    installed_site()


def test_first_day_on_a_phone(open_page: Callable[..., Page], first_day: None) -> None:
    page = open_page(360)
    for address in PUBLIC:
        page.goto(address)
        assert page.locator("h1").count() == 1, address
        name = address.strip("/").replace("/", "-").replace("?", "-").replace("=", "-") or "beranda"
        assert_well_made(page, f"kosong-{name}")


def test_first_day_without_scripts_on_a_narrow_phone(open_page: Callable[..., Page], first_day: None) -> None:
    page = open_page(320, scripts=False)
    for address in PUBLIC:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        page.locator(".menu summary").click()
        assert page.locator(".menu a", has_text="Pengumuman").is_visible()
        assert page.said == [], address  # type: ignore[attr-defined]


def test_skip_link_and_menu_by_keyboard(open_page: Callable[..., Page], first_day: None) -> None:
    page = open_page(360)
    page.goto("/usulan/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Usulan"
