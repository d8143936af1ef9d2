"""Pages for one person are compressed quickly, kept ones well; both say so rightly."""

import gzip
from typing import Any

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from core.gzip import GzipMiddleware

WORDS = b"Setiap warga melaksanakan ketentuan menurut jadwal. " * 400


def compressed(answer: Any, **headers: str) -> Any:
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip", **headers})
    return GzipMiddleware(lambda _: answer)(request)


def marked() -> HttpResponse:
    answer = HttpResponse(WORDS)
    answer.public_names = ("cms",)  # type: ignore[attr-defined]
    return answer


@pytest.mark.parametrize("answer", [HttpResponse(WORDS), marked()])
def test_the_same_words_arrive(answer: HttpResponse) -> None:
    answer["ETag"] = '"abc"'
    sent = compressed(answer)
    assert gzip.decompress(sent.content) == WORDS
    assert (sent["Content-Encoding"], sent["Vary"], sent["ETag"]) == ("gzip", "Accept-Encoding", 'W/"abc"')
    assert sent["Content-Length"] == str(len(sent.content))


def test_the_length_of_a_page_for_one_person_varies() -> None:
    lengths = {len(compressed(HttpResponse(WORDS)).content) for _ in range(20)}
    assert len(lengths) > 1


def test_what_is_not_asked_for_short_or_done_stays() -> None:
    assert compressed(HttpResponse(WORDS), **{"accept-encoding": "br"}).content == WORDS
    assert compressed(HttpResponse(b"ok")).content == b"ok"
    assert "Content-Encoding" not in compressed(HttpResponse(b"ok"))
    done = HttpResponse(WORDS, headers={"Content-Encoding": "br"})
    assert (compressed(done).content, compressed(done)["Content-Encoding"]) == (WORDS, "br")


def test_streams_are_left_to_django() -> None:
    sent = compressed(StreamingHttpResponse([WORDS]))
    assert gzip.decompress(b"".join(sent)) == WORDS
