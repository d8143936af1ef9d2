"""Saying that something happened to a draft: at once to those it concerns, once a day to those who follow."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from core.templatetags.ui import date_words
from konsultasi import tasks
from konsultasi.models import Consultation, Input, News
from notifications.services import shorten, tell, tell_person


@transaction.atomic
def tell_of(
    consultation: Consultation,
    *,
    kind: str,
    words: str,
    text: str,
    occasion: str,
    url: str,
    by: Any = None,
    also: Iterable[Any] = (),
    knows: Iterable[int] = (),
    amount: int = 1,
    regions: bool = True,
) -> None:
    """Tell `also` (people or keys) in person, and put it among the day's news for the followers.

    `words` is its part of a summary, `knows` are keys of people who hear of it another way.
    """
    told = {getattr(person, "pk", person) for person in also if person is not None}
    if told:
        tell(
            consultation.topic,
            kind=kind,
            text=text,
            occasion=occasion,
            url=url,
            skip=by,
            also=told,
            followers=False,
        )
    News.objects.create(
        consultation=consultation,
        kind=kind,
        words=shorten(words, 120),
        text=shorten(text, 300),
        url=url,
        amount=amount,
        regions=regions,
        knows=sorted(told | set(knows) | ({by.pk} if by is not None else set())),
    )
    tasks.tell_news.enqueue(consultation.pk)


def tell_receipt(entry: Input) -> None:
    """Give the author the number of her input, and the day by which it is answered."""
    if entry.author is not None:
        tell_person(
            user=entry.author,
            kind="masukan_diterima",
            text=f"Masukan Anda nomor {entry.number} diterima, dijawab paling lambat {date_words(entry.due_on)}: "
            f"{entry.consultation.title}",
            url=entry.get_absolute_url(),
            occasion=f"terima:{entry.pk}",
            topic=entry.consultation.topic,
        )
