"""Who may comment, support and moderate; every door of dialog asks the topic whether it is visible and open."""

from typing import Any

import rules

from accounts.models import Role
from accounts.rules import has_mandate_here, may_do
from dialog.registry import author_of

MODERATORS = frozenset({Role.MODERATOR, Role.ADMINISTRATOR})


def takes_comments(topic: Any) -> bool:
    """Whether words and support may be added under this topic now."""
    return bool(topic.is_open)


@rules.predicate
def topic_visible(user: Any, obj: Any = None) -> bool:
    """The topic, or the comment's topic, may be seen."""
    return bool(obj is not None and getattr(obj, "topic", obj).visible)


@rules.predicate
def topic_open(user: Any, obj: Any = None) -> bool:
    """The topic, or the comment's topic, takes comments now."""
    return bool(obj is not None and takes_comments(getattr(obj, "topic", obj)))


@rules.predicate
def is_author(user: Any, obj: Any = None) -> bool:
    """The comment is this person's own."""
    return bool(user.is_authenticated and user.is_active and obj is not None and obj.author_id == user.pk)


@rules.predicate
def is_own_topic(user: Any, obj: Any = None) -> bool:
    """What the topic stands for is this person's own: her proposal."""
    return bool(obj is not None and user.pk is not None and author_of(obj) == user.pk)


rules.add_perm("dialog.comment", may_do("comment") & topic_open)
rules.add_perm("dialog.unsupport", may_do("support") & topic_open)
rules.add_perm("dialog.support", may_do("support") & topic_open & ~is_own_topic)
rules.add_perm("dialog.report", may_do("comment") & topic_visible & ~is_author)
rules.add_perm("dialog.own", is_author)
rules.add_perm("dialog.edit", is_author & topic_open)
rules.add_perm("dialog.moderate", has_mandate_here(*MODERATORS) & ~is_author)
