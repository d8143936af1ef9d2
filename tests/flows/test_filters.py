"""Parameters nobody offered: ignored on every list, whatever they are called; never an error, never another answer."""

import re
from typing import Any

import pytest

from tests.flows.clients import again
from tests.flows.world import SECRET

pytestmark = pytest.mark.django_db

LISTS = {
    "/usulan/": "anon",
    "/usulan/peta/": "anon",
    "/usulan/peta.json": "anon",
    "/usulan/ekspor.csv": "anon",
    "/cari/": "anon",
    "/rancangan/": "anon",
    "/pengumuman/": "anon",
    "/materi/": "anon",
    "/rancangan/sampah/": "anon",
    "/rancangan/sampah/masukan/": "anon",
    "/rancangan/sampah/pasal/p2a1/": "anon",
    "/pemungutan/": "anon",
    "/pemberitahuan/": "ani",
    "/akun/saya/": "ani",
    "/petugas/": "joko",
    "/petugas/warga/": "joko",
    "/petugas/mandat/": "hadi",
    "/petugas/usulan/": "joko",
    "/petugas/masukan/": "joko",
    "/petugas/moderasi/": "eko",
    "/petugas/pemungutan/": "joko",
}
IGNORED = [
    "author__email__startswith=a",
    "proposer__full_name__contains=Ani",
    "state=draf&submitted_at__isnull=True",
    "visible=False&consultation__visible=False",
    "_connector=OR&_negated=1",
    "pk__in=1&id__gte=0",
    "order_by=proposer__password&ordering=-password",
]
WICKED = [
    "halaman=-1",
    "halaman=0",
    "halaman=99999999999999999999",
    "halaman=1e9&halaman=%00",
    "halaman=%F0%9F%98%80",
    "urut=;drop",
    "urut=-proposer__password",
    "tahun=99999999999999999999&wilayah=%00&bidang='&jenis=%ED%A0%80",
    "status=draf&status=%00&jawaban=x&tanggapan=x&bagian=%00",
    "rancangan=99999999999999999999&rancangan=%C2%B2",
    "rancangan=1&bagian=%00&unit=%C2%B2&petugas=99999999999999999999&tanda=-1&urut=owner__password",
    "q=%00%ff%fe&jenis=usulan",
    "q=" + "a" * 5000,
    "q='%20OR%201=1--%20%25_%5C",
    "q=" + "%26%7C!():*%3C-%3E",
    "versi=99999999999999999999&unduh=%00&balas=%C2%B2",
    "tampil=__class__&tenggat=x&semua=%00&dari=//evil.example",
]
# What differs from one answer to the next by itself.
NOISE = re.compile(r'name="(csrfmiddlewaretoken|kunci)" value="[^"]+"|\?[^"]*"|value="[^"]*"')


def text(w: Any, name: str, url: str) -> str:
    answer = again(w.sessions[name]).get(url)
    assert answer.status_code == 200, url
    return NOISE.sub("", answer.getvalue().decode())


@pytest.mark.parametrize("path", LISTS)
def test_unknown_names_change_nothing(w: Any, path: str) -> None:
    name = LISTS[path]
    plain = text(w, name, path)
    assert SECRET not in plain or name in ("ani", "joko", "eko", "hadi")
    for query in IGNORED:
        assert text(w, name, f"{path}?{query}") == plain, query


@pytest.mark.parametrize("path", LISTS)
def test_wicked_values_are_no_error_and_open_nothing(w: Any, path: str) -> None:
    name = LISTS[path]
    for query in WICKED:
        answer = again(w.sessions[name]).get(f"{path}?{query}")
        assert answer.status_code in (200, 400, 404), query
        if name == "anon":
            assert SECRET not in answer.getvalue().decode(errors="replace").replace(query, ""), query


def test_the_page_after_the_log_in_is_ours(w: Any) -> None:
    """No open redirect through ?next=."""
    for there in ("//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"):
        client = again("")
        data = {"login": "ani", "password": "rahasia-sekali-123", "next": there}
        answer = client.post("/akun/masuk/", data)
        assert answer.status_code == 302, there
        assert answer.url == "/akun/saya/", there
