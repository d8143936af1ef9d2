"""Whole public pages are kept until what they show changes, and never cross from one person to another."""

import threading
import time
from typing import Any

import pytest
import time_machine
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, override_settings
from django.urls import path
from django.utils.html import escape

from core import pagecache
from core.models import ContentVersion
from core.pagecache import bump, fragment, mark_public, public_page, versions

made: list[str] = []


def answer(request: HttpRequest, text: str = "isi") -> HttpResponse:
    made.append(request.get_full_path())
    user = getattr(request, "user", None)
    who = user.username if user and user.is_authenticated else "-"
    return HttpResponse(f"{text} {len(made)} {who} {escape(request.GET.get('q', ''))} " + "x" * 500)


@public_page("usulan")
def listing(request: HttpRequest) -> HttpResponse:
    return answer(request)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    return mark_public(answer(request), "usulan", f"topic:{pk}")


def unmarked(request: HttpRequest) -> HttpResponse:
    return answer(request)


@public_page("usulan")
def with_form(request: HttpRequest) -> HttpResponse:
    return answer(request, get_token(request))


@public_page("usulan")
def with_cookie(request: HttpRequest) -> HttpResponse:
    response = answer(request)
    response.set_cookie("warna", "hijau")
    return response


@public_page("usulan")
def by_header(request: HttpRequest) -> HttpResponse:
    response = answer(request)
    response["Vary"] = "Accept-Language"
    return response


@public_page("usulan")
def broken(request: HttpRequest) -> HttpResponse:
    response = answer(request)
    response.status_code = 410
    return response


@public_page("usulan")
def changes_while_made(request: HttpRequest) -> HttpResponse:
    response = answer(request)
    bump("usulan")
    return response


@public_page()
def nameless(request: HttpRequest) -> HttpResponse:
    return answer(request)


urlpatterns = [
    path("daftar/", listing),
    path("satu/<int:pk>/", detail),
    path("lain/", unmarked),
    path("formulir/", with_form),
    path("kuki/", with_cookie),
    path("bahasa/", by_header),
    path("hilang/", broken),
    path("berubah/", changes_while_made),
    path("tanpa-nama/", nameless),
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture(autouse=True)
def _fresh() -> None:
    made.clear()


def get(client: Client, url: str, **headers: str) -> bytes:
    return client.get(url, headers=headers).content


def test_a_kept_page_costs_one_query_and_no_view(client: Client, django_assert_num_queries: Any) -> None:
    first = client.get("/daftar/")
    with django_assert_num_queries(1):
        again = client.get("/daftar/")
    assert again.content == first.content
    assert dict(again.items()) == dict(first.items())
    assert again["Content-Security-Policy"]
    assert made == ["/daftar/"]


def test_bump_ends_the_page_and_only_pages_of_that_name(client: Client) -> None:
    get(client, "/satu/1/")
    get(client, "/satu/2/")
    bump("topic:1")
    get(client, "/satu/1/")
    get(client, "/satu/2/")
    assert made == ["/satu/1/", "/satu/2/", "/satu/1/"]
    bump("usulan", "lain")
    get(client, "/satu/1/")
    get(client, "/satu/2/")
    assert made == ["/satu/1/", "/satu/2/", "/satu/1/", "/satu/1/", "/satu/2/"]


@pytest.mark.django_db(transaction=True)
def test_bump_reaches_other_processes_only_with_the_commit() -> None:
    before = versions("usulan")
    with transaction.atomic():
        bump("usulan")
        assert ContentVersion.objects.count() == 0
        assert versions("usulan") != before  # this process must not show its old pages
    after = versions("usulan")["usulan"]
    assert after == ContentVersion.objects.get(pk="usulan").value
    assert after > before["usulan"]
    with transaction.atomic():
        bump("usulan")
        transaction.set_rollback(True)
    assert ContentVersion.objects.get(pk="usulan").value == after


@pytest.mark.django_db(transaction=True)
def test_versions_only_grow_even_when_the_clock_goes_back() -> None:
    bump("usulan")
    first = versions("usulan")["usulan"]
    with time_machine.travel(0, tick=False):
        bump("usulan")
        assert versions("usulan")["usulan"] == first + 1


@pytest.mark.django_db(transaction=True)
def test_writers_of_many_names_never_block_each_other() -> None:
    failed: list[Exception] = []

    def write(names: list[str]) -> None:
        try:
            for _ in range(20):
                with transaction.atomic():
                    bump(*names)
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=([["a", "b", "c"], ["c", "b", "a"]][n % 2],)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert ContentVersion.objects.count() == 3


def test_nothing_of_a_person_is_kept_or_shown(client: Client, ani: Any) -> None:
    client.force_login(ani)
    assert b" ani " in get(client, "/daftar/")
    stranger = get(Client(), "/daftar/")
    assert b" - " in stranger
    assert b" ani " in get(client, "/daftar/")
    assert get(Client(), "/daftar/") == stranger
    assert len(made) == 3


@pytest.mark.parametrize("cookie", ["sessionid=x", "messages=x", "warna=hijau; sessionid=y"])
def test_a_session_or_message_cookie_gets_a_page_of_its_own(client: Client, cookie: str) -> None:
    get(client, "/daftar/")
    get(client, "/daftar/", cookie=cookie)
    assert len(made) == 2


def test_other_cookies_do_not_matter(client: Client) -> None:
    get(client, "/daftar/")
    get(client, "/daftar/", cookie="csrftoken=abc")
    assert len(made) == 1


@pytest.mark.parametrize("url", ["/lain/", "/formulir/", "/kuki/", "/bahasa/", "/hilang/"])
def test_what_is_never_kept(client: Client, url: str) -> None:
    assert Client().get(url).content != Client().get(url).content
    assert len(made) == 2


@pytest.mark.django_db(transaction=True)
def test_a_page_whose_content_changed_while_it_was_made_is_not_kept() -> None:
    assert Client().get("/berubah/").content != Client().get("/berubah/").content
    assert len(made) == 2


def test_form_key_is_not_kept_for_someone_who_has_the_cookie() -> None:
    client = Client()
    client.get("/formulir/")
    client.get("/formulir/")
    assert len(made) == 2


@pytest.mark.parametrize("header", ["hx-request", "authorization"])
def test_parts_and_authorised_requests_pass_by(client: Client, header: str) -> None:
    get(client, "/daftar/")
    client.get("/daftar/", headers={header: "x"})
    assert len(made) == 2


def test_what_the_page_depends_on(client: Client) -> None:
    for url in [
        "/daftar/",
        "/daftar/?q=a",
        "/daftar/?q=b",
        "/daftar/?q=a&halaman=2",
        "/daftar/?q=a&q=b",
        "/daftar/?q=b&q=a",
    ]:
        get(client, url)
    assert len(made) == 6
    get(client, "/daftar/?halaman=2&q=a")
    get(client, "/daftar/?&q=a&")
    assert len(made) == 6
    client.get("/daftar/", headers={"host": "localhost"})
    client.get("/daftar/", secure=True)
    assert len(made) == 8
    assert b" b " in get(client, "/daftar/?q=a&q=b")
    assert b" a " in get(client, "/daftar/?q=b&q=a")


def test_zipped_and_plain_are_kept_apart(client: Client) -> None:
    plain = client.get("/daftar/")
    zipped = client.get("/daftar/", headers={"accept-encoding": "gzip"})
    assert (plain.get("Content-Encoding"), zipped["Content-Encoding"]) == (None, "gzip")
    assert client.get("/daftar/", headers={"accept-encoding": "gzip"}).content == zipped.content
    assert len(made) == 2


def test_not_modified_until_it_is(client: Client) -> None:
    tag = client.get("/daftar/")["ETag"]
    again = client.get("/daftar/", headers={"if-none-match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    bump("usulan")
    assert client.get("/daftar/", headers={"if-none-match": tag}).status_code == 200


def test_head_is_answered_but_never_kept(client: Client) -> None:
    client.head("/daftar/")
    get(client, "/daftar/")
    assert client.head("/daftar/").status_code == 200
    assert client.post("/daftar/").status_code == 200
    assert len(made) == 3


def test_a_page_lives_a_minute_at_most(client: Client) -> None:
    with time_machine.travel("2026-11-24T03:00:00Z", tick=False) as clock:
        get(client, "/tanpa-nama/")
        clock.shift(59)
        get(client, "/tanpa-nama/")
        assert len(made) == 1
        clock.shift(2)
        get(client, "/tanpa-nama/")
        assert len(made) == 2


def test_a_page_ends_with_the_day(client: Client) -> None:
    with time_machine.travel("2026-11-24T16:59:50Z", tick=False) as clock:  # 23.59.50 WIB
        get(client, "/tanpa-nama/")
        clock.shift(11)
        get(client, "/tanpa-nama/")
    assert len(made) == 2


def test_made_up_addresses_fill_nothing_but_their_own_shelf(client: Client) -> None:
    get(client, "/daftar/")
    for number in range(520):
        get(client, f"/daftar/?x={number}")
    assert len(pagecache._ASKED) == 500
    assert len(pagecache._PLAIN) == 1
    before = len(made)
    get(client, "/daftar/")
    get(client, "/daftar/?" + "y" * 400)
    assert len(made) == before + 1
    assert len(pagecache._ASKED) == 500


def test_the_shelf_counts_bytes() -> None:
    shelf = pagecache.Shelf(entries=10, size=1_000)
    for number in range(5):
        shelf.put(number, pagecache.Kept(0, (), (), {}, b"x" * 300, ""))
    assert [shelf.get(number) is not None for number in range(5)] == [False, False, True, True, True]
    shelf.put(2, pagecache.Kept(0, (), (), {}, b"y", ""))
    shelf.put(9, pagecache.Kept(0, (), (), {}, b"x" * 300, ""))
    assert len(shelf) == 4


def test_a_database_that_fails_lets_the_request_through(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    get(client, "/daftar/")
    calls = []

    def fails_once(names: tuple[str, ...]) -> tuple[int, ...]:
        calls.append(names)
        if len(calls) == 1:
            raise pagecache.DatabaseError("connection lost")
        return (0,) * len(names)

    monkeypatch.setattr(pagecache, "_read", fails_once)
    assert client.get("/daftar/").status_code == 200
    assert len(made) == 2


def test_fragment_is_built_once_per_version(django_assert_num_queries: Any) -> None:
    built: list[int] = []

    def build() -> str:
        built.append(1)
        return f"<p>{len(built)}</p>"

    now = versions("usulan", "cms")
    assert fragment("daftar", now, build) == "<p>1</p>"
    assert fragment("daftar", now, build) == "<p>1</p>"
    assert fragment("lain", now, build) == "<p>2</p>"
    bump("cms")
    with django_assert_num_queries(1):
        later = versions("usulan", "cms")
    assert fragment("daftar", later, build) == "<p>3</p>"


@override_settings(MIDDLEWARE=["core.pagecache.PublicPageMiddleware"])
def test_a_hit_is_cheap(client: Client) -> None:
    """Not a benchmark: only a guard against somebody making hits many times dearer."""
    client.get("/tanpa-nama/")
    began = time.perf_counter()
    for _ in range(200):
        client.get("/tanpa-nama/")
    assert (time.perf_counter() - began) / 200 < 0.02
