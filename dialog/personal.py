"""What dialog holds of a person, for "my data" and for erasure."""

from typing import Any

from dialog.models import Comment, Report, Support
from dialog.services import erase_person as erase

__all__ = ["collect", "erase"]


def collect(user: Any) -> dict[str, Any]:
    """Everything we hold, ready for JSON."""
    comments = Comment.objects.filter(author=user).select_related("topic").order_by("id")
    supports = Support.objects.filter(user=user).select_related("topic").order_by("id")
    reports = Report.objects.filter(reporter=user).order_by("id")
    return {
        "komentar": [
            {
                "pada": comment.topic.title,
                "isi": comment.body,
                "sikap": comment.get_stance_display(),
                "keadaan": comment.get_state_display(),
                "ditulis": comment.created_at.isoformat(),
            }
            for comment in comments
        ],
        "dukungan": [{"untuk": row.topic.title, "sejak": row.created_at.isoformat()} for row in supports],
        "laporan": [{"alasan": row.get_reason_display(), "pada": row.created_at.isoformat()} for row in reports],
    }
