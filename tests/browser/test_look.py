"""The house look in a real browser: every component at once, light and dark, with and without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.conftest import assert_well_made

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.DEMO = True


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_style_guide_is_well_made(open_page: Callable[..., Page], width: int) -> None:
    page = open_page(width)
    page.goto("/gaya/")
    assert_well_made(page, "gaya")


def test_style_guide_in_the_dark(open_page: Callable[..., Page]) -> None:
    page = open_page(360, dark=True)
    page.goto("/gaya/?galat=1")
    assert_well_made(page, "gaya-gelap")


def test_error_summary_takes_the_focus_and_leads_to_the_control(page360: Page) -> None:
    page360.goto("/gaya/?galat=1")
    assert page360.title().startswith("Galat: ")
    assert page360.evaluate("document.activeElement.className").startswith("errors")
    page360.click(".errors a >> text=Pilih sikap")
    assert page360.evaluate("document.activeElement.id") == "id_sikap_0"
    assert_well_made(page360, "gaya-galat")


def test_targets_are_large_enough(page360: Page) -> None:
    """Buttons and controls are at least 44 px tall."""
    page360.goto("/gaya/")
    small = page360.evaluate(
        """[...document.querySelectorAll("main .button, main .input, main .choice, .menu summary, main .go")]
           .filter(one => one.getBoundingClientRect().height < 43.9).map(one => one.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_text_twice_as_large_still_fits(page360: Page) -> None:
    page360.goto("/gaya/")
    page360.evaluate("document.documentElement.style.fontSize = '32px'")
    assert page360.evaluate("document.documentElement.scrollWidth") <= 360


def test_nothing_moves_while_loading(page360: Page) -> None:
    page360.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(one => window.moved += one.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page360.goto("/gaya/", wait_until="networkidle")
    assert page360.evaluate("window.moved") == 0


def test_large_photo_is_made_small_before_it_is_sent(page360: Page, tmp_path: Any) -> None:
    """shrink.js: a 12-megapixel photo leaves the phone with at most 300 KB."""
    big = tmp_path / "besar.jpg"
    Image.effect_noise((3000, 2000), 80).convert("RGB").save(big, quality=95)
    assert big.stat().st_size > 2_000_000
    page360.goto("/gaya/")
    page360.set_input_files("input[type=file]", str(big))
    size = "document.querySelector('input[type=file]').files[0].size"
    for _ in range(100):  # wait_for_function would need eval, which the policy forbids
        if page360.evaluate(size) <= 300 * 1024:
            break
        page360.wait_for_timeout(150)
    assert 20_000 < page360.evaluate(size) <= 300 * 1024
    assert page360.evaluate("document.querySelector('input[type=file]').files[0].name") == "besar.jpg"


def test_page_not_found(page360: Page) -> None:
    page360.goto("/tidak-ada/")
    page360.said.clear()  # type: ignore[attr-defined]  Chromium itself notes the 404
    assert_well_made(page360, "404")
