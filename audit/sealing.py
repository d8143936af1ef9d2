"""Sealing entries into the chain, and walking along it to see whether it still holds."""

import hashlib
import time
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from audit.chain import line, link
from audit.models import Check, Entry, Seal

SETTLED = timedelta(seconds=5)  # younger entries may still be joined by ones with smaller numbers
BATCH = 2_000
STEP = 5_000
REST = timedelta(hours=1)  # between two walks
LATE = timedelta(hours=1)  # no deed lasts longer between its time and its appearing
KEPT_CHECKS = 500
SWEEP = 600.0  # seconds between two looks at the whole trail; well below LATE, or late entries would look inserted
REACH = 20_000  # links that are looked through again at every turn


def seal() -> int:
    """Chain every settled entry that has no seal yet, in the order of their numbers; returns how many (periodic)."""
    total, floor = 0, _floor()
    while True:
        rows = _seal_batch(timezone.now() - SETTLED, floor)
        total += len(rows)
        if len(rows) < BATCH:
            return total
        floor = rows[-1].entry_id  # they came in order: what is below has its seal, or waits for the next sweep


_swept: dict[str, float] = {}  # database -> when this process last looked for unsealed entries from the very first


def _floor() -> int:
    """After which entry to look, -1 for all: a long trail is looked through whole every ten minutes only."""
    name, now = str(connection.settings_dict["NAME"]), time.monotonic()
    if name not in _swept or now - _swept[name] > SWEEP:
        _swept[name] = now
        return -1
    near = Seal.objects.order_by("-position").values_list("entry_id", flat=True)[REACH : REACH + 1]
    return next(iter(near), -1)


@transaction.atomic
def _seal_batch(before: datetime, floor: int) -> list[Seal]:
    _lock()
    last = Seal.objects.order_by("-position").first()
    position, digest = (last.position, last.digest) if last else (0, "")
    rows = []
    for entry in Entry.objects.filter(seal__isnull=True, at__lt=before, id__gt=floor).order_by("id")[:BATCH]:
        position, digest = position + 1, link(digest, line(entry))
        rows.append(Seal(position=position, entry=entry, digest=digest))
    Seal.objects.bulk_create(rows)
    return rows


def _lock() -> None:
    """One sealer at a time. SQLite needs none: a transaction there begins with the write lock."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE audit_seal IN SHARE ROW EXCLUSIVE MODE")


def check_some() -> Check | None:
    """Walk one step along the chain; begins a new walk when the last one has rested (periodic)."""
    walk = Check.objects.order_by("-id").first()
    if walk is None or (walk.finished_at and timezone.now() - walk.finished_at >= REST):
        walk = Check.objects.create()
    elif walk.finished_at:
        return None
    advance(walk, STEP)
    return walk


def check_all() -> Check:
    """Walk the whole chain at once."""
    walk = Check.objects.create()
    while walk.finished_at is None:
        advance(walk, STEP)
    return walk


def advance(walk: Check, step: int) -> None:
    """Check the next `step` links and keep how far the walk came."""
    seals = list(
        Seal.objects.filter(position__gt=walk.position)
        .select_related("entry", "entry__note")
        .order_by("position")[:step]
    )
    heads = _heads(walk, walk.position + step)
    walk.problem = _follow(walk, seals, heads)
    if not walk.problem and len(seals) < step:
        walk.problem = _end(walk)
    if walk.problem or len(seals) < step:
        walk.finished_at = timezone.now()
    walk.save()
    if walk.finished_at:
        _forget_old_checks()


def _follow(walk: Check, seals: Iterable[Seal], heads: dict[int, set[str]]) -> str:
    """Go from link to link; the words of the first thing that is wrong, or ""."""
    before = Seal.objects.filter(position=walk.position).values_list("sealed_at", flat=True).first()
    for one in seals:
        entry = one.entry
        if one.position != walk.position + 1:
            return f"Mata rantai {walk.position + 1} hilang."
        if link(walk.digest, line(entry)) != one.digest:
            return f"Catatan pada mata rantai {one.position} tidak sesuai dengan sidiknya."
        if not heads.get(one.position, {one.digest}) <= {one.digest}:
            return f"Mata rantai {one.position} berbeda dari pemeriksaan terdahulu."
        if not _note_fits(entry):
            return f"Penjelasan pada mata rantai {one.position} diubah."
        if before is not None and entry.at < before - LATE:
            if entry.pk < walk.newest_id:
                return f"Catatan pada mata rantai {one.position} disisipkan kemudian."
            walk.late += 1
        walk.position, walk.digest = one.position, one.digest
        walk.newest_id, before = max(walk.newest_id, entry.pk), one.sealed_at
    return ""


def _end(walk: Check) -> str:
    """At the end of the chain: an earlier walk must not have come further."""
    furthest = max([row.position for row in _good(walk)] + [0])
    return "" if furthest <= walk.position else f"Mata rantai {walk.position + 1} sampai {furthest} hilang."


def _good(walk: Check) -> list[Check]:
    return list(Check.objects.filter(finished_at__isnull=False, problem="").exclude(pk=walk.pk))


def _heads(walk: Check, until: int) -> dict[int, set[str]]:
    """Digests that earlier good walks saw at the end of the chain."""
    heads: dict[int, set[str]] = {}
    for row in _good(walk):
        if walk.position < row.position <= until:
            heads.setdefault(row.position, set()).add(row.digest)
    return heads


def _note_fits(entry: Entry) -> bool:
    """The words are those of the digest, or were blanked; none came later."""
    note = getattr(entry, "note", None)
    if note is None:
        return not entry.note_digest
    return note.text == "" or hashlib.sha256(note.text.encode()).hexdigest() == entry.note_digest


def _forget_old_checks() -> None:
    """Keep the newest good walks and the newest bad ones; bad ones never push out the heads that good ones saw."""
    for rows in (Check.objects.filter(problem=""), Check.objects.exclude(problem="")):
        old = list(rows.order_by("-id").values_list("id", flat=True)[KEPT_CHECKS:])
        Check.objects.filter(pk__in=old).delete()
