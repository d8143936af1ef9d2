"""The critical style, its hash in the policy, the sprite."""

import gzip
import re
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from core import assets
from core.csp import PolicyMiddleware


def test_minify_keeps_meaning() -> None:
    css = """/* a */ @media (min-width: 48rem) {
      a > b, c::before { content: "a /* kept */  ; b"; width: calc(1px + 2px) ; } }"""
    assert assets.minify(css) == (
        '@media (min-width:48rem){a>b,c::before{content:"a /* kept */  ; b";width:calc(1px + 2px)}}'
    )


def test_every_rule_survives() -> None:
    """As many blocks as the sheets have, and no comment."""
    source = "".join((assets.STATIC / "css" / f"{name}.css").read_text() for name in assets.SHEETS)
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.S)
    assert assets.STYLE.count("{") == source.count("{")
    assert assets.STYLE.count("}") == assets.STYLE.count("{")
    assert "/*" not in assets.STYLE
    assert "</" not in assets.STYLE


def test_style_holds_no_important_and_no_foreign_address() -> None:
    assert "!important" not in assets.STYLE
    assert "url(" not in assets.STYLE
    assert "@import" not in assets.STYLE


def policy(response: Any) -> dict[str, list[str]]:
    rows = (part.split() for part in response["Content-Security-Policy"].split(";") if part.strip())
    return {name: sources for name, *sources in rows}


@pytest.mark.django_db
def test_the_policy_allows_exactly_the_style_that_is_served(client: Client) -> None:
    with override_settings(DEMO=True):
        response = client.get("/gaya/")
    blocks = re.findall(r"<style>(.*?)</style>", response.content.decode(), re.S)
    assert len(blocks) == 1
    rules = policy(response)
    assert rules["style-src"] == ["'self'", assets.csp_hash(blocks[0])]
    assert rules["script-src"] == ["'self'"]
    assert rules["default-src"] == ["'self'"]
    assert rules["base-uri"] == rules["object-src"] == ["'none'"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "nonce" not in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "relaxed"),
    [("/kelola/pages/3/", True), ("/kelola/", True), ("/kelolaku/", False), ("/", False), ("/akun/masuk/", False)],
)
def test_only_the_back_office_may_run_inline(path: str, relaxed: bool) -> None:
    middleware = PolicyMiddleware(lambda request: HttpResponse())
    rules = policy(middleware(RequestFactory().get(path)))
    assert ("'unsafe-inline'" in rules["script-src"]) is relaxed
    assert ("'unsafe-inline'" in rules["style-src"]) is relaxed
    assert rules["default-src"] == ["'self'"]
    assert rules["object-src"] == ["'none'"]


def test_sheet_for_officers_is_the_same_and_kept(client: Client) -> None:
    response = client.get(f"/{assets.STYLE_NAME}")
    assert response.content.decode() == assets.STYLE
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/gaya-0000.css")["Cache-Control"] == "no-cache"


def test_sprite_holds_only_what_the_page_uses() -> None:
    html = '<use href="#i-check"/><use href="#i-check"/><use href="#i-clock"/><a href="#i-dont">'
    assert re.findall(r'id="i-([a-z]+)"', assets.sprite(html)) == ["check", "clock"]
    assert assets.sprite("<p>none</p>") == ""


@pytest.mark.django_db
def test_a_page_has_each_icon_it_uses_once(client: Client) -> None:
    with override_settings(DEMO=True):
        html = client.get("/gaya/").content.decode()
    used = set(re.findall(r'href="#i-([a-z-]+)"', html))
    assert sorted(re.findall(r'<symbol id="i-([a-z-]+)"', html)) == sorted(used) == sorted(assets.SYMBOLS)


@pytest.mark.django_db
def test_base_page_is_light(client: Client, places: None) -> None:
    """Everything a page without content weighs on the wire."""
    response = client.get("/tidak-ada-halaman-ini/")
    assert response.status_code == 404
    assert len(gzip.compress(response.content)) < 10_000


@pytest.mark.django_db
def test_style_guide_is_for_builders_only(client: Client) -> None:
    assert client.get("/gaya/").status_code == 404
    assert settings.DEBUG is False
