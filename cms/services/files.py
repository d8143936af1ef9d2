"""Verbs of files: counting what people take, making pictures small ahead of their first view."""

from collections.abc import Iterable

from django.db.models import F

from cms.models import Download, Picture

WIDTHS = (320, 640, 960)


def filters() -> list[str]:
    """The sizes of a picture on public pages."""
    return [f"width-{width}|format-webp" for width in WIDTHS]


def count_download(*, document_id: int) -> None:
    """One more person took this file."""
    Download.objects.filter(pk=document_id).update(downloads=F("downloads") + 1)


def make_renditions(*, image_ids: Iterable[int]) -> None:
    """Make all sizes of these pictures; those that are there stay."""
    for image in Picture.objects.filter(pk__in=list(image_ids)).prefetch_renditions(*filters()):
        image.get_renditions(*filters())
