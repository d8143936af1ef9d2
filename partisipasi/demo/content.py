"""Announcements and outreach material of the demo."""

import html
import uuid
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from cms.models import AnnouncementPage, MaterialPage
from core.templatetags.ui import date_words
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


def lead_and_rest(lines: list[str]) -> tuple[str, list[str]]:
    """What stands above the text, and the text: the first paragraph, or the first sentence of a single one."""
    if len(lines) > 1:
        return lines[0], lines[1:]
    first, _, rest = lines[0].partition(". ")
    return (f"{first}.", [rest]) if rest else (first, [])


def meeting_day() -> date:
    """The Tuesday on which the musrenbang of the demo is held."""
    soon = timezone.localdate() + timedelta(days=68)
    return soon + timedelta(days=(1 - soon.weekday()) % 7)


def seed_content(home: Any, editor: Any) -> None:
    """Twelve announcements and eight pieces of material, each published on its day; where the office is."""
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
    contact = children["kontak"].specific
    contact.body = [*paragraphs([texts.OFFICE]), *contact.body.raw_data]
    contact.save_revision(user=editor).publish(user=editor)


def _publish(parent: Any, page: Any, article: texts.Article, editor: Any, day: int) -> None:
    page.title, page.slug, page.owner = article.title, slugify(article.title), editor
    words = [line.replace("{musrenbang}", date_words(meeting_day())) for line in article.paragraphs]
    page.search_description, body = lead_and_rest(words)
    page.body = paragraphs(body)
    with at(days_ago(day, 10)):
        parent.specific.add_child(instance=page)
        page.tags.add(*article.tags)
        page.save_revision(user=editor).publish(user=editor)
