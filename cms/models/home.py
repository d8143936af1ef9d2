"""The portal and the standing pages."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms import listing, portal
from cms.blocks import ContentBody
from cms.models.base import SitePage, stream_texts
from core.pagecache import fragment, versions

NEWS = 5
ROOMS = ("cms", "usulan", "rancangan", "pemungutan", "acara")  # whose changes renew the portal


class HomePage(SitePage):
    """The portal of the kecamatan: what is open now, what was decided, news, how to take part."""

    lead = models.CharField("kalimat pembuka", max_length=200, blank=True)
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "cms.PolicyDraftIndexPage",
        "cms.AnnouncementIndexPage",
        "cms.MaterialIndexPage",
        "cms.ServiceIndexPage",
        "cms.StandardPage",
    ]
    content_panels = [*SitePage.content_panels, FieldPanel("lead"), SitePage.summary_panel, FieldPanel("region")]
    template = "cms/home.html"

    class Meta:
        verbose_name = "beranda"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"sections": self.sections(request)}

    def sections(self, request: HttpRequest) -> str:
        """Everything below the search box: the same for everyone, built anew when it changes and every minute."""

        def build() -> str:
            news = listing.public(request, Page.objects.descendant_of(self)).filter(depth=self.depth + 2)
            context = {"portal": portal.collect(self.region_id), "news": news.order_by("-first_published_at")[:NEWS]}
            return render_to_string("cms/home/sections.html", context, request)

        # By the minute, since doors open and close by the clock.
        return fragment(f"portal:{timezone.now():%H:%M}", versions(*ROOMS), build)

    def keep(self, request: HttpRequest, response: Any, *names: str) -> Any:
        """The portal shows rooms too, so their changes renew it."""
        return super().keep(request, response, *names, *ROOMS)


class StandardPage(SitePage):
    """A standing page: privacy notice, house rules, accessibility statement, contact, help."""

    body = StreamField(ContentBody(), blank=True, verbose_name="isi")
    show_contents = models.BooleanField("tampilkan daftar isi", default=False)

    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    subpage_types = ["cms.StandardPage"]
    content_panels = [
        *SitePage.content_panels,
        SitePage.summary_panel,
        FieldPanel("body"),
        FieldPanel("show_contents"),
        FieldPanel("region"),
    ]
    template = "cms/standard.html"

    class Meta:
        verbose_name = "halaman tetap"
        verbose_name_plural = "halaman tetap"

    def search_texts(self) -> list[str]:
        return [*super().search_texts(), *stream_texts(self.body)]
