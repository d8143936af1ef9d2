"""What people read when something does not work."""

import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template, render_to_string
from django.test import Client, RequestFactory
from django.views.defaults import permission_denied, server_error

from core import assets
from core.csp import PolicyMiddleware


@pytest.mark.django_db
def test_not_found_says_what_to_do(client: Client, places: None) -> None:
    response = client.get("/usulan/tidak-ada-sama-sekali/")
    html = response.content.decode()
    assert response.status_code == 404
    assert "<h1>Halaman tidak ditemukan</h1>" in html
    assert 'action="/cari/"' in html
    assert "tidak-ada-sama-sekali" not in re.sub(r"<(link|meta)[^>]*>", "", html)


def test_server_error_needs_no_database_no_context(django_db_blocker: Any) -> None:
    with django_db_blocker.block():
        response = server_error(RequestFactory().get("/"))
    html = response.content.decode()
    assert response.status_code == 500
    assert "Ada gangguan di pihak kami" in html
    assert assets.csp_hash(re.findall(r"<style>(.*?)</style>", html, re.S)[0]) == assets.STYLE_HASH
    assert "/static/" not in html
    assert "<script" not in html


@pytest.mark.django_db
def test_forbidden_gives_the_reason_in_words(rf: RequestFactory, places: None, ani: Any) -> None:
    request = rf.get("/petugas/")
    request.user = ani
    response = permission_denied(request, PermissionDenied("Halaman ini untuk petugas <b>kantor</b>."))
    html = response.content.decode()
    assert response.status_code == 403
    assert "Halaman ini untuk petugas &lt;b&gt;kantor&lt;/b&gt;." in html
    assert "Anda masuk sebagai Ani Lestari" in html


@pytest.mark.django_db
def test_stale_form_gives_the_typed_text_back(places: None, ani: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    typed = "Saluran di depan mushala sudah lama <script>alert(1)</script> tersumbat."
    response = client.post("/akun/masuk/", {"login": "ani", "password": "rahasia-sekali-123-panjang", "isi": typed})
    html = response.content.decode()
    assert response.status_code == 403
    assert "Formulir sudah kedaluwarsa" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; tersumbat." in html
    assert "<script>alert" not in html
    assert "rahasia-sekali-123-panjang" not in html
    assert 'href="/akun/masuk/"' in html


@pytest.mark.django_db
def test_too_often_is_said_in_words(rf: RequestFactory, places: None) -> None:
    html = render_to_string("429.html", request=rf.get("/akun/masuk/"))
    assert "<h1>Tunggu sebentar</h1>" in html


def test_every_error_page_exists() -> None:
    for name in ("403.html", "403_csrf.html", "404.html", "429.html", "500.html"):
        assert get_template(name)


@pytest.mark.django_db
def test_signed_in_menu_holds_name_and_news(client: Client, ani: Any) -> None:
    client.force_login(ani)
    html = client.get("/tidak-ada/").content.decode()
    assert 'href="/akun/saya/"' in html
    assert "Ani" in html
    assert 'href="/petugas/"' not in html
    assert f'<link rel="stylesheet" href="/{assets.STYLE_NAME}">' in html
    assert "<style" not in html
    assert "Masuk</a>" not in html


@pytest.mark.django_db
def test_officers_see_their_desk_in_the_menu(client: Client, citra: Any) -> None:
    client.force_login(citra)
    assert 'href="/petugas/"' in client.get("/tidak-ada/").content.decode()


def test_views_answer_is_not_touched_by_the_policy_where_it_has_its_own() -> None:
    """A view that sets its own policy (stored files) keeps it."""

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})

    response = PolicyMiddleware(view)(RequestFactory().get("/berkas/x/"))
    assert response["Content-Security-Policy"] == "default-src 'none'"
