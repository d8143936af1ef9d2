"""Writing, changing and withdrawing comments."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Role
from audit.services import move, record
from core.ratelimit import RateLimited, take
from core.states import StateError
from core.text import clean
from dialog.models import EDIT_WINDOW, Comment, Report, Support
from dialog.services.counters import count_comment, count_support
from dialog.states import CommentState
from notifications.models import Topic
from notifications.services import changed_in_public, tell, tell_person

SAME_TEXT = timedelta(minutes=5)
MAX_LENGTH = 3000


@transaction.atomic
def post_comment(*, by: Any, topic: Topic, body: str, parent: Comment | None = None, stance: str = "") -> Comment:
    """Say something under a topic, or reply; a reply to a reply joins the thread of the first."""
    if not by.has_perm("dialog.comment", topic):
        raise PermissionDenied("Komentar tidak dapat ditulis pada saat ini.")
    body = checked(body)
    top = thread_of(parent, topic)
    refuse_same_text(by, topic, body)
    if not take("comment", str(by.pk), capacity=10, per=600):
        raise RateLimited("Anda menulis terlalu cepat. Coba lagi beberapa menit lagi.")
    role, office = acting_office(by, topic)
    comment = Comment.objects.create(
        topic=topic,
        parent=top,
        author=by,
        role=role,
        office=office,
        body=body,
        stance=checked_stance(stance) if topic.asks_stance and top is None else "",
    )
    still_open = Q(comments_until__isnull=True) | Q(comments_until__gt=comment.created_at)
    count_comment(comment, 1, still_open & Q(visible=True))  # no comment is dated after the close
    record(by=by, verb="comment", target=comment, role=role or "citizen")
    tell_about(comment, by, parent)
    return comment


def checked(body: str) -> str:
    """The text as it is kept; ValidationError in words where it cannot be."""
    body = clean(body)
    if not body:
        raise ValidationError({"body": "Tulis komentar Anda."})
    if len(body) > MAX_LENGTH:
        raise ValidationError({"body": "Komentar paling panjang 3.000 huruf."})
    return body


def checked_stance(stance: str) -> str:
    """One of the stances, or none."""
    if stance and stance not in Comment.Stance.values:
        raise ValidationError({"stance": "Pilih salah satu sikap."})
    return stance


def thread_of(parent: Comment | None, topic: Topic) -> Comment | None:
    """The top-level comment a reply hangs on (threads are two levels deep)."""
    if parent is None:
        return None
    if parent.topic_id != topic.pk or not parent.shown:
        raise ValidationError("Komentar yang Anda balas tidak ditampilkan lagi.")
    return parent.parent if parent.parent_id else parent


def refuse_same_text(by: Any, topic: Topic, body: str) -> None:
    """The same words twice within five minutes are a slip of the finger."""
    since = timezone.now() - SAME_TEXT
    if Comment.objects.filter(
        topic=topic, author=by, body=body, state=CommentState.VISIBLE, created_at__gt=since
    ).exists():
        raise ValidationError({"body": "Komentar yang sama baru saja Anda kirim."})


def acting_office(by: Any, topic: Topic) -> tuple[str, str]:
    """The role and the office's name this person speaks in here; ("", "") for a citizen."""
    role = by.acting_role(topic)
    held = [m for m in by.mandates_now if m.role == role and m.covers(topic.region_id)]
    if not held:
        return "", ""
    return role, held[0].title or str(Role(role).label)


def tell_about(comment: Comment, by: Any, parent: Comment | None) -> None:
    """Followers hear of an office's answer each time, of citizens' words once a day; the one replied to hears too."""
    topic, url = comment.topic, comment.get_absolute_url()
    if parent is not None and parent.author_id != by.pk:
        text = f"Ada balasan untuk komentar Anda pada “{topic.title}”."
        tell_person(
            user=parent.author, kind="balasan", text=text, url=url, occasion=f"balasan:{comment.pk}", topic=topic
        )
    if comment.role:
        text, occasion = f"{comment.office} menulis pada “{topic.title}”.", f"komentar:{comment.pk}"
    else:
        text = f"Ada komentar baru pada “{topic.title}”."
        occasion = f"komentar:{topic.pk}:{timezone.localdate():%Y%m%d}"
    tell(topic, kind="komentar", text=text, occasion=occasion, url=url, skip=by, regions=False)


@transaction.atomic
def edit_comment(*, by: Any, comment: Comment, body: str) -> Comment:
    """Mend one's own words within 15 minutes."""
    if not by.has_perm("dialog.edit", comment):
        raise PermissionDenied("Anda tidak dapat mengubah komentar ini.")
    body, now = checked(body), timezone.now()
    own = Comment.objects.filter(pk=comment.pk, state=CommentState.VISIBLE, created_at__gt=now - EDIT_WINDOW)
    if not own.update(body=body, edited_at=now):
        raise StateError("Komentar hanya dapat diubah dalam 15 menit setelah ditulis.")
    comment.body, comment.edited_at = body, now
    record(by=by, verb="edit_comment", target=comment)
    changed_in_public(comment.topic)
    return comment


@transaction.atomic
def withdraw_comment(*, by: Any, comment: Comment) -> Comment:
    """Take one's own comment back; its place in the thread stays, its words go."""
    move(comment, "withdraw", by=by)
    count_comment(comment, -1)
    Report.objects.filter(comment=comment, settled_at__isnull=True).update(settled_at=timezone.now())
    return comment


@transaction.atomic
def erase_person(user: Any) -> None:
    """Remove what dialog holds of a person: comments are withdrawn and emptied, supports and reports deleted."""
    for comment in Comment.objects.filter(author=user, state=CommentState.VISIBLE).select_related("topic"):
        move(comment, "withdraw", by=None)
        count_comment(comment, -1)
    Comment.objects.filter(author=user).update(body="", stance="", role="", office="")
    Report.objects.filter(comment__author=user, settled_at__isnull=True).update(settled_at=timezone.now())
    Report.objects.filter(reporter=user).delete()
    for standing in Support.objects.filter(user=user).select_related("topic"):
        gone, _ = Support.objects.filter(pk=standing.pk).delete()
        if gone:
            count_support(standing.topic, -1)
