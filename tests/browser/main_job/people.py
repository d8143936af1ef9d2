"""Somebody at a phone or a desk: goes, reads, fills in, presses; every page she looks at is checked."""

import time
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Locator, Page

from tests.browser.conftest import keep_picture, violations
from tests.browser.main_job.place import SECRET
from tests.factories import PASSWORD

FITS = "document.documentElement.scrollWidth <= innerWidth"
OPEN_ALL = "[...document.querySelectorAll('details:not([open])')].map(one => (one.open = true, one))"


class Walker:
    """A person with a browser. `scripts` False: JavaScript is off."""

    def __init__(self, page: Page, name: str, *, scripts: bool = True) -> None:
        self.page, self.name, self.scripts = page, name, scripts
        self.steps = 0
        page.set_default_timeout(8000)

    @property
    def path(self) -> str:
        """Path of the page she is on."""
        return urlsplit(self.page.url).path

    # --- moving about ------------------------------------------------------------------------

    def go(self, address: str, status: int = 200) -> None:
        """Type an address; the page must be there."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == status, f"{address}: {answer.status}"
        if status != 200:
            self.page.said.clear()  # type: ignore[attr-defined]  Chromium itself notes the status

    def menu(self, label: str) -> None:
        """Open the menu at the top and choose."""
        if (button := self.page.locator(".menu summary")).is_visible():
            button.click()
        self._follow(self.page.locator(".menu nav").get_by_role("link", name=label))

    def link(self, name: str, within: Any = None) -> None:
        self._follow((within or self.page.locator("main")).get_by_role("link", name=name).first)

    def press(self, name: str, within: Any = None) -> None:
        self._follow((within or self.page.locator("main")).get_by_role("button", name=name, exact=True).first)

    def _follow(self, control: Locator) -> None:
        """Click what leads to another page, and wait until that page is there."""
        with self.page.expect_navigation():
            control.click()

    def fill(self, within: Any = None, /, **values: str) -> None:
        """Fill in controls by their form name."""
        for name, value in values.items():
            (within or self.page.locator("main")).locator(f"[name='{name}']").fill(value)

    def choose(self, name: str, label: str) -> None:
        """Pick an option of a list by what is written on it."""
        self.page.locator(f"main select[name='{name}']").select_option(label=label)

    def tick(self, label: str, within: Any = None) -> None:
        (within or self.page.locator("main")).get_by_label(label, exact=True).check()

    # --- seeing ------------------------------------------------------------------------------

    def sees(self, *texts: str) -> None:
        """These words stand on the page, for people to see."""
        shown = " ".join(self.page.locator("body").inner_text().split())
        for text in texts:
            assert text in shown, f"{self.name} does not see “{text}” at {self.page.url}:\n{shown[:3000]}"

    def misses(self, *texts: str) -> None:
        shown = self.page.locator("body").inner_text()
        for text in texts:
            assert text not in shown, f"{self.name} sees “{text}” at {self.page.url}"

    def look(self, kind: str) -> None:
        """A page of a new kind: kept as a picture; nothing in the console, no sideways scroll, axe content."""
        self.steps += 1
        keep_picture(self.page, f"utama-{'' if self.scripts else 'tanpa-js-'}{self.name}-{self.steps:02d}-{kind}")
        assert self.page.said == [], (self.page.url, self.page.said)  # type: ignore[attr-defined]
        assert self.page.evaluate(FITS), self.page.url
        width = self.page.viewport_size
        if width and width["width"] == 360:
            self.page.set_viewport_size({"width": 320, "height": 640})
            assert self.page.evaluate(FITS), f"{self.page.url} at 320"
            self.page.set_viewport_size(width)
        if not self.scripts:
            return  # axe waits on timers; the same pages are looked at by it in the run with scripts
        opened = self.page.evaluate_handle(OPEN_ALL)
        found = violations(self.page)
        opened.evaluate("all => all.forEach(one => { one.open = false })")
        assert found == [], self.page.url + "\n" + "\n".join(found)

    # --- coming in ---------------------------------------------------------------------------

    def log_in(self, username: str) -> None:
        """By password, and by the app's code where an office asks for it."""
        self.go("/akun/masuk/")
        self.fill(login=username, password=PASSWORD)
        self.press("Masuk")
        if "/akun/pengaman/masuk/" in self.page.url:
            self.look("pengaman")
            self.fill(code=code_now())
            self.press("Masuk")
        assert "/akun/" not in self.page.url or "/akun/saya/" in self.page.url, self.page.url


def code_now() -> str:
    """What the authenticator app shows; waits for a fresh code where this one is about to end."""
    period = app_settings.TOTP_PERIOD
    if (left := period - time.time() % period) < 3:
        time.sleep(left + 0.1)
    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // period)))


def form_with(page: Any, button: str) -> Locator:
    """The form that holds this button."""
    return page.locator("main form").filter(has=page.get_by_role("button", name=button, exact=True)).first  # type: ignore[no-any-return]
