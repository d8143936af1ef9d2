"""Scoring in a forum: every answer is kept, the score is worked out here and nowhere else."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from audit.services import record
from core.states import StateError
from musrenbang import scoring
from musrenbang.forum_rules import scoring_mandate
from musrenbang.forum_states import WRITTEN, ForumState
from musrenbang.models import Forum, ForumItem, Score, Scorer
from musrenbang.queries.forums import counted_sheets, sheets_of
from musrenbang.services.forums import changed, lock
from wilayah.models import Level

NOT_NOW = "Penilaian hanya dapat diisi selama forum berlangsung."
FROZEN = "Berita acara forum ini sudah ditetapkan. Nilai tidak dapat diubah lagi."
Answers = Mapping[int, Mapping[str, int]]  # item to criterion key to points


@transaction.atomic
def score_items(*, by: Any, forum: Forum, answers: Answers, scorer: Scorer | None = None) -> list[ForumItem]:
    """Give points to proposals of a forum, as oneself or for a named scorer whose sheet is typed in.

    Only what differs from the scorer's last answer is written, so the same sheet sent twice changes nothing.
    """
    held = held_for_scoring(by, forum)
    who = own_scorer(by, held) if scorer is None else named_scorer(by, held, scorer)
    items = list(held.items.select_for_update().filter(pk__in=answers, decision="").order_by("pk"))
    if len(items) != len(answers):
        raise StateError("Sebagian usulan baru saja diputuskan atau dikeluarkan. Muat ulang halaman.")
    chosen = held.criteria.rules
    for item in items:
        item.forum = held
    changed_items = [item for item in items if write_answers(item, who, by, answers[item.pk], chosen)]
    if changed_items:
        work_out(held, changed_items, chosen)
        changed(held)
    return changed_items


def held_for_scoring(by: Any, forum: Forum) -> Forum:
    """The forum, its row held, for somebody who may score in it now."""
    rows = Forum.objects.select_for_update(of=("self",)).select_related("region", "criteria")
    held = rows.get(pk=forum.pk)
    if not by.has_perm("musrenbang.score_forum", held):
        raise PermissionDenied("Anda tidak berwenang menilai dalam forum ini.")
    if held.state in WRITTEN:
        raise StateError(FROZEN)
    if held.state != ForumState.OPEN:
        raise StateError(NOT_NOW)
    return held


def own_scorer(by: Any, held: Forum) -> Scorer:
    """The scorer behind this account; her village is that of her office."""
    known = held.scorers.filter(user=by).first()
    if known is not None:
        return known
    mandate = scoring_mandate(by, held.region_id)
    home = mandate.region_id if mandate.region_id.count(".") + 1 == Level.VILLAGE else None
    taken = held.scorers.filter(name=by.full_name).exists()
    name = f"{by.full_name} ({by.username})"[:120] if taken else by.full_name
    return Scorer.objects.create(forum=held, user=by, name=name, region_id=home)


def named_scorer(by: Any, held: Forum, scorer: Scorer) -> Scorer:
    """A scorer whose paper sheet is typed in by an officer who runs the forum."""
    if scorer.user_id is not None or scorer.forum_id != held.pk:
        raise ValidationError("Pilih penilai yang lembarnya dicatat petugas.")
    if not by.has_perm("musrenbang.run_forum", held):
        raise PermissionDenied("Lembar penilai lain dicatat petugas yang menjalankan forum.")
    return scorer


def write_answers(
    item: ForumItem, who: Scorer, by: Any, points: Mapping[str, int], chosen: scoring.CriteriaSet
) -> bool:
    """Keep the answers that are new; whether there were any."""
    asked = {one.key for one in chosen.asked(item.kind, item.figures)}
    if any(
        key not in asked or not scoring.criteria.LEAST <= value <= scoring.criteria.MOST
        for key, value in points.items()
    ):
        raise ValidationError("Nilai antara 1 dan 5 untuk setiap kriteria yang ditanyakan.")
    last = dict(Score.objects.standing().filter(item=item, scorer=who).values_list("criterion__key", "points"))
    fresh = {key: value for key, value in points.items() if last.get(key) != value}
    ids = {one.key: one.pk for one in item.forum.criteria.criteria.all()}
    for key, value in fresh.items():
        Score.objects.create(
            item=item, scorer=who, criterion_id=ids[key], criteria_set=item.forum.criteria, points=value, by=by
        )
    if fresh:
        data = {"scorer": who.pk, "criteria_set": item.forum.criteria_id, **{f"c_{key}": n for key, n in fresh.items()}}
        record(by=by, verb="score", target=item, data=data)
    return bool(fresh)


def work_out(held: Forum, items: Sequence[ForumItem], chosen: scoring.CriteriaSet) -> None:
    """The scores of these items from their standing answers; the forum's order is stale where one changed."""
    sheets = sheets_of(items, chosen)
    moved = False
    for item in items:
        counted = counted_sheets(item, sheets[item.pk], chosen)
        score = scoring.average(chosen, item.kind, counted)
        moved = moved or score != item.score
        item.score, item.scorer_count = score, len(counted)
    ForumItem.objects.bulk_update(items, ["score", "scorer_count"])
    if moved:
        Forum.objects.filter(pk=held.pk).update(arranged=False)


@transaction.atomic
def check_gates(*, by: Any, item: ForumItem, failed: Sequence[str]) -> ForumItem:
    """Say which of the forum's conditions a proposal does not meet; such a one is not ranked."""
    held = lock(by, item.forum, {ForumState.OPEN}, NOT_NOW)
    fresh: ForumItem = held.items.select_for_update().get(pk=item.pk)
    if fresh.decision:
        raise StateError("Usulan ini sudah diputuskan.")
    known = [key for key, _ in held.criteria.gates]
    fresh.failed_gates = [key for key in known if key in failed]
    fresh.save(update_fields=["failed_gates"])
    Forum.objects.filter(pk=held.pk).update(arranged=False)
    record(by=by, verb="check_gates", target=fresh, data={"failed": fresh.failed_gates})
    changed(held)
    return fresh


@transaction.atomic
def set_figures(*, by: Any, item: ForumItem, cost: int | None, households: int | None) -> ForumItem:
    """Put in the cost and the households the forum agreed on; the proposal's own figures stay as they are."""
    held = lock(by, item.forum, {ForumState.OPEN}, "Angka hanya dapat diubah selama forum berlangsung.")
    fresh: ForumItem = held.items.select_for_update().get(pk=item.pk)
    if fresh.decision:
        raise StateError("Usulan ini sudah diputuskan.")
    record(by=by, verb="set_figures", target=fresh, data={"cost": cost, "households": households, "was": fresh.cost})
    fresh.cost, fresh.households, fresh.forum = cost, households, held
    fresh.save(update_fields=["cost", "households"])
    work_out(held, [fresh], held.criteria.rules)
    Forum.objects.filter(pk=held.pk).update(arranged=False)
    changed(held)
    return fresh


@transaction.atomic
def add_scorer(*, by: Any, forum: Forum, name: str, region: Any = None) -> Scorer:
    """Note a person who scores on paper, and the village she speaks for."""
    held = lock(by, forum, {ForumState.PREPARED, ForumState.OPEN}, NOT_NOW)
    if region is not None and not region.pk.startswith(held.region_id):
        raise ValidationError({"region": "Pilih kelurahan atau desa di wilayah forum."})
    try:
        with transaction.atomic():
            made = Scorer.objects.create(forum=held, name=name, region=region)
    except IntegrityError as error:
        raise ValidationError({"name": "Penilai dengan nama ini sudah tercatat."}) from error
    record(by=by, verb="add_scorer", target=held, data={"scorer": made.pk})
    return made
