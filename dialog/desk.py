"""The moderators' part of the officers' desk."""

from typing import Any

from django.urls import reverse

from accounts.registry import DeskItem
from dialog import queries


def queue(user: Any) -> list[DeskItem]:
    """Comments with open reports in this person's regions, longest waiting first."""
    if not queries.is_moderator(user):
        return []
    return [
        DeskItem(
            title=f"Laporan komentar pada “{comment.topic.title}”",
            url=reverse("dialog:decide", args=[comment.pk]),
            kind="Moderasi",
            step="Periksa laporan",
            detail=f"{comment.report_count} laporan",
            where=comment.topic.region.name,
        )
        for comment in queries.reported(user)[:200]
    ]


def tools(user: Any) -> list[tuple[str, str]]:
    """The moderation page."""
    return [("Moderasi komentar", reverse("dialog:queue"))] if queries.is_moderator(user) else []
