"""The moderators' part of the officers' desk."""

from typing import Any

from django.urls import reverse

from accounts.registry import DeskItem
from dialog import moderating


def queue(user: Any) -> list[DeskItem]:
    """What has open reports in this person's regions, longest waiting first."""
    if not moderating.is_moderator(user):
        return []
    rows = list(moderating.reported(user)[:200])
    return [
        DeskItem(
            title=f"Laporan: {line.what.lower() if line.what == 'Komentar' else line.what}, “{short(line)}”",
            url=line.url,
            kind="Moderasi",
            step="Periksa laporan",
            detail=f"{line.reports} laporan",
            where=line.where,
            due=line.due,
        )
        for line in moderating.lines("laporan", rows, user)
    ]


def short(line: moderating.Line) -> str:
    """What the thing is called, or where the comment stands."""
    return line.about if line.what == "Komentar" else line.words


def tools(user: Any) -> list[tuple[str, str]]:
    """The moderation page."""
    return [("Moderasi", reverse("dialog:queue"))] if moderating.is_moderator(user) else []
