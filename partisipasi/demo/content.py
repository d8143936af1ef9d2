"""Announcements and outreach material of the demo."""

import html
import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from cms.models import AnnouncementPage, MaterialPage
from partisipasi.demo import texts
from partisipasi.demo.clock import at, days_ago


def paragraphs(lines: list[str]) -> list[dict[str, Any]]:
    """Plain paragraphs, and numbered lists, as the editor stores them."""
    parts = []
    for line in lines:
        if line.startswith("1. "):
            steps = [html.escape(step.split(". ", 1)[1]) for step in line.split("\n")]
            text = "<ol>" + "".join(f"<li>{step}</li>" for step in steps) + "</ol>"
        else:
            text = f"<p>{html.escape(line)}</p>"
        parts.append({"type": "paragraf", "value": text, "id": str(uuid.uuid5(uuid.NAMESPACE_URL, line))})
    return parts


def seed_content(home: Any, editor: Any) -> None:
    """Twelve announcements and eight pieces of material, each published on its day."""
    home.refresh_from_db()  # its tree position was moved on by the pages made below it
    children = {page.slug: page for page in home.get_children()}
    for number, article in reversed(list(enumerate(texts.articles("pengumuman.txt")))):
        day = 2 + number * 9
        page = AnnouncementPage(
            valid_from=timezone.localdate() - timedelta(days=day),
            valid_until=timezone.localdate() + timedelta(days=30) if number < 3 else None,
            important=number == 0,
        )
        _publish(children["pengumuman"], page, article, editor, day)
    for number, article in reversed(list(enumerate(texts.articles("materi.txt")))):
        _publish(children["materi"], MaterialPage(), article, editor, 5 + number * 14)


def _publish(parent: Any, page: Any, article: texts.Article, editor: Any, day: int) -> None:
    page.title, page.slug, page.owner = article.title, slugify(article.title), editor
    page.search_description = article.paragraphs[0][:290]
    page.body = paragraphs(article.paragraphs)
    with at(days_ago(day, 10)):
        parent.specific.add_child(instance=page)
        page.tags.add(*article.tags)
        page.save_revision(user=editor).publish(user=editor)
