"""The order of a forum's proposals, the lot, the filling of its ceiling, and the forum's own word against it."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.services import record
from core.states import StateError
from musrenbang import scoring
from musrenbang.forum_states import ForumState
from musrenbang.models import Forum, ForumItem, MinutesLine
from musrenbang.queries.forums import ceiling_of, group_of
from musrenbang.scoring import sentences
from musrenbang.services.forums import changed, lock

NOT_NOW = "Urutan dan pagu hanya dapat diolah selama forum berlangsung."
LEAST_NOTE = 20


@transaction.atomic
def arrange(*, by: Any, forum: Forum) -> Forum:
    """Rank the scored proposals and, where there is a ceiling and no lot is waiting, fill it down the ranking."""
    held = lock(by, forum, {ForumState.OPEN}, NOT_NOW)
    items = list(held.items.select_for_update().order_by("pk"))
    places = rank_items(items)
    if not scoring.open_ties(places):
        fill_ceiling(held, items)
    save_order(held, items)
    data = {"ranked": len(places), "filled": sum(1 for one in items if one.slot == scoring.Slot.PRIORITY)}
    record(by=by, verb="arrange", target=held, data=data)
    changed(held)
    return held


def rank_items(items: Sequence[ForumItem]) -> tuple[scoring.Place[int], ...]:
    """Put rank and tie on the items that may be ranked; the others lose theirs, unless the forum decided already."""
    ranked = {one.pk: one for one in items if one.score is not None and not one.failed_gates}
    places = scoring.rank(
        scoring.Entrant(one.pk, one.score, one.households, one.cost, one.submitted_at, one.lot)
        for one in ranked.values()
        if one.score is not None
    )
    for item in items:
        item.rank, item.tie, item.slot, item.outcome, item.before = None, "", "", "", None
    for place in places:
        ranked[place.entrant.key].rank, ranked[place.entrant.key].tie = place.rank, place.tie.value
    return places


def fill_ceiling(held: Forum, items: Sequence[ForumItem]) -> None:
    """Put the result of the filling on the ranked items; nothing where the forum has no ceiling."""
    ceiling = ceiling_of(held)
    if ceiling is None:
        return
    ranked = {one.pk: one for one in items if one.rank is not None}
    lines = [scoring.Candidate(pk, one.rank or 0, one.cost, group_of(one)) for pk, one in ranked.items()]
    said = {pk: scoring.Override(scoring.Slot(one.put), one.put_note) for pk, one in ranked.items() if one.put}
    try:
        filled = scoring.fill(lines, ceiling, said)
    except scoring.OverCeilingError as error:
        raise ValidationError(str(error)) from error
    for line in filled:
        item = ranked[line.candidate.key]
        item.slot, item.outcome, item.before = line.slot.value, line.outcome.value, line.before


def save_order(held: Forum, items: Sequence[ForumItem]) -> None:
    """Keep the order: ranks are cleared first, since no two of a forum may be equal even for a moment."""
    held.items.update(rank=None)
    ForumItem.objects.bulk_update(items, ["rank", "tie", "slot", "outcome", "before"], batch_size=200)
    Forum.objects.filter(pk=held.pk).update(arranged=True)
    held.arranged = True


@transaction.atomic
def draw_lot(*, by: Any, forum: Forum, order: Sequence[ForumItem]) -> Forum:
    """Note the order the forum drew between proposals that the whole rule leaves equal, and write it in the minutes."""
    held = lock(by, forum, {ForumState.OPEN}, NOT_NOW)
    ids = [one.pk for one in order]
    places = rank_items(list(held.items.all()))
    group = next((group for group in scoring.open_ties(places) if set(group) == set(ids)), None)
    if group is None or len(ids) != len(set(ids)):
        raise StateError("Undian ini tidak diperlukan lagi. Muat ulang halaman.")
    for lot, pk in enumerate(ids, 1):
        held.items.filter(pk=pk).update(lot=lot)
    titles = {one.pk: one.proposal.public_title for one in held.items.filter(pk__in=ids).select_related("proposal")}
    words = "; ".join(f"{lot}. {titles[pk]}" for lot, pk in enumerate(ids, 1))
    MinutesLine.objects.create(forum=held, by=by, text=f"Undian untuk skor yang sama: {words}."[:2000])
    record(by=by, verb="draw_lot", target=held, data={"order": ids})
    return arrange(by=by, forum=held)


@transaction.atomic
def put(*, by: Any, item: ForumItem, slot: str, note: str) -> ForumItem:
    """The forum's own word: a proposal goes in, or waits, whatever its rank says; "" takes the word back.

    What is put in is paid first, so the ceiling holds.
    """
    held = lock(by, item.forum, {ForumState.OPEN}, NOT_NOW)
    fresh: ForumItem = held.items.select_for_update().get(pk=item.pk)
    if fresh.decision:
        raise StateError("Usulan ini sudah diputuskan.")
    if slot and slot not in list(scoring.Slot):
        raise ValidationError({"slot": "Pilih prioritas atau cadangan."})
    if slot and len(note.strip()) < LEAST_NOTE:
        raise ValidationError({"note": f"Tulis alasan forum, paling sedikit {LEAST_NOTE} huruf."})
    if slot and fresh.rank is None:
        raise ValidationError("Nilai dan urutkan usulan ini dahulu.")
    fresh.put, fresh.put_note = slot, note.strip() if slot else ""
    fresh.save(update_fields=["put", "put_note"])
    record(by=by, verb="put", target=fresh, to_state=slot, note=note.strip() if slot else "")
    arrange(by=by, forum=held)
    fresh.refresh_from_db()
    return fresh


def summary(forum: Forum) -> str:
    """The filling in a sentence; "" where nothing was filled."""
    filled = [one for one in forum.items.all() if one.outcome]
    spent = sum(one.cost or 0 for one in filled if one.slot == scoring.Slot.PRIORITY)
    chosen = sum(1 for one in filled if one.slot == scoring.Slot.PRIORITY)
    if not filled:
        return ""
    return f"{chosen} dari {len(filled)} usulan masuk pagu, memakai {sentences.rupiah(spent)}."
