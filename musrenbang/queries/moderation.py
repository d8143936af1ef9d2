"""Proposals as moderators see them: by key for reports, the hidden ones, whose pictures may still be opened."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accounts.queries import answers_for
from core.quick import Question
from dialog.registry import Thing
from dialog.rules import MODERATORS
from musrenbang.models import Proposal, ProposalPaper, ProposalPhoto
from musrenbang.models.proposals import ProposalQuerySet
from notifications.services import shorten

_proposer = Question(lambda topic: Proposal.objects.filter(topic=topic).values_list("proposer_id"))


def author_behind(topic: int) -> int | None:
    """Who proposed what this topic stands for; a group's proposal is that of the person who wrote it."""
    return next((row[0] for row in _proposer(topic)), None)


def moderated(user: Any) -> ProposalQuerySet:
    """Submitted proposals in the regions this person moderates."""
    return Proposal.objects.public().filter(answers_for(user, MODERATORS, "region_id"))


def hidden(user: Any) -> ProposalQuerySet:
    """The hidden ones, changed last first."""
    return moderated(user).exclude(hidden_reason="").order_by("-updated_at", "-pk")


def things(keys: Iterable[int]) -> dict[int, Thing]:
    """Submitted proposals as dialog shows them; one query."""
    rows = Proposal.objects.public().filter(pk__in=list(keys)).select_related("topic__region", "proposer")
    return {row.pk: as_thing(row) for row in rows}


def as_thing(row: Proposal) -> Thing:
    """One proposal."""
    return Thing(
        room="usulan",
        pk=row.pk,
        name=f"Usulan {row.number}",
        title=row.title,
        url=row.get_absolute_url(),
        topic=row.public_topic,
        author_id=row.proposer_id,
        author=row.proposer.full_name,
        shown=not row.hidden_reason,
        decide_url=reverse("musrenbang:moderate", args=[row.pk]),
        words=shorten(row.problem, 140),
        hidden_because=str(row.get_hidden_reason_display()) if row.hidden_reason else "",
    )


def may_see_photo(user: Any, stored: Any) -> bool:
    """Files of a hidden proposal, and proof of land, stay open to the officers who work on it and its moderators."""
    if not user.is_authenticated or not user.mandates_now:
        return False
    held = {"file": stored, "proposal__submitted_at__isnull": False}
    photo = ProposalPhoto.objects.filter(**held).select_related("proposal").first()
    row = photo or ProposalPaper.objects.filter(**held).select_related("proposal").first()
    return row is not None and any(user.has_perm(f"musrenbang.{deed}", row.proposal) for deed in ("work", "moderate"))
