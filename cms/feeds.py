"""News as an Atom feed, and the sitemap."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap as DjangoSitemap
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap

from cms.guides import GUIDES
from cms.queries import news
from core.pagecache import mark_public


class NewsFeed(Feed):
    """Announcements, drafts and material, newest first."""

    feed_type = Atom1Feed
    title = "Kabar Partisipasi"
    subtitle = "Pengumuman, rancangan kebijakan, dan materi terbaru."
    link = "/"
    feed_url = "/kabar/atom.xml"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return mark_public(require_safe(super().__call__)(request, *args, **kwargs), "cms")

    def items(self) -> list[Any]:
        return list(news()[:20])

    def item_title(self, item: Any) -> str:
        return item.title

    def item_description(self, item: Any) -> str:
        return item.search_description

    def item_link(self, item: Any) -> str:
        return item.url

    def item_guid(self, item: Any) -> str:
        return f"urn:partisipasi:halaman:{item.pk}"

    def item_pubdate(self, item: Any) -> datetime:
        return item.first_published_at

    def item_updateddate(self, item: Any) -> datetime:
        return item.last_published_at


class Rooms(DjangoSitemap):
    """Lists of the rooms and the guides, which are no pages of the tree."""

    changefreq = "daily"

    def items(self) -> list[str]:
        lists = ["/rancangan/kalender/", "/usulan/", "/usulan/peta/", "/pemungutan/", "/acara/", "/sesi/", "/bantuan/"]
        return [*lists, *(guide.url for guide in GUIDES)]

    def location(self, item: str) -> str:
        return item


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """All public pages for search engines."""
    return wagtail_sitemap(request, {"halaman": Sitemap(request), "ruang": Rooms()})
