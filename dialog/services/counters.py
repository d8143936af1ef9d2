"""The public counters: they count what is visible, and change with F() so that nobody's step is lost."""

from django.db.models import F

from dialog.models import Comment
from notifications.models import Topic
from notifications.services import changed_in_public


def count_comment(comment: Comment, step: int) -> None:
    """One visible comment more (+1) or less (-1)."""
    Topic.objects.filter(pk=comment.topic_id).update(comment_count=F("comment_count") + step)
    if comment.parent_id:
        Comment.objects.filter(pk=comment.parent_id).update(reply_count=F("reply_count") + step)
    changed_in_public(comment.topic)


def count_support(topic: Topic, step: int) -> None:
    """One supporter more (+1) or less (-1)."""
    Topic.objects.filter(pk=topic.pk).update(support_count=F("support_count") + step)
    changed_in_public(topic)
