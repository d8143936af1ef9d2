"""The portal and the standing pages."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms import portal
from cms.blocks import ContentBody
from cms.models.base import SitePage, stream_texts

NEWS = 5


class HomePage(SitePage):
    """The portal of the kecamatan: what is open now, what was decided, news, how to take part."""

    lead = models.CharField("kalimat pembuka", max_length=200, blank=True)
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "cms.PolicyDraftIndexPage",
        "cms.AnnouncementIndexPage",
        "cms.MaterialIndexPage",
        "cms.StandardPage",
    ]
    content_panels = [*SitePage.content_panels, FieldPanel("lead"), SitePage.summary_panel, FieldPanel("region")]
    template = "cms/home.html"

    class Meta:
        verbose_name = "beranda"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        news = Page.objects.descendant_of(self).live().public().filter(depth=self.depth + 2)
        news = news.order_by("-first_published_at", "-pk")[:NEWS]
        return context | {"portal": portal.collect(self.region_id), "news": news}

    def keep(self, request: HttpRequest, response: Any, *names: str) -> Any:
        """The portal shows rooms too, so their changes renew it."""
        return super().keep(request, response, *names, "usulan", "rancangan", "pemungutan")


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
