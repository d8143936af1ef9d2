"""The public counters: they count what is visible, and change with F() so that nobody's step is lost."""

from django.db.models import F, Q

from core.states import StateError
from dialog.models import Comment
from notifications.models import Topic
from notifications.services import changed_in_public


def count_comment(comment: Comment, step: int, while_so: Q | None = None) -> None:
    """One visible comment more (+1) or less (-1); StateError where the topic is no longer as `while_so` says."""
    rows = Topic.objects.filter(while_so or Q(), pk=comment.topic_id)
    if not rows.update(comment_count=F("comment_count") + step):
        raise StateError("Percakapan ini baru saja ditutup.")
    if comment.parent_id:
        Comment.objects.filter(pk=comment.parent_id).update(reply_count=F("reply_count") + step)
    changed_in_public(comment.topic)


def count_support(topic: Topic, step: int) -> None:
    """One supporter more (+1) or less (-1)."""
    Topic.objects.filter(pk=topic.pk).update(support_count=F("support_count") + step)
    changed_in_public(topic)
