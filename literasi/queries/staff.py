"""Lesson hours of officials: the sum of their valid certificates of training."""

from typing import Any

from django.db.models import Count, Max, Sum

from literasi.models import Certificate
from literasi.queries.report import Period
from literasi.states import Audience, CertificateState


def staff_rows(period: Period) -> Any:
    """One line an official: name, lesson hours, trainings, the last one; by account, else by name as it is written."""
    start, end = period.moments
    rows = Certificate.objects.filter(
        state=CertificateState.VALID,
        session__event__kind=Audience.STAFF,
        session__event__starts_at__gte=start,
        session__event__starts_at__lt=end,
    ).exclude(name="")
    sums = {"hours": Sum("lesson_hours"), "n": Count("pk"), "last": Max("session__event__starts_at")}
    return rows.order_by().values("person_id", "name").annotate(**sums).order_by("name", "person_id")
