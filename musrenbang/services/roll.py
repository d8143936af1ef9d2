"""The roll of a round: made when it opens, grown while it is open, changed by two officers."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from accounts.models import User
from audit.services import record
from core.rows import ensure
from core.states import StateError
from musrenbang.models import Channel, Envelope, Roll, RollChange, RollEntry, Round
from musrenbang.queries.box import eligible, known_size
from musrenbang.services.board import CHANGED, GREW, ROLL, post
from musrenbang.services.round_steps import lock
from musrenbang.voting_states import RoundState

PIECE = 2000


@transaction.atomic
def make_roll(*, round: Round) -> Round:
    """Write the roll of a round that opens, and its size on the board; a second time changes nothing."""
    held = lock(round)
    if held.roll_made_at is not None or not held.sealed or held.state != RoundState.ANNOUNCED:
        return held
    held.roll_made_at = timezone.now()
    Round.objects.filter(pk=held.pk).update(roll_made_at=held.roll_made_at)
    add_eligible(held)
    rows = RollEntry.objects.filter(round=held).order_by().values_list("region_id").annotate(n=Count("pk"))
    by_region = {code or "": number for code, number in rows}
    post(held, ROLL, size=sum(by_region.values()), by_region=by_region)
    return held


def grow_roll(held: Round) -> int:
    """Add who became entitled since, where the round's roll is open, and write how many on the board."""
    if held.roll_made_at is None or not held.roll_open:
        return 0
    size = on_roll(held)
    known = known_size(held)
    added = add_eligible(held) + size - known
    if added > 0:
        post(held, GREW, added=added, size=known + added)
    return added


def add_eligible(held: Round) -> int:
    """One entry for every entitled person who has none yet; how many."""
    fresh = list(eligible(held).exclude(pk__in=people_on(held)).values_list("pk", "home_id").order_by("pk"))
    rows = [RollEntry(round=held, user_id=pk, region_id=home) for pk, home in fresh]
    RollEntry.objects.bulk_create(rows, batch_size=PIECE, ignore_conflicts=True)
    return len(rows)


def people_on(held: Round) -> Any:
    """Accounts that stand on the roll."""
    return RollEntry.objects.filter(round=held, user__isnull=False).values("user_id")


def on_roll(held: Round) -> int:
    """How many people stand on the roll, those struck off not counted."""
    return RollEntry.objects.filter(round=held).exclude(channel=Channel.STRUCK).count()


def entry_for(held: Round, user: Any) -> RollEntry:
    """The person's row of the roll, locked; made on the spot where the roll still takes people in.

    PermissionDenied where she does not stand on a roll that is fixed.
    """
    found = RollEntry.objects.select_for_update().filter(round=held, user=user).first()
    if found is None:
        if held.roll != Roll.RESIDENTS or (held.roll_made_at is not None and not held.roll_open):
            raise PermissionDenied("Anda tidak tercantum dalam daftar pemilih.")
        made, _ = ensure(RollEntry.objects, round=held, user=user)
        RollEntry.objects.filter(pk=made.pk, region__isnull=True).update(region=user.home_id)
        found = RollEntry.objects.select_for_update().get(pk=made.pk)
    return found


@transaction.atomic
def ask_roll_change(*, by: Any, round: Round, action: str, user: User, reason: str) -> RollChange:
    """Ask to put somebody on a made roll or to strike her off; another officer confirms it."""
    held = may_change(by, round)
    reason = reason.strip()
    if len(reason) < 10:
        raise ValidationError({"reason": "Tulis alasan, paling sedikit 10 huruf."})
    entry = RollEntry.objects.filter(round=held, user=user).first()
    if (action == RollChange.Action.ADD) == (entry is not None and entry.channel != Channel.STRUCK):
        raise ValidationError({"user": "Daftar pemilih sudah seperti itu."})
    made = RollChange.objects.create(round=held, action=action, user=user, reason=reason[:300], asked_by=by)
    record(by=by, verb="ask_roll_change", target=held, data={"change": made.pk, "action": action})
    return made


@transaction.atomic
def decide_roll_change(*, by: Any, change: RollChange, agree: bool) -> RollChange:
    """A second officer confirms or refuses a change of the roll; who votes already is struck off with her vote."""
    held = may_change(by, change.round)
    mine = RollChange.objects.select_for_update().get(pk=change.pk)
    if mine.decided_at is not None:
        raise StateError("Perubahan ini sudah diputuskan.")
    if mine.asked_by_id == by.pk:
        raise PermissionDenied("Perubahan daftar pemilih diputuskan petugas lain.")
    mine.decided_by, mine.decided_at, mine.done = by, timezone.now(), agree
    mine.save(update_fields=["decided_by", "decided_at", "done"])
    if agree and mine.user is not None:
        apply_change(held, mine)
        post(held, CHANGED, action=mine.action, size=on_roll(held))
    record(by=by, verb="decide_roll_change", target=held, data={"change": mine.pk, "agree": agree})
    return mine


def apply_change(held: Round, change: RollChange) -> None:
    """Put the person on the roll, or strike her off and void her envelope."""
    user: Any = change.user
    if change.action == RollChange.Action.ADD:
        made, _ = ensure(RollEntry.objects, round=held, user=user)
        RollEntry.objects.filter(pk=made.pk).update(region=user.home_id)
        RollEntry.objects.filter(pk=made.pk, channel=Channel.STRUCK).update(channel=Channel.NONE)
        return
    entry = RollEntry.objects.select_for_update().get(round=held, user=user)
    void_envelope(entry)
    RollEntry.objects.filter(pk=entry.pk).update(channel=Channel.STRUCK)


def void_envelope(entry: RollEntry) -> int:
    """Take the live envelope of a person out of the count; its digest stays, so that its receipt can be answered."""
    return Envelope.objects.filter(entry=entry).update(entry=None, sealed=b"", replaced=True)


def may_change(by: Any, round: Round) -> Round:
    """The round, held, while its made roll may still be changed by this officer."""
    held = lock(round)
    if not by.has_perm("musrenbang.run_round", held):
        raise PermissionDenied("Anda tidak berwenang mengubah daftar pemilih ini.")
    if held.state != RoundState.ANNOUNCED or held.phase == "tutup" or not held.sealed:
        raise StateError("Daftar pemilih ini tidak dapat diubah sekarang.")
    return held
