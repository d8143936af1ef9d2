"""Tags of the conversation: the inline form and the support button."""

from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from core.pagecache import fragment, versions
from dialog import queries
from dialog.forms import CommentForm

register = template.Library()


@register.simple_tag(takes_context=True)
def supports(context: Context, topic: Any) -> bool:
    """Whether the reader stands behind the topic; one query for people with a session."""
    user = getattr(context.get("request"), "user", None)
    return bool(user is not None and queries.supports(user, topic))


@register.simple_tag
def thread_rows(thread: queries.Thread) -> SafeString:
    """The comments of a page. Kept by content version for everybody who has not spoken here herself."""
    if thread.bonds.spoken:
        return SafeString(rows_of(thread))
    return fragment(thread.name, versions(thread.topic.version_name), lambda: rows_of(thread))


def rows_of(thread: queries.Thread) -> str:
    return render_to_string("dialog/_rows.html", {"thread": thread, "topic": thread.topic})


@register.simple_tag
def comment_form(topic: Any) -> CommentForm:
    """An empty form to write under this topic."""
    return CommentForm(topic=topic)
