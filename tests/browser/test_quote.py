"""Marking words of a passage on a phone fills the box for the quote; the input stands at exactly these words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as project
from playwright.sync_api import Page

from konsultasi.models import Input
from tests.browser.conftest import assert_well_made
from tests.flows import clients, world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MARK = """() => {
  const node = document.querySelector("[data-kutip] p").firstChild;
  const range = document.createRange();
  const start = node.data.indexOf("memilah sampah");
  range.setStart(node, start);
  range.setEnd(node, start + "memilah sampah".length);
  const marked = getSelection();
  marked.removeAllRanges();
  marked.addRange(range);
}"""


def test_marked_words_become_the_quote(transactional_db: Any, open_page: Callable[..., Page]) -> None:
    w = world.build()
    page = open_page(360)
    session = clients.citizen_client(w.budi).cookies[project.SESSION_COOKIE_NAME].value
    page.goto("/sehat")
    page.context.add_cookies([{"name": project.SESSION_COOKIE_NAME, "value": session, "url": page.url}])
    page.goto("/rancangan/sampah/pasal/p2a1/")
    assert_well_made(page, "kutip")
    page.evaluate(MARK)
    page.click("text=Beri masukan untuk kalimat ini")
    assert page.input_value("textarea[name=quote]") == "memilah sampah"
    page.check("input[name=kind][value=keberatan]")
    page.fill("textarea[name=body]", "Kata memilah perlu dijelaskan dengan contoh.")
    page.click("text=Kirim masukan")
    page.wait_for_url("**/masukan/*/")
    entry = Input.objects.order_by("-pk").first()
    assert entry is not None
    assert (entry.quote, entry.standings.get().words) == ("memilah sampah", "memilah sampah")
