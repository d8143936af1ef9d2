"""Tags of the conversation: the inline form and the support button."""

import uuid
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
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
def comment_form(topic: Any) -> SafeString:
    """The empty form to write under this topic, up to what is new for each reader: her token and a fresh key."""

    def build() -> str:
        return render_to_string("dialog/_form_start.html", {"topic": topic, "form": CommentForm(topic=topic)})

    return fragment(f"formulir:{topic.pk}:{topic.asks_stance}", {}, build)


@register.simple_tag
def fresh_key() -> SafeString:
    """The hidden key of an empty form (core.once), without an id: a page may hold several."""
    return format_html('<input type="hidden" name="kunci" value="{}">', uuid.uuid4())
