"""Every address of ours, asked by everybody: exact statuses, looking changes nothing, no token, no deed."""

import re
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.flows.clients import again, citizen_client
from tests.flows.matrix import ROLES, Row
from tests.flows.matrix_rooms import ROWS
from tests.flows.world import OFFICES, PEOPLE

pytestmark = pytest.mark.django_db

# Doors that Wagtail and allauth bring; each family is probed in test_foreign_doors.py.
WAGTAIL = ("kelola/", "dokumen/", "^(?!_util/)", "_util/", "^(")
ALLAUTH = re.compile(r"(account|mfa)_(?!signup)")
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b", re.I)
# Written by looking, and of no meaning: sessions slide, pages are kept, limits and handouts taken along are counted.
MEANINGLESS = ("django_session", "core_cache", "core_bucket", "literasi_handoutcount")
# The access log is the one table whose very meaning is that somebody looked; only these pages may write it.
LOOKED_AT, LOOKS = "petugas/permohonan/<int:pk>/", 'INSERT INTO "layanan_caselook"'
BY_ROUTE = {row.route: row for row in ROWS}


def routes(patterns: Any, before: str = "") -> list[tuple[str, str]]:
    """Every route of the resolver with its name."""
    found = []
    for one in patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            found += routes(one.url_patterns, here)
        elif isinstance(one, URLPattern):
            found.append((here, one.name or ""))
    return found


def is_foreign(route: str, name: str) -> bool:
    return route.startswith(WAGTAIL) or (route.startswith("akun/") and bool(ALLAUTH.match(name)))


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    everything = routes(get_resolver().url_patterns)
    ours = {route for route, name in everything if not is_foreign(route, name)}
    assert ours - set(BY_ROUTE) == set(), "a route without a row in tests/flows/matrix.py"
    assert set(BY_ROUTE) - {route for route, _ in everything} == set(), "a row without a route"
    assert len(BY_ROUTE) == len(ROWS)


def outcome(w: Any, row: Row, method: str, name: str, **how: Any) -> int:
    """The status one person gets; whatever happened is undone. Streams are read to their end."""
    with transaction.atomic():
        response = getattr(again(w.sessions[name], **how), method)(row.url(w))
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    if name == "anon" and response.status_code == 302 and row.route.startswith(("petugas/", "usulan/draf/")):
        assert response.url.startswith("/akun/masuk/?next="), response.url
    return response.status_code


@pytest.mark.parametrize("row", ROWS, ids=[row.route for row in ROWS])
def test_everybody_gets_what_the_row_says(w: Any, row: Row) -> None:
    written: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        logged = sql.startswith(LOOKS) and row.route.startswith(LOOKED_AT)
        if WRITES.match(sql) and not logged and not any(table in sql for table in MEANINGLESS):
            written.append(sql[:200])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        got = {name: outcome(w, row, "get", name) for name in ROLES}
    assert differs(got, row.get) == {}, "GET: person, (status, the row's)"
    assert written == [], "looking changed something"
    sent = {name: outcome(w, row, "post", name) for name in ROLES}
    assert differs(sent, row.post) == {}, "POST: person, (status, the row's)"


def differs(got: dict[str, int], wanted: dict[str, int]) -> dict[str, tuple[int, int]]:
    return {name: (got[name], wanted[name]) for name in ROLES if got[name] != wanted[name]}


@pytest.mark.parametrize("row", ROWS, ids=[row.route for row in ROWS])
def test_nothing_is_sent_without_a_token(w: Any, row: Row) -> None:
    allowed = 200 if row.route.startswith("pemberitahuan/berhenti/") else 403  # its signed address is the token
    for name in ("anon", "ani", "hadi"):
        assert outcome(w, row, "post", name, token=False) == allowed, name


DESK_ROWS = [row for row in ROWS if row.route.startswith("petugas/")]


def weak(w: Any, name: str) -> Client:
    """An officer by password alone."""
    client = citizen_client(getattr(w, name))
    client.cookies["csrftoken"] = "a" * 32
    client.defaults["HTTP_X_CSRFTOKEN"] = "a" * 32
    return client


def test_the_desk_and_the_back_office_ask_for_the_second_factor(w: Any) -> None:
    addresses = [(row.url(w), row.get["joko"] != 405) for row in DESK_ROWS]
    addresses += [(path, True) for path in ("/kelola/", "/kelola/pages/", "/kelola/images/", "/kelola/api/main/pages/")]
    for name in OFFICES:
        client = weak(w, name)
        for url, by_get in addresses:
            answer = client.get(url) if by_get else client.post(url)
            assert answer.status_code == 302, (name, url)
            assert answer.url.startswith("/akun/pengaman/aplikasi/?next="), (name, url)
            if url.startswith("/kelola/"):
                assert client.post(url).url.startswith("/akun/pengaman/"), (name, url)


def test_what_was_ended_opens_no_door(w: Any) -> None:
    """An office that ended yesterday, or an account that was closed, is a citizen's or nobody's."""
    w.citra.mandates.update(ended_at=w.note.created_at)
    assert again(w.sessions["citra"]).get("/petugas/usulan/").status_code == 403
    type(w.joko).objects.filter(pk=w.joko.pk).update(is_active=False)
    assert again(w.sessions["joko"]).get("/petugas/usulan/").status_code == 302


assert set(PEOPLE) < set(ROLES)
