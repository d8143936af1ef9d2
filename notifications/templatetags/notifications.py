"""Tags of the header and of the follow button."""

from typing import Any

from django import template
from django.template.context import Context

from notifications import queries

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_count(context: Context) -> str:
    """How many notifications are unread: "" for none or a person without a session, at most "99+"; one query."""
    user = getattr(context.get("request"), "user", None)
    return queries.unread_words(user) if user is not None else ""


@register.simple_tag(takes_context=True)
def follows(context: Context, topic: Any) -> bool:
    """Whether the reader follows the topic; one query for people with a session."""
    user = getattr(context.get("request"), "user", None)
    return bool(user is not None and queries.follows_topic(user, topic))
