"""Refusals that a view forgot to catch."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from core.ratelimit import RateLimited
from core.states import StateError


def faster(request: HttpRequest) -> HttpResponse:
    raise StateError("Petugas lain <b>lebih cepat</b>.")


def often(request: HttpRequest) -> HttpResponse:
    raise RateLimited


urlpatterns = [path("cepat/", faster), path("sering/", often), path("", include("partisipasi.urls"))]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("url", "status", "words"),
    [("/cepat/", 409, "Petugas lain &lt;b&gt;lebih cepat&lt;/b&gt;."), ("/sering/", 429, "Terlalu banyak")],
)
def test_a_refusal_is_a_page_in_words(client: Any, url: str, status: int, words: str) -> None:
    response = client.get(url)
    assert response.status_code == status
    assert words in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url", ["/usulan/2027/%00/0001/", "/rancangan/sampah/pasal/%00/", "/media/images/%00.webp", "/%00"]
)
def test_an_address_with_a_nul_reaches_no_database(client: Any, url: str) -> None:
    """PostgreSQL answers such a question with an error, which would be a 500."""
    assert client.get(url).status_code == 404
