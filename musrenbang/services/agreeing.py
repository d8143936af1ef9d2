"""What the forum decides about each proposal; the musrenbang of the kecamatan moves the proposals on."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from audit.services import record
from core.states import StateError
from musrenbang.forum_states import DECIDING, Decision, ForumState
from musrenbang.models import Forum, ForumItem, Proposal
from musrenbang.queries.forum_ballot import voted_on
from musrenbang.services.decisions import decline_proposal, prioritize_proposal, reserve_proposal
from musrenbang.services.forums import changed, lock
from musrenbang.states import Reason

NOT_NOW = "Keputusan hanya dapat dicatat selama forum berlangsung atau berita acara diperbaiki."
LATE = "Usulan ini baru saja diputuskan petugas lain: {}. Muat ulang halaman untuk melihatnya."
BEING_VOTED = "Usulan ini sedang dipungut suaranya. Hitung suara dahulu."
LEAST_NOTE = 20


@transaction.atomic
def decide_item(
    *, by: Any, item: ForumItem, decision: str, seen: str = "", reason: str = "", note: str = ""
) -> ForumItem:
    """Record what the forum agreed on about one proposal; `seen` is the decision the officer had before her.

    Raises StateError where another officer was faster, ValidationError without a reason where one is owed.
    """
    held = lock(by, item.forum, DECIDING, NOT_NOW)
    fresh: ForumItem = held.items.select_for_update().select_related("proposal__cycle").get(pk=item.pk)
    fresh.forum = held
    if fresh.decision != seen:
        raise StateError(LATE.format(fresh.get_decision_display() or "keputusan dicabut"))
    check_decision(fresh, decision, reason, note)
    if voted_on(held).filter(pk=fresh.proposal_id).exists():
        raise StateError(BEING_VOTED)
    if held.moves:
        move_proposal(by, fresh, decision, reason, note)
    write_decision(by, fresh, decision, reason, note)
    changed(held)
    return fresh


def check_decision(item: ForumItem, decision: str, reason: str, note: str) -> None:
    """Refuse, in words, what the table does not know."""
    if decision not in Decision.values:
        raise ValidationError({"decision": "Pilih keputusan forum."})
    if item.decision and (item.decision, decision) != (Decision.RESERVE, Decision.PRIORITY):
        raise StateError("Keputusan ini sudah dicatat. Hanya cadangan yang dapat dinaikkan menjadi prioritas.")
    if item.forum.state == ForumState.CORRECTING and len(note.strip()) < LEAST_NOTE:
        raise ValidationError({"note": f"Tulis alasan perubahan, paling sedikit {LEAST_NOTE} huruf."})
    if decision != Decision.NOT_AGREED:
        return
    if reason not in Reason.values:
        raise ValidationError({"reason": "Pilih alasan."})
    if len(note.strip()) < LEAST_NOTE:
        raise ValidationError({"note": f"Tulis penjelasan, paling sedikit {LEAST_NOTE} huruf."})


def move_proposal(by: Any, item: ForumItem, decision: str, reason: str, note: str) -> None:
    """Let the proposal follow, by the verbs of its own life."""
    proposal = item.proposal
    if decision == Decision.PRIORITY:
        prioritize_proposal(by=by, proposal=proposal, rank=priority_number(item), note=note)
    elif decision == Decision.RESERVE:
        reserve_proposal(by=by, proposal=proposal, note=note)
    else:
        decline_proposal(by=by, proposal=proposal, reason=reason, note=note)


def priority_number(item: ForumItem) -> int:
    """The number a priority gets in the kecamatan: its rank in the forum, else, or where taken, the next free one."""
    ranks = Proposal.objects.filter(cycle_id=item.proposal.cycle_id, rank__isnull=False)
    if item.rank is not None and not ranks.filter(rank=item.rank).exists():
        return item.rank
    highest = max(ranks.aggregate(n=Max("rank"))["n"] or 0, item.forum.items.aggregate(n=Max("rank"))["n"] or 0)
    return highest + 1


def write_decision(by: Any, item: ForumItem, decision: str, reason: str, note: str) -> None:
    """Keep the decision with its reason on the forum's own row, which the database demands, and in the trail."""
    was = item.decision
    refused = decision == Decision.NOT_AGREED
    item.decision, item.reason, item.note = decision, reason if refused else "", note.strip()
    item.decided_at, item.decided_by = timezone.now(), by
    item.save(update_fields=["decision", "reason", "note", "decided_at", "decided_by"])
    record(
        by=by,
        verb="decide",
        target=item,
        from_state=was,
        to_state=decision,
        reason=item.reason,
        note=item.note,
        data={"rank": item.rank, "proposal": item.proposal_id},
    )


@transaction.atomic
def decide_rest(*, by: Any, forum: Forum, expected: int) -> int:
    """Record the filling as the forum's decision for every proposal still open; `expected` is how many she saw."""
    held = lock(by, forum, {ForumState.OPEN}, NOT_NOW)
    if not held.arranged:
        raise StateError("Skor berubah sesudah diurutkan. Urutkan lagi sebelum menetapkan.")
    items = list(rest_of(held).select_related("proposal__cycle").order_by("rank"))
    if len(items) != expected:
        raise StateError("Daftar baru saja berubah. Periksa lagi sebelum menetapkan.")
    for item in items:
        item.forum = held
        if held.moves:
            move_proposal(by, item, item.slot, "", item.put_note)
        write_decision(by, item, item.slot, "", item.put_note)
    if items:
        changed(held)
    return len(items)


def rest_of(forum: Forum) -> Any:
    """Proposals whose place the filling worked out, on which nobody votes now and about which nothing was decided."""
    return forum.items.filter(decision="").exclude(slot="").exclude(proposal__in=voted_on(forum))
