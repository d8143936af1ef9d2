"""Whose work the survey is, and what waits for them at the desk."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.registry import DeskItem
from layanan.models.survey import SurveyPeriod
from layanan.survey_rules import RUNNERS
from wilayah.queries import within

REPORT_DAYS = 14  # after a period's end its report should be out


def codes_of(user: Any) -> list[str]:
    """Regions for which this person runs surveys."""
    return [mandate.region_id for mandate in user.mandates_now if mandate.role in RUNNERS]


def runs(user: Any) -> bool:
    """Whether surveys are this officer's work somewhere."""
    return bool(codes_of(user))


def surveys(user: Any) -> QuerySet[SurveyPeriod]:
    """The periods this officer runs."""
    mine = Q(pk__in=())
    for code in codes_of(user):
        mine |= within("region_id", code)
    return SurveyPeriod.objects.filter(mine).select_related("region")


def desk_queue(user: Any) -> list[DeskItem]:
    """Periods that are over and whose report is not out."""
    if not runs(user):
        return []
    rows = surveys(user).filter(last_day__lt=timezone.localdate(), published_at__isnull=True).order_by("last_day")
    return [
        DeskItem(
            title=row.title,
            url=row.desk_url,
            kind="Survei",
            step="Susun dan terbitkan laporan SKM",
            where=row.region.name,
            due=row.last_day + timedelta(days=REPORT_DAYS),
        )
        for row in rows[:20]
    ]


def desk_tools(user: Any) -> list[tuple[str, str]]:
    """The list of periods, for those who run surveys."""
    return [("Survei kepuasan (SKM)", "/petugas/skm/")] if runs(user) else []
