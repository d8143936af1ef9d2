"""What all pages of the site share: a region, one short summary, stems to search, a cacheable answer."""

from http import HTTPMethod
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from core import pagecache
from core.text import stems
from wilayah.queries import within

SUMMARY_LENGTH = 300


def default_region() -> str:
    """The region this installation serves."""
    return settings.REGION_ROOT


def own_regions() -> models.Q:
    """Regions an editor can choose: the installation's own and those within it."""
    return within("pk", settings.REGION_ROOT)


class SitePage(Page):
    """A page of the site. `search_description` is its one short summary: in lists, search, feed and share card."""

    region = models.ForeignKey(
        "wilayah.Region",
        on_delete=models.PROTECT,
        related_name="+",
        default=default_region,
        limit_choices_to=own_regions,
        verbose_name="wilayah",
    )

    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]
    summary_panel = FieldPanel(
        "search_description",
        heading="Ringkasan",
        help_text="Satu atau dua kalimat. Tampil pada daftar, pencarian, dan kartu saat tautan dibagikan.",
    )
    promote_panels = [MultiFieldPanel(["slug", "seo_title", "show_in_menus"], heading="Alamat")]
    settings_panels = [PublishingPanel()]
    search_fields = [*Page.search_fields, index.SearchField("stems", boost=1), index.FilterField("region")]

    known_open = False  # set where the page was found, when nobody is kept from it (cms.frame)
    together: tuple[str, ...] = ("region",)  # rows fetched with the page

    class Meta:
        abstract = True

    @property
    def stems(self) -> str:
        """Indonesian stems of all words of the page: the same on both databases."""
        return stems(" ".join(self.search_texts()))

    def search_texts(self) -> list[str]:
        """Texts by which the page is found; a page type adds its own."""
        return [self.title, self.search_description]

    def get_view_restrictions(self) -> Any:
        """Who alone may read the page; asked only where it is not known to be open."""
        return PageViewRestriction.objects.none() if self.known_open else super().get_view_restrictions()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; kept whole for people without a session, unless only some may read it."""
        response = super().serve(request, *args, **kwargs)
        return self.keep(request, response)

    def keep(self, request: HttpRequest, response: HttpResponse, *names: str) -> HttpResponse:
        """Mark an answer as equal for everyone who is not signed in, until the content changes."""
        if getattr(request, "is_preview", False) or len(self.get_view_restrictions()):
            return response  # Wagtail itself forbids keeping a restricted page
        pagecache.mark_public(response, "cms", *names)
        return response


def stream_texts(stream: Any) -> list[str]:
    """All words of a StreamField value."""
    return [str(text) for text in stream.stream_block.get_searchable_content(stream)] if stream else []
