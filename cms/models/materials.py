"""Outreach material: to read, look at, hear and take along."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from cms import listing
from cms.blocks import AttachmentsBody, MaterialBody
from cms.models.base import SitePage, stream_texts


class MaterialTag(TaggedItemBase):
    """A tag on a piece of material."""

    content_object = ParentalKey("cms.MaterialPage", on_delete=models.CASCADE, related_name="tagged_items")


class MaterialIndexPage(SitePage):
    """All material, newest first, by tag and year."""

    max_count = 1
    parent_page_types = ["cms.HomePage"]
    subpage_types = ["cms.MaterialPage"]
    content_panels = [*SitePage.content_panels, SitePage.summary_panel]
    template = "cms/material_index.html"

    class Meta:
        verbose_name = "daftar materi"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | listing.tagged(request, MaterialPage.objects.child_of(self), MaterialTag)


class MaterialPage(SitePage):
    """A piece of outreach material. Where there is a PDF, the page itself says the same in HTML."""

    body = StreamField(MaterialBody(), blank=True, verbose_name="isi")
    pdf = models.ForeignKey(
        "cms.Download",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="versi PDF",
        help_text="Isi halaman ini harus memuat teks yang sama, agar dapat dibaca tanpa PDF.",
    )
    attachments = StreamField(AttachmentsBody(required=False), blank=True, verbose_name="lampiran")
    tags = ClusterTaggableManager(through=MaterialTag, blank=True, verbose_name="tag")

    parent_page_types = ["cms.MaterialIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *SitePage.content_panels,
        SitePage.summary_panel,
        FieldPanel("body"),
        FieldPanel("pdf"),
        FieldPanel("attachments"),
        FieldPanel("tags"),
        FieldPanel("region"),
    ]
    template = "cms/material.html"

    class Meta:
        verbose_name = "materi"
        verbose_name_plural = "materi"

    def clean(self) -> None:
        super().clean()
        if self.pdf_id and not any(block.block_type == "paragraf" for block in self.body):
            raise ValidationError({"pdf": "Tulis isi PDF ini juga sebagai teks pada halaman."})

    @property
    def downloads(self) -> int:
        """How often the files of this page were taken."""
        files = [block.value["document"] for block in self.attachments]
        counts = {file.pk: file.downloads for file in [*files, self.pdf] if file}
        return sum(counts.values())

    def search_texts(self) -> list[str]:
        return [*super().search_texts(), *stream_texts(self.body)]
