"""Answers about finished works as moderators see them: by key for reports, and the hidden ones."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.queries import answers_for
from dialog.registry import Thing
from dialog.rules import MODERATORS
from musrenbang.models import FixAnswer
from notifications.services import shorten


def hidden(user: Any) -> QuerySet[FixAnswer]:
    """Hidden answers this moderator answers for, the latest first."""
    rows = FixAnswer.objects.filter(answers_for(user, MODERATORS, "question__proposal__region_id"))
    return rows.exclude(hidden_reason="").order_by("-changed_at", "-pk")


def things(keys: Iterable[int]) -> dict[int, Thing]:
    """Answers as dialog shows them; one query."""
    rows = FixAnswer.objects.filter(pk__in=list(keys)).select_related("question__proposal__topic__region", "user")
    return {row.pk: as_thing(row) for row in rows}


def as_thing(row: FixAnswer) -> Thing:
    """One answer; to everybody it has no author."""
    proposal = row.question.proposal
    return Thing(
        room="jawaban",
        pk=row.pk,
        name=f"Jawaban atas usulan {proposal.number}",
        title=str(row.get_verdict_display()),
        url=f"{proposal.get_absolute_url()}#beres",
        topic=proposal.public_topic,
        author_id=row.user_id,
        author="Warga",
        shown=not row.hidden_reason and not proposal.hidden_reason,
        decide_url=reverse("musrenbang:moderate_answer", args=[row.pk]),
        words=shorten(row.words, 140),
        hidden_because=str(row.get_hidden_reason_display()) if row.hidden_reason else "",
    )
