"""Which pages: news, and what stands on the bar above every page."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from cms.models import AnnouncementPage, MaterialPage, PolicyDraftPage, StandardPage

NEWS = (AnnouncementPage, PolicyDraftPage, MaterialPage)


def news() -> Any:
    """Published pages that anybody may read, newest first; as plain pages (title, address, summary, dates)."""
    return Page.objects.live().public().type(*NEWS).order_by("-first_published_at", "-pk")


def notices() -> list[AnnouncementPage]:
    """Important announcements that are valid today."""
    today = timezone.localdate()
    pages = AnnouncementPage.objects.live().public().filter(important=True, valid_from__lte=today)
    valid = pages.filter(Q(valid_until=None) | Q(valid_until__gte=today))
    return list(valid.order_by("-valid_from", "-pk").defer_streamfields()[:2])


def standing(slug: str) -> StandardPage | None:
    """A standing page by its slug ("kontak"), where it is public."""
    return StandardPage.objects.live().public().filter(slug=slug).first()
