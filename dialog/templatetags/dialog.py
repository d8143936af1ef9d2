"""Tags of the conversation: the inline form and the support button."""

from typing import Any

from django import template
from django.template.context import Context

from dialog import queries
from dialog.forms import CommentForm

register = template.Library()


@register.simple_tag(takes_context=True)
def supports(context: Context, topic: Any) -> bool:
    """Whether the reader stands behind the topic; one query for people with a session."""
    user = getattr(context.get("request"), "user", None)
    return bool(user is not None and queries.supports(user, topic))


@register.simple_tag
def comment_form(topic: Any) -> CommentForm:
    """An empty form to write under this topic."""
    return CommentForm(topic=topic)
