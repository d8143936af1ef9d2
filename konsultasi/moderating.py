"""Inputs as moderators see them: by key for reports, and the hidden ones."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accounts.queries import answers_for
from dialog.registry import Thing
from dialog.rules import MODERATORS
from konsultasi.models import Input, InputQuerySet
from konsultasi.states import SHOWN, HideReason, InputState
from notifications.services import shorten


def hidden(user: Any) -> InputQuerySet:
    """The hidden inputs this person answers for as moderator, newest first; parts stand with the one they are of."""
    mine = answers_for(user, MODERATORS, "consultation__region_id")
    return Input.objects.given().filter(mine, consultation__visible=True, state=InputState.HIDDEN).order_by("-id")


def things(keys: Iterable[int]) -> dict[int, Thing]:
    """Inputs on visible drafts as dialog shows them; those that were withdrawn are gone. One query."""
    states = [*SHOWN, InputState.HIDDEN]
    rows = Input.objects.filter(pk__in=list(keys), state__in=states, consultation__visible=True)
    return {row.pk: as_thing(row) for row in rows.with_people().select_related("consultation__topic__region")}


def as_thing(row: Input) -> Thing:
    """One input."""
    shown = row.state != InputState.HIDDEN
    return Thing(
        room="masukan",
        pk=row.pk,
        name=f"Masukan nomor {row.number}",
        title=shorten(row.body or row.proposed or row.get_kind_display(), 140),
        url=row.get_absolute_url(),
        topic=row.consultation.topic,
        author_id=row.author_id,
        author=row.public_name,
        shown=shown,
        decide_url=reverse("konsultasi:desk_moderate", args=[row.pk]),
        words=f"{row.place}, {row.consultation.title}",
        hidden_because="" if shown else str(dict(HideReason.choices).get(row.hidden_reason, "")),
    )
