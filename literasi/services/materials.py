"""Counting how often material is looked at and taken, without knowing by whom."""

from django.db.models import F
from django.utils import timezone

from core.rows import ensure
from literasi.models import HandoutCount

FORMS = ("lihat", "html", "pdf")


def count(name: str, form: str) -> None:
    """One more of today's number; no address, no person, no hour."""
    row, _ = ensure(HandoutCount.objects, name=name[:80], form=form, day=timezone.localdate())
    HandoutCount.objects.filter(pk=row.pk).update(count=F("count") + 1)
