"""A phone of 360 px and a desk of 1280 px in Chromium, axe, and kept screenshots."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

# Playwright's loop runs in this thread; Django would take its own calls for asynchronous ones.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests; without Chromium the tests are skipped, and say so."""
    if not CHROMIUM:
        pytest.skip("Chromium tidak ada: uji peramban DILEWATI (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def watched(context: BrowserContext) -> Page:
    """A page that remembers what its console said and what it asked for elsewhere."""
    page = context.new_page()
    page.said = []  # type: ignore[attr-defined]
    page.asked = []  # type: ignore[attr-defined]
    page.on("console", lambda message: page.said.append(message.text))  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.said.append(str(error)))  # type: ignore[attr-defined]
    page.on("request", lambda request: page.asked.append(request.url))  # type: ignore[attr-defined]
    return page


@pytest.fixture
def open_page(chromium: Browser, live_server: Any, settings: Any) -> Iterator[Callable[..., Page]]:
    """`open_page(width=360, scripts=True)` opens a fresh window at the live server."""
    settings.ALLOWED_HOSTS = ["*"]
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    contexts = []

    def start(width: int = 360, *, scripts: bool = True, dark: bool = False) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 740 if width < 800 else 900},
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            locale="id-ID",
        )
        contexts.append(context)
        return watched(context)

    yield start
    for context in contexts:
        context.close()


@pytest.fixture
def page360(open_page: Callable[..., Page]) -> Page:
    """The phone everything is designed for first."""
    return open_page(360)


@pytest.fixture
def page1280(open_page: Callable[..., Page]) -> Page:
    """A desk in the office."""
    return open_page(1280)


def violations(page: Page) -> list[str]:
    """What axe finds, one line each."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    return [f"{row['id']}: {node['target']} {node['html'][:120]}" for row in found for node in row["nodes"]]


def assert_accessible(page: Page) -> None:
    """axe finds nothing, with every disclosure open."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = violations(page)
    assert found == [], "\n".join(found)


def assert_well_made(page: Page, name: str = "") -> None:
    """No word in the console, nothing asked of another host, no sideways scroll, axe content; keeps a screenshot."""
    if name:
        keep_picture(page, name)
    assert page.said == []  # type: ignore[attr-defined]
    host = page.url.split("/")[2]
    foreign = [url for url in page.asked if url.startswith("http") and url.split("/")[2] != host]  # type: ignore[attr-defined]
    assert foreign == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)


def keep_picture(page: Page, name: str) -> Path:
    """The whole page as a picture in var/screenshots."""
    folder = Path(settings.BASE_DIR) / "var" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    width = page.viewport_size["width"] if page.viewport_size else 0
    path = folder / f"{name}-{width}.png"
    page.screenshot(path=str(path), full_page=True)
    return path


from tests.browser.cast import cast, enter  # noqa: E402, F401  below what its walkers take from here
