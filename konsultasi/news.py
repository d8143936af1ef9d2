"""Tells the followers of a draft what happened, once a day at most. Below the verbs, since the worker calls it too."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from core.periodic import one_by_one
from core.templatetags.ui import date_words
from konsultasi.models import Consultation, Input, InputSupport, News
from notifications.queries import follower_ids
from notifications.services import tell

FROM_HOUR = 6  # what waits from the day before is told from this hour on
AHEAD = timedelta(days=3)
KNOWN = timedelta(days=1)  # who has just been told that it opened need not be told that it closes
COUNTED = {"masukan_dijawab": "{} masukan dijawab", "jawaban_diperbaiki": "{} jawaban diperbaiki"}


def voices(entries: QuerySet[Input]) -> set[int]:
    """Keys of the people who wrote these inputs or stand behind them."""
    people = set(entries.filter(author__is_active=True).values_list("author_id", flat=True))
    supports = InputSupport.objects.filter(input__in=entries, user__is_active=True)
    return people | set(supports.values_list("user_id", flat=True))


def tell_waiting() -> None:
    """Each minute: tell what waits from the day before, and that a draft closes in three days; not at night."""
    now = timezone.localtime()
    if now.hour < FROM_HOUR:
        return
    todo = Consultation.objects.filter(Q(news__isnull=False) | _to_remind()).filter(
        Q(news_on__isnull=True) | Q(news_on__lt=now.date())
    )
    one_by_one(todo.distinct(), lambda consultation: tell_followers(consultation.pk))


def _to_remind() -> Q:
    """Drafts that close on one of the next three days, whose followers do not know it."""
    now = timezone.now()
    last = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + AHEAD + timedelta(days=1)
    soon = Q(visible=True, closes_at__gt=now, closes_at__lt=last, opens_at__lte=now - KNOWN)
    return soon & (Q(reminded_for__isnull=True) | ~Q(reminded_for=F("closes_at")))


@transaction.atomic
def tell_followers(consultation_id: int) -> None:
    """Tell the followers of one draft all that happened, unless they heard of it today; of two at once one does."""
    held = Consultation.objects.select_for_update(of=("self",)).filter(pk=consultation_id).first()
    today = timezone.localdate()
    if held is None or held.news_on == today:
        return
    rows = list(held.news.all())
    keys = [row.pk for row in rows]
    if Consultation.objects.filter(_to_remind(), pk=held.pk).exists():
        rows.insert(0, _reminder(held))
        held.reminded_for = held.closes_at
    if rows and _told(held, rows):
        held.news_on = today
    held.save(update_fields=["news_on", "reminded_for"])
    News.objects.filter(pk__in=keys).delete()


def _reminder(held: Consultation) -> News:
    words = f"masa masukan ditutup {date_words(held.closes_at)}"
    text = f"{_capital(words)}: {held.title}"
    return News(consultation=held, kind="segera_tutup", words=words, text=text, url=held.url, regions=True)


def _told(held: Consultation, rows: list[News]) -> bool:
    """Put the message in the queue; False where nobody is left to be told, which leaves the day free."""
    broad = [row for row in rows if row.regions]
    people = follower_ids(held.topic, regions=bool(broad)) if held.topic.visible else set()
    if not people - _know(rows):
        return False
    if broad != rows:
        _send(held, rows, regions=False)
    if broad:
        _send(held, broad, regions=True)  # who heard the whole above has had this day's message
    return True


def _know(rows: Sequence[News]) -> set[int]:
    """People who know every one of these already."""
    return set.intersection(*(set(row.knows) for row in rows))


def _send(held: Consultation, rows: Sequence[News], *, regions: bool) -> None:
    occasion = f"kabar:{held.pk}:{timezone.localdate():%Y%m%d}"
    tell(held.topic, **message(held, rows), occasion=occasion, regions=regions, besides=_know(rows))


def message(held: Consultation, rows: Sequence[News]) -> dict[str, Any]:
    """One thing in its own words, several in one sentence: "Versi 2 terbit, 3 masukan dijawab: Rancangan"."""
    if len(rows) == 1:
        return {"kind": rows[0].kind, "text": rows[0].text, "url": rows[0].url}
    said = {row.kind: row.words for row in rows}  # of several of a kind the newest speaks
    for kind, phrase in COUNTED.items():
        if kind in said:
            said[kind] = phrase.format(sum(row.amount for row in rows if row.kind == kind))
    text = f"{_capital(', '.join(said.values()))}: {held.title}"
    return {"kind": "kabar_rancangan", "text": text, "url": held.url}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
