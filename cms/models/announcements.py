"""Announcements of the office."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from cms import listing
from cms.blocks import AttachmentsBody, ContentBody
from cms.models.base import SitePage, stream_texts


class AnnouncementTag(TaggedItemBase):
    """A tag on an announcement."""

    content_object = ParentalKey("cms.AnnouncementPage", on_delete=models.CASCADE, related_name="tagged_items")


class AnnouncementIndexPage(SitePage):
    """All announcements, newest first, by tag and year."""

    max_count = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.AnnouncementPage"]
    content_panels = [*SitePage.content_panels, SitePage.summary_panel]
    template = "cms/announcement_index.html"

    class Meta:
        verbose_name = "daftar pengumuman"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = AnnouncementPage.objects.child_of(self)
        return context | listing.tagged(request, pages, AnnouncementTag)


class AnnouncementPage(SitePage):
    """One announcement: for which region, valid when, with attachments; an important one stands on every page."""

    valid_from = models.DateField("berlaku mulai", default=timezone.localdate)
    valid_until = models.DateField("berlaku sampai", null=True, blank=True)
    important = models.BooleanField(
        "penting", default=False, help_text="Tampil sebagai bilah di atas setiap halaman selama berlaku."
    )
    body = StreamField(ContentBody(), blank=True, verbose_name="isi")
    attachments = StreamField(AttachmentsBody(required=False), blank=True, verbose_name="lampiran")
    tags = ClusterTaggableManager(through=AnnouncementTag, blank=True, verbose_name="tag")

    parent_page_types = ["cms.AnnouncementIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *SitePage.content_panels,
        SitePage.summary_panel,
        MultiFieldPanel(["valid_from", "valid_until", "important"], heading="Masa berlaku"),
        FieldPanel("body"),
        FieldPanel("attachments"),
        FieldPanel("tags"),
        FieldPanel("region"),
    ]
    template = "cms/announcement.html"

    class Meta:
        verbose_name = "pengumuman"
        verbose_name_plural = "pengumuman"

    def clean(self) -> None:
        super().clean()
        if self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": "Tanggal akhir harus sesudah tanggal mulai."})

    @property
    def ended(self) -> bool:
        """Whether its period is over."""
        return bool(self.valid_until and self.valid_until < timezone.localdate())

    def search_texts(self) -> list[str]:
        return [*super().search_texts(), *stream_texts(self.body)]
