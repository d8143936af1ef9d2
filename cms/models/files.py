"""Pictures and documents of the editors."""

from django.db import models
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition


class Picture(AbstractImage):
    """A picture; it cannot be saved without a description for people who do not see it."""

    description = models.CharField(
        "teks pengganti", max_length=255, help_text="Apa yang terlihat pada gambar, dalam satu kalimat."
    )

    admin_form_fields = (
        "title",
        "file",
        "description",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = "gambar"
        verbose_name_plural = "gambar"


class PictureSize(AbstractRendition):
    """A picture in one size, as WebP."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter")
        ]


class Download(AbstractDocument):
    """A file to download, with the number of times it was taken."""

    downloads = models.PositiveIntegerField("diunduh", default=0, editable=False)

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = "dokumen"
        verbose_name_plural = "dokumen"
