"""Search by Indonesian stems, the same on both databases."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.search.index import insert_or_update_object

from cms import search as finder
from cms.models import AnnouncementPage, HomePage, PolicyDraftPage
from core import pagecache
from tests.cms.conftest import body
from tests.conftest import KERTOSARI
from tests.voting.makers import make_cycle, make_proposal

News = Callable[..., AnnouncementPage]
Make = Callable[..., PolicyDraftPage]


def titles(text: str, kind: str = "") -> list[str]:
    return sorted(page.title for page in finder.pages(RequestFactory().get("/"), text, kind))


def test_words_are_found_in_any_form(make_news: News, home: HomePage) -> None:
    make_news("Perbaikan jalan di Kertosari")
    make_news("Antrean loket lebih pendek")
    assert titles("memperbaiki jalan", "pengumuman") == ["Perbaikan jalan di Kertosari"]
    assert titles("antrian") == ["Antrean loket lebih pendek"]
    assert titles("MEMPERBAIKI jalan-jalan", "pengumuman") == ["Perbaikan jalan di Kertosari"]


def test_all_words_must_be_there(make_news: News) -> None:
    make_news("Perbaikan jalan")
    assert titles("perbaikan jembatan") == []


def test_passages_of_a_draft_are_found(make_draft: Make) -> None:
    make_draft("Pengelolaan Sampah", body=body(("pasal", "1", "Pengangkutan kompos dilakukan setiap Senin.")))
    assert titles("mengangkut kompos") == ["Pengelolaan Sampah"]
    assert titles("mengangkut kompos", "pengumuman") == []


def test_unpublished_words_of_a_live_page_stay_secret(make_news: News) -> None:
    page = make_news("Perbaikan jalan")
    page.title = "Perbaikan jembatan gantung"
    page.save_revision()
    assert titles("gantung") == []


def test_hidden_pages_are_not_found(make_news: News) -> None:
    make_news("Perbaikan rahasia", live=False)
    make_news("Perbaikan lama").unpublish()
    assert titles("perbaikan", "pengumuman") == []


@pytest.mark.parametrize(
    "text", ["", "   ", "%", "'", "&|!()", "\x00", "jalan:*", '"', "NOT", "AND OR", "x" * 5000, "😀"]
)
def test_odd_questions_are_answered(home: HomePage, client: Client, text: str) -> None:
    for kind in ("", "usulan", "rancangan", "__class__"):
        assert client.get("/cari/", {"q": text, "jenis": kind}).status_code == 200


def test_question_is_escaped(home: HomePage, client: Client) -> None:
    text = client.get("/cari/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_empty_question_invites(home: HomePage, client: Client) -> None:
    assert "Tulis satu kata atau lebih" in client.get("/cari/").content.decode()


def test_nothing_found_says_what_to_do(home: HomePage, client: Client) -> None:
    assert "Tidak ada yang cocok" in client.get("/cari/?q=zirkonium").content.decode()


def test_groups_and_one_kind(make_news: News, make_draft: Make, client: Client) -> None:
    for number in range(7):
        make_news(f"Pengelolaan sampah pekan {number}")
    make_draft("Pengelolaan Sampah")
    text = client.get("/cari/?q=mengelola sampah").content.decode()
    assert 'Pengumuman <span class="soft">(7)</span>' in text
    assert 'Rancangan <span class="soft">(1)</span>' in text
    assert text.count("Pengelolaan sampah pekan") == 5
    text = client.get("/cari/?q=mengelola sampah&jenis=pengumuman").content.decode()
    assert text.count("Pengelolaan sampah pekan") == 7


@pytest.mark.parametrize("many", [1, 30])
def test_price(
    make_news: News, make_draft: Make, client: Client, ani: Any, django_assert_max_num_queries: Any, many: int
) -> None:
    for number in range(many):
        make_news(f"Pengelolaan sampah pekan {number}")
        make_draft(f"Pengelolaan sampah tahap {number}")
    client.force_login(ani)
    for address in ("/cari/?q=sampah", "/cari/?q=sampah&jenis=pengumuman", "/cari/?q=sampah&jenis=usulan"):
        with django_assert_max_num_queries(12):
            client.get(address)


@pytest.mark.parametrize("word", ["jalan", "memperbaiki jalan", "tidakada"])
def test_the_first_search_of_a_process_costs_at_most_twelve_queries(
    make_news: News, make_draft: Make, ani: Any, client: Client, word: str
) -> None:
    """After a visit elsewhere, which warms what every page shares; content types of what is searched are cold."""
    make_news("Perbaikan jalan di Kertosari")
    make_draft("Perbaikan jalan")
    insert_or_update_object(make_proposal(make_cycle(), ani, 9, "Perbaikan jalan RT 02", KERTOSARI, 5))
    pagecache.clear()
    client.get("/kontak/")
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(f"/cari/?q={word}")
    assert answer.status_code == 200
    assert ("Perbaikan jalan RT 02" in answer.text) is (word != "tidakada")
    assert len(asked) <= 12
    assert sum('FROM "django_content_type"' in query["sql"] for query in asked.captured_queries) <= 3
