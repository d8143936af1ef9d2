"""The moderators' queue: what was reported, what is hidden, what is new, of comments and of things of rooms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.queries import answers_for
from dialog.models import Comment, Report
from dialog.registry import Thing, kinds
from dialog.rules import MODERATORS
from wilayah.services import due

MOST = 1_000  # so many reported things at most are looked at


@dataclass(frozen=True)
class Line:
    """One line of the queue, whatever it is about."""

    what: str
    words: str
    author: str
    about: str
    where: str
    url: str
    state: str  # "tampil" or "disembunyikan"
    why: str = ""
    reports: int = 0
    since: datetime | None = None

    @property
    def due(self) -> date | None:
        """The house rules promise a decision by the next working day."""
        return due(1, timezone.localdate(self.since)) if self.since else None

    @property
    def late(self) -> bool:
        return self.due is not None and self.due < timezone.localdate()


def is_moderator(user: Any) -> bool:
    """Whether this person moderates anywhere today."""
    return any(mandate.role in MODERATORS for mandate in user.mandates_now)


def moderated(user: Any) -> QuerySet[Comment]:
    """Comments in the regions this person moderates."""
    mine = answers_for(user, MODERATORS, "topic__region_id")
    return Comment.objects.filter(mine).select_related("topic__region", "author", "parent__author")


def reports_of(comment: Comment) -> Iterable[Report]:
    """Everything reported about a comment, newest first. Moderators see reasons, not who reported."""
    return Report.objects.filter(comment=comment).order_by("-id")


def reports_on(room: str, pk: int) -> Iterable[Report]:
    """Everything reported about a thing of a room, newest first."""
    return Report.objects.filter(room=room, thing=pk).order_by("-id")


def reported(user: Any) -> QuerySet[Any, Any]:
    """What has open reports, longest waiting first, as rows with comment_id, room, thing, n and first."""
    mine = answers_for(user, MODERATORS, "comment__topic__region_id") & Q(comment__state="tampil")
    mine |= answers_for(user, MODERATORS, "topic__region_id")
    rows = Report.objects.filter(mine, settled_at__isnull=True).order_by()
    grouped = rows.values("comment_id", "room", "thing").annotate(n=Count("pk"), first=Min("created_at"))
    return grouped.order_by("first", "comment_id", "thing")[:MOST]


def hidden(user: Any) -> QuerySet[Comment]:
    """Hidden comments, newest first."""
    return moderated(user).filter(state="disembunyikan").order_by("-id")


def newest(user: Any) -> QuerySet[Comment]:
    """Every comment that is visible, newest first."""
    return moderated(user).filter(state="tampil").order_by("-id")


def tabs() -> dict[str, str]:
    """Lists of the queue by name: words on the tab."""
    rooms = {name: f"{kind.label} disembunyikan" for name, kind in kinds().items()}
    return {"laporan": "Dilaporkan", "terbaru": "Komentar terbaru", "tersembunyi": "Komentar disembunyikan", **rooms}


def rows_of(tab: str, user: Any) -> Any:
    """The rows of a list, to be paged; lines() dresses a page of them."""
    if tab in kinds():
        return kinds()[tab].hidden(user)
    return {"tersembunyi": hidden, "terbaru": newest}[tab](user) if tab != "laporan" else list(reported(user))


def lines(tab: str, rows: Iterable[Any], user: Any) -> list[Line]:
    """The lines of a page; one query for its comments and one for each room on it."""
    if tab in kinds():
        keys = [row.pk for row in rows]
        found = kinds()[tab].find(keys)
        return [thing_line(found[pk]) for pk in keys if pk in found]
    return reported_lines(list(rows), user) if tab == "laporan" else [comment_line(row) for row in rows]


def reported_lines(rows: list[dict[str, Any]], user: Any) -> list[Line]:
    """Reported comments and things in their order."""
    comments = moderated(user).in_bulk([row["comment_id"] for row in rows if row["comment_id"]])
    rooms = {row["room"] for row in rows if row["room"] in kinds()}
    things = {room: kinds()[room].find([row["thing"] for row in rows if row["room"] == room]) for room in rooms}
    made = []
    for row in rows:
        count = {"reports": row["n"], "since": row["first"]}
        if row["comment_id"] in comments:
            made.append(comment_line(comments[row["comment_id"]], **count))
        elif found := things.get(row["room"], {}).get(row["thing"]):
            made.append(thing_line(found, **count))
    return made


def comment_line(comment: Comment, **more: Any) -> Line:
    """A comment in the queue."""
    return Line(
        what="Komentar",
        words=comment.body,
        author=comment.author.full_name,
        about=comment.topic.title,
        where=comment.topic.region.label,
        url=reverse("dialog:decide", args=[comment.pk]),
        state=comment.state,
        why=comment.hidden_because,
        **more,
    )


def thing_line(thing: Thing, **more: Any) -> Line:
    """A thing of a room in the queue."""
    return Line(
        what=thing.name,
        words=thing.title,
        author=thing.author,
        about=thing.words,
        where=thing.topic.region.label,
        url=thing.decide_url,
        state="tampil" if thing.shown else "disembunyikan",
        why=thing.hidden_because,
        **more,
    )
