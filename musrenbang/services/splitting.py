"""A proposal that asks for several things becomes several; proposer, supports, follows and photos go with each part."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.search.index import insert_or_update_object

from audit.services import record
from core.states import StateError
from dialog.services import carry_people
from musrenbang.models import Proposal, ProposalPlace, Split
from musrenbang.queries.merging import rejoinable
from musrenbang.services.merging import hold_all, touch_kept, undo_until
from musrenbang.services.proposals import fresh_copy, number_text, take_number
from musrenbang.services.steps import check_quantity, figures, next_due, step
from notifications.services import create_topic, update_topic

LEAST, MOST = 2, 6


@dataclass(frozen=True)
class Part:
    """What an officer writes of one part; the rest is the original's."""

    title: str
    problem: str
    quantity: Decimal | None = None
    cost: int | None = None


@transaction.atomic
def split_proposal(*, by: Any, proposal: Proposal, parts: Sequence[Part], note: str = "") -> list[Proposal]:
    """Make several proposals of one, each where the original stood; it stays readable and leads to them.

    Raises PermissionDenied, StateError, ValidationError.
    """
    fresh = fresh_copy(proposal)
    fresh.LIFECYCLE.row("split", fresh.state)
    if not by.has_perm("musrenbang.split", fresh):
        raise PermissionDenied("Anda tidak berwenang memecah usulan ini.")
    check_parts(fresh, parts)
    made = [make_part(fresh, part) for part in parts]
    numbers = ", ".join(str(one.number) for one in made)
    until = undo_until(fresh)
    Split.objects.bulk_create(
        Split(origin=fresh, part=one, from_state=one.state, undo_until=until, by=by) for one in made
    )
    step(fresh, "split", by=by, note=note, data=figures(parts=numbers))
    for one in made:
        values = figures(origin=fresh.number, quantity=one.quantity, cost=one.estimated_cost)
        record(by=by, verb="split_off", target=one, to_state=one.state, data=values)
        carry_people(fresh.public_topic, one.public_topic, skip=one.proposer_id)
        insert_or_update_object(one)
    return made


def check_parts(origin: Proposal, parts: Sequence[Part]) -> None:
    """Refuse, in words, what is no splitting."""
    if origin.hidden_reason:
        raise ValidationError("Usulan yang disembunyikan moderator tidak dapat dipecah.")
    if origin.forum_items.exists():
        raise ValidationError("Usulan ini sudah masuk forum. Keluarkan dahulu dari daftar forum.")
    if not LEAST <= len(parts) <= MOST:
        raise ValidationError(f"Tulis {LEAST} sampai {MOST} bagian.")
    if any(not part.title.strip() or not part.problem.strip() for part in parts):
        raise ValidationError("Isi judul dan masalah setiap bagian.")
    for part in parts:
        check_quantity(part.quantity, origin.unit)


def make_part(origin: Proposal, part: Part) -> Proposal:
    """A proposal of its own with the original's place, proposer and clock."""
    sequence = take_number(origin.cycle)
    number = number_text(origin.cycle, sequence)
    made: Proposal = Proposal.objects.get(pk=origin.pk)
    made.pk, made._state.adding = None, True
    made.sequence, made.number, made.split_from = sequence, number, origin
    made.title, made.problem = part.title.strip(), part.problem.strip()
    made.quantity, made.estimated_cost = part.quantity, None if part.cost is None else Decimal(part.cost)
    made.catalogue_item, made.unit_price, made.cost_reason, made.quantity_detail = None, None, "", ""
    made.sipd_id, made.revision, made.updated_at = None, 0, timezone.now()
    made.topic = create_topic(kind="usulan", title=made.title, url=f"/usulan/{number}/", region=made.region_id)
    made.save(force_insert=True)
    places = origin.places.values_list("rt", "rw")
    ProposalPlace.objects.bulk_create(ProposalPlace(proposal=made, rt=rt, rw=rw) for rt, rw in places)
    return made


@transaction.atomic
def unsplit_proposal(*, by: Any, proposal: Proposal, note: str = "") -> Proposal:
    """Undo a splitting within its stage: the original goes on, its parts are joined to it with their people."""
    rows = Split.objects.filter(origin=proposal, undone_at__isnull=True).values_list("part_id", flat=True)
    fresh = hold_all(proposal, rows)
    parts = rejoinable(fresh)
    if not parts:
        raise StateError("Pemecahan ini tidak dapat dibatalkan lagi.")
    if not by.has_perm("musrenbang.split", fresh):
        raise PermissionDenied("Anda tidak berwenang melakukan langkah ini.")
    was = parts[0].from_state
    step(fresh, f"unsplit_{was}", by=by, note=note, also={"due_on": next_due(was)})
    update_topic(fresh.public_topic, comments_until=None)
    for split in parts:
        part = fresh_copy(split.part)
        step(part, "merge", by=by, data=figures(into=fresh.number), also={"merged_into": fresh})
        carry_people(part.public_topic, fresh.public_topic, skip=fresh.proposer_id)
    Split.objects.filter(pk__in=[one.pk for one in parts]).update(undone_at=timezone.now())
    touch_kept(fresh, by, f"unsplit:{parts[0].pk}", "Bagian-bagian usulan disatukan lagi")
    return fresh
