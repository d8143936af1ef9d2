"""Index pages, feed, sitemap, the notice bar: what they show, what they never show, at what price."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.models import AnnouncementPage, HomePage, PolicyDraftPage

News = Callable[..., AnnouncementPage]
Make = Callable[..., PolicyDraftPage]
DAY = timedelta(days=1)


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_announcements_newest_first(make_news: News, client: Client) -> None:
    make_news("Jadwal posyandu", first_published_at=timezone.now() - DAY)
    make_news("Loket tutup Senin")
    text = text_of(client, "/pengumuman/")
    assert "2 pengumuman" in text
    assert text.index("Loket tutup Senin") < text.index("Jadwal posyandu")


def test_filter_by_tag_and_year(make_news: News, client: Client) -> None:
    old = make_news("Kerja bakti 2024", first_published_at=timezone.make_aware(timezone.datetime(2024, 5, 2)))
    make_news("Kerja bakti tahun ini")
    old.tags.add("Kebersihan")
    old.save()
    assert "1 pengumuman" in text_of(client, "/pengumuman/?tag=kebersihan")
    assert "Kerja bakti 2024" in text_of(client, "/pengumuman/?tag=kebersihan")
    assert "Kerja bakti tahun ini" not in text_of(client, "/pengumuman/?tahun=2024")


@pytest.mark.parametrize(
    "query", ["tag=%00", "tag=x' OR 1=1", "tahun=٢٠٢٤", "tahun=99999999999", "owner__password=a", "halaman=x"]
)
def test_unknown_filters_are_ignored(make_news: News, client: Client, query: str) -> None:
    make_news("Loket tutup Senin")
    assert "1 pengumuman" in text_of(client, f"/pengumuman/?{query}")


def test_drafts_by_stage_and_kind(make_draft: Make, client: Client) -> None:
    now = timezone.now()
    make_draft("Rancangan terbuka")
    make_draft("Rancangan nanti", opens_at=now + DAY, closes_at=now + 2 * DAY)
    make_draft("Rancangan lampau", opens_at=now - 9 * DAY, closes_at=now - DAY)
    for stage, title in (("buka", "Rancangan terbuka"), ("segera", "Rancangan nanti"), ("tutup", "Rancangan lampau")):
        text = text_of(client, f"/rancangan/?status={stage}")
        assert "1 rancangan" in text
        assert title in text
    assert "3 rancangan" in text_of(client, "/rancangan/?status=__class__&jenis=-1")


@pytest.fixture
def secrets(make_news: News, make_draft: Make, home: HomePage) -> list[str]:
    """Pages nobody but the office may see: a draft, a withdrawn, a restricted one, one not yet due."""
    make_news("Rahasia belum terbit", live=False)
    make_news("Rahasia ditarik").unpublish()
    restricted = make_news("Rahasia terbatas", important=True)
    PageViewRestriction.objects.create(page=Page.objects.get(pk=restricted.pk), restriction_type="login")
    make_draft("Rahasia rancangan", live=False)
    make_news("Kabar terbuka")
    return ["Rahasia", "rahasia-"]


@pytest.mark.parametrize(
    "address", ["/", "/pengumuman/", "/rancangan/", "/kabar/atom.xml", "/sitemap.xml", "/privasi/", "/cari/?q=rahasia"]
)
def test_hidden_pages_appear_nowhere(secrets: list[str], client: Client, address: str) -> None:
    text = text_of(client, address).replace("Cari: rahasia", "").replace('value="rahasia"', "")
    text = text.replace("q=rahasia", "").replace("“rahasia”", "")
    assert [word for word in secrets if word in text] == []


def test_hidden_pages_have_no_address(secrets: list[str], client: Client) -> None:
    assert client.get("/pengumuman/rahasia-belum-terbit/").status_code == 404
    assert client.get("/pengumuman/rahasia-ditarik/").status_code == 404
    answer = client.get("/pengumuman/rahasia-terbatas/")
    assert answer.status_code == 302
    assert "Rahasia" not in answer.content.decode()


def test_a_restricted_page_is_not_kept_for_others(secrets: list[str], client: Client, ani: Any) -> None:
    client.force_login(ani)
    answer = client.get("/pengumuman/rahasia-terbatas/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert Client().get("/pengumuman/rahasia-terbatas/").status_code == 302


def test_feed(make_news: News, client: Client) -> None:
    make_news("Loket <tutup> & libur", search_description="Cuti bersama.")
    answer = client.get("/kabar/atom.xml")
    assert answer["Content-Type"].startswith("application/atom+xml")
    text = answer.content.decode()
    assert "<title>Loket &lt;tutup&gt; &amp; libur</title>" in text
    assert "/pengumuman/loket-tutup-libur/" in text
    assert "Cuti bersama." in text


def test_sitemap_and_robots(make_news: News, client: Client) -> None:
    make_news("Loket tutup")
    text = text_of(client, "/sitemap.xml")
    assert "/pengumuman/loket-tutup/</loc>" in text
    assert "/usulan/</loc>" in text
    robots = text_of(client, "/robots.txt")
    assert "Disallow: /kelola/" in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots


def test_important_notice_stands_on_every_page_while_valid(make_news: News, client: Client) -> None:
    today = timezone.localdate()
    make_news("Jalan Suwandi ditutup", important=True, valid_from=today, valid_until=today + DAY)
    make_news("Pengumuman lewat", important=True, valid_from=today - 3 * DAY, valid_until=today - DAY)
    make_news("Pengumuman nanti", important=True, valid_from=today + DAY)
    for address in ("/", "/privasi/", "/cari/"):
        text = text_of(client, address)
        assert "Jalan Suwandi ditutup" in text
        bar = text.split("<main", 1)[0]
        assert "Pengumuman lewat" not in bar
        assert "Pengumuman nanti" not in bar


def test_notice_goes_when_unpublished(make_news: News, client: Client, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = make_news("Jalan Suwandi ditutup", important=True)
    assert "Jalan Suwandi ditutup" in text_of(client, "/privasi/")
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert "Jalan Suwandi ditutup" not in text_of(client, "/privasi/")


def test_kept_pages_are_renewed_at_publication(
    make_news: News, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        page = make_news("Judul lama")
    assert "Judul lama" in text_of(client, "/pengumuman/judul-lama/")
    page.title = "Judul baru"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert "Judul baru" in text_of(client, "/pengumuman/judul-lama/")


@pytest.mark.parametrize("many", [1, 30])
def test_price_of_lists(
    make_news: News, make_draft: Make, client: Client, ani: Any, django_assert_max_num_queries: Any, many: int
) -> None:
    for number in range(many):
        make_news(f"Kabar {number}")
        make_draft(f"Rancangan {number}")
    client.force_login(ani)
    for address, price in (("/pengumuman/", 12), ("/rancangan/", 11), ("/", 9), ("/pengumuman/kabar-0/", 9)):
        client.get(address)
        with django_assert_max_num_queries(price):
            client.get(address)
