"""Lists of the index pages: filters by allow-list, pages of 20."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils import timezone

from cms.frame import frame_of
from core.paging import page_of

STAGES = {"buka": "Dibuka", "segera": "Segera dibuka", "tutup": "Ditutup"}


def public(request: HttpRequest, pages: Any) -> Any:
    """Published pages that anybody may read."""
    frame = frame_of(request)
    return frame.public(pages) if frame else pages.live().public()


def _year(request: HttpRequest, years: list[int]) -> int | None:
    text = request.GET.get("tahun", "")
    return int(text) if text.isascii() and text.isdigit() and int(text) in years else None


def tagged(request: HttpRequest, pages: Any, through: Any) -> dict[str, Any]:
    """Announcements or material, newest first, filtered by tag and year."""
    pages = public(request, pages)
    years = sorted((day.year for day in pages.dates("first_published_at", "year")), reverse=True)
    tags = list(
        through.tag_model()
        .objects.filter(**{f"{through._meta.app_label}_{through._meta.model_name}_items__content_object__in": pages})
        .annotate(pages=Count("pk"))
        .order_by("name")
    )
    year = _year(request, years)
    tag = next((tag for tag in tags if tag.slug == request.GET.get("tag")), None)
    found = pages.filter(first_published_at__year=year) if year else pages
    found = found.filter(tagged_items__tag=tag) if tag else found
    return {
        "tags": tags,
        "years": years,
        "tag": tag,
        "year": year,
        "entries": page_of(request, found.order_by("-first_published_at", "-pk").defer_streamfields()),
    }


def stage_filter(stage: str) -> Q:
    """Drafts in this stage now."""
    now = timezone.now()
    return {
        "buka": Q(opens_at__lte=now, closes_at__gt=now),
        "segera": Q(opens_at__gt=now),
        "tutup": Q(closes_at__lte=now),
    }[stage]


def drafts(request: HttpRequest, pages: Any) -> dict[str, Any]:
    """Drafts, those that close next first, filtered by stage and kind of legal product."""
    pages = public(request, pages)
    kinds = list(pages.order_by("legal_kind__name").values_list("legal_kind_id", "legal_kind__name").distinct())
    stage = request.GET.get("status", "")
    stage = stage if stage in STAGES else ""
    kind = next((key for key, _ in kinds if str(key) == request.GET.get("jenis")), None)
    found = pages.filter(stage_filter(stage)) if stage else pages
    found = found.filter(legal_kind=kind) if kind else found
    found = found.select_related("legal_kind", "consultation").defer_streamfields().order_by("-closes_at", "-pk")
    return {"kinds": kinds, "kind": kind, "stage": stage, "stages": STAGES, "entries": page_of(request, found)}
