"""Joining proposals that ask for the same, and undoing it: proposers, supports, follows and photos go along."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from core.states import StateError
from dialog.services import carry_people, take_back_people
from musrenbang.models import Merger, Proposal, Stage
from musrenbang.queries.merging import undoable
from musrenbang.services.proposals import fresh_copy
from musrenbang.services.steps import figures, news, next_due, step
from musrenbang.states import CLOSED
from notifications.services import changed_in_public, tell, update_topic

WITHOUT_STAGE = timedelta(days=14)


@transaction.atomic
def merge_proposal(*, by: Any, proposal: Proposal, into: Proposal, note: str = "") -> Proposal:
    """Join a proposal to another that asks for the same; both stay readable, supporters and followers go along."""
    fresh = hold_all(proposal, [into.pk])
    rows = Proposal.objects.public().select_related("topic", "cycle", "proposer")
    target = rows.filter(pk=into.pk).exclude(state__in=CLOSED).first()
    if target is None or target.pk == fresh.pk or target.cycle.region_id != fresh.cycle.region_id:
        raise ValidationError({"into": "Pilih usulan lain yang masih berjalan di kecamatan ini."})
    was, ruling = fresh.state, fresh.ruling
    step(fresh, "merge", by=by, note=note, data=figures(into=target.number), also={"merged_into": target})
    supporters, followers = carry_people(fresh.public_topic, target.public_topic, skip=target.proposer_id)
    Merger.objects.create(
        kept=target,
        merged=fresh,
        from_state=was,
        ruling=ruling,
        supporters=supporters,
        followers=followers,
        undo_until=undo_until(fresh),
        by=by,
    )
    words = f"Usulan {fresh.number} digabung ke sini"
    touch_kept(target, by, f"merged:{fresh.pk}:{Merger.objects.filter(merged=fresh).count()}", words)
    return fresh


def hold_all(proposal: Proposal, others: Iterable[int]) -> Proposal:
    """The proposal as it is now, its row and the others held, always in one order.

    Two that are joined to each other at the same moment would else make a circle.
    """
    list(Proposal.objects.select_for_update().filter(pk__in=[proposal.pk, *others]).order_by("pk"))
    return fresh_copy(proposal)


def undo_until(proposal: Proposal) -> datetime:
    """The end of the last stage that runs now, in its village; two weeks where none does."""
    village = proposal.region_id or ""
    ends = Stage.objects.filter(cycle_id=proposal.cycle_id).running(village)
    longer = Max("extensions__closes_at", filter=Q(extensions__region_id=village))
    found = ends.aggregate(last=Max("closes_at"), longer=longer)
    last: datetime | None = max(filter(None, found.values()), default=None)
    return last or timezone.now() + WITHOUT_STAGE


def touch_kept(kept: Proposal, by: Any, occasion: str, words: str) -> None:
    """The kept proposal's page is fresh; its proposer and followers hear of it."""
    Proposal.objects.filter(pk=kept.pk).update(updated_at=timezone.now())
    topic = kept.public_topic
    text, name = news(kept, words), f"usulan:{kept.pk}:{occasion}"
    tell(topic, kind="usulan_keadaan", text=text, occasion=name, skip=by, also=[kept.proposer])
    changed_in_public(topic)


@transaction.atomic
def unmerge_proposal(*, by: Any, proposal: Proposal, note: str = "") -> Proposal:
    """Undo a merge within its stage: the proposal goes on where it stood, people who came along are taken back."""
    rows = Merger.objects.filter(merged=proposal, undone_at__isnull=True).values_list("kept_id", flat=True)
    fresh = hold_all(proposal, rows)
    merger = undoable(fresh)
    if merger is None:
        raise StateError("Penggabungan ini tidak dapat dibatalkan lagi.")
    if not by.has_perm("musrenbang.merge", fresh):
        raise PermissionDenied("Anda tidak berwenang melakukan langkah ini.")
    also = {"merged_into": None, "ruling": merger.ruling, "due_on": next_due(merger.from_state)}
    step(fresh, f"unmerge_{merger.from_state}", by=by, note=note, data=figures(kept=merger.kept.number), also=also)
    update_topic(fresh.public_topic, comments_until=None)
    take_back_people(merger.kept.public_topic, merger.supporters, merger.followers)
    Merger.objects.filter(pk=merger.pk).update(undone_at=timezone.now())
    touch_kept(merger.kept, by, f"unmerged:{merger.pk}", f"Penggabungan usulan {fresh.number} dibatalkan")
    return fresh
