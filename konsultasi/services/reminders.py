"""The house's own word before a consultation closes."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from core.periodic import one_by_one
from core.templatetags.ui import date_words
from konsultasi.models import Consultation
from notifications.services import tell

AHEAD = timedelta(days=3)
KNOWN = timedelta(days=1)  # who has just been told that it opened need not be told that it closes


def remind_closing() -> None:
    """Tell followers three days before a draft closes, once for each closing day, never after it."""
    now = timezone.now()
    soon = Consultation.objects.open().filter(closes_at__lte=now + AHEAD, opens_at__lte=now - KNOWN)
    unsaid = soon.filter(Q(reminded_for__isnull=True) | ~Q(reminded_for=F("closes_at")))
    one_by_one(unsaid, remind)


@transaction.atomic
def remind(consultation: Consultation) -> None:
    """Tell the followers of one draft; of two that do it at once, one does."""
    rows = Consultation.objects.filter(pk=consultation.pk, closes_at=consultation.closes_at)
    unsaid = rows.filter(Q(reminded_for__isnull=True) | ~Q(reminded_for=F("closes_at")))
    if not unsaid.update(reminded_for=consultation.closes_at):
        return
    day = date_words(consultation.closes_at)
    tell(
        consultation.topic,
        kind="segera_tutup",
        text=f"Masa masukan ditutup {day}: {consultation.title}"[:300],
        occasion=f"tutup:{consultation.pk}:{consultation.closes_at:%Y%m%d%H%M}",
        url=consultation.url,
    )
