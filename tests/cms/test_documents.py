"""Jumping within a film: parts of documents, for those who may have the whole."""

from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from cms.models import Download, HomePage

FILM = bytes(range(256)) * 1000


@pytest.fixture(autouse=True)
def _own_media(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setitem(storages["default"].__dict__, "location", str(tmp_path))


@pytest.fixture
def film(home: HomePage) -> Download:
    file = SimpleUploadedFile("memilah.mp4", FILM, "video/mp4")
    return Download.objects.create(title="Memilah", file=file, collection=Collection.get_first_root_node())


def part(client: Client, film: Download, span: str, **headers: str) -> Any:
    return client.get(film.url, headers={"range": f"bytes={span}", "accept-encoding": "gzip", **headers})


def test_a_part_of_a_film(film: Download, client: Client) -> None:
    answer = part(client, film, "100000-200099")
    assert answer.status_code == 206
    assert answer.getvalue() == FILM[100_000:200_100]
    assert answer["Content-Range"] == "bytes 100000-200099/256000"
    assert (answer["Content-Length"], answer["Content-Type"]) == ("100100", "video/mp4")
    assert answer["Content-Disposition"] == 'inline; filename="memilah.mp4"'
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_beyond_the_end(film: Download, client: Client) -> None:
    answer = part(client, film, "256000-")
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */256000")


def test_what_is_not_understood_is_the_whole(film: Download, client: Client) -> None:
    for span in ("1-2,5-6", "b-a"):
        assert part(client, film, span).status_code == 200
    assert part(client, film, "0-9", **{"if-range": '"another version"'}).status_code == 200
    etag = part(client, film, "0-9")["ETag"]
    assert part(client, film, "0-9", **{"if-range": etag}).status_code == 206


def test_a_film_is_counted_once_however_often_one_jumps(film: Download, client: Client) -> None:
    for span in ("0-1", "0-", "5000-", "-10"):
        assert part(client, film, span).status_code == 206
    film.refresh_from_db()
    assert film.downloads == 1


def test_a_closed_film_gives_no_part(film: Download, client: Client) -> None:
    CollectionViewRestriction.objects.create(collection=film.collection, restriction_type="login")
    answer = part(client, film, "0-9")
    assert answer.status_code == 302
    assert "/akun/masuk/" in answer.url
