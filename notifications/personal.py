"""What notifications hold of a person, for "my data" and for erasure."""

from typing import Any

from django.db import transaction
from django.db.models import F

from core.pagecache import bump
from notifications import queries
from notifications.models import Delivery, Follow, Notification, Topic


def collect(user: Any) -> dict[str, Any]:
    """Everything we hold, ready for JSON."""
    notes = Notification.objects.filter(user=user).order_by("-id")
    follows = Follow.objects.filter(user=user).select_related("topic", "region").order_by("id")
    return {
        "surel": str(queries.delivery_of(user).get_mode_display()),
        "mengikuti": [{"apa": str(row.topic or row.region), "sejak": row.created_at.isoformat()} for row in follows],
        "pemberitahuan": [
            {
                "teks": note.text,
                "alamat": note.url,
                "pada": note.created_at.isoformat(),
                "dibaca": note.read_at.isoformat() if note.read_at else None,
                "surel dikirim": note.mailed_at.isoformat() if note.mailed_at else None,
            }
            for note in notes
        ],
    }


@transaction.atomic
def erase(user: Any) -> None:
    """Delete follows, notifications and choices; the counters of topics stay right."""
    topics = list(Follow.objects.filter(user=user, topic__isnull=False).values_list("topic_id", flat=True))
    Follow.objects.filter(user=user).delete()
    Notification.objects.filter(user=user).delete()
    Delivery.objects.filter(user=user).delete()
    Topic.objects.filter(pk__in=topics).update(follower_count=F("follower_count") - 1)
    bump(*(Topic.name_of(pk) for pk in topics))
