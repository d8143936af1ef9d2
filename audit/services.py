"""The only writers of the trail: record() for a deed, move() for a deed that changes a state."""

import hashlib
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone

from audit.models import Entry, Note
from core.states import StateError, Transition

LEAST_NOTE, LONGEST_NOTE = 20, 5000


@transaction.atomic(savepoint=False)  # a deed whose trail entry fails is undone whole
def record(
    *,
    by: Any,
    verb: str,
    target: models.Model,
    role: str = "",
    from_state: str = "",
    to_state: str = "",
    reason: str = "",
    note: str = "",
    data: dict[str, Any] | None = None,
) -> Entry:
    """Write one trail entry about `target`. `by` is a user, or None for the house itself.

    `data` holds figures and codes only. `note` is an official's words; pass a citizen's words nowhere. Where somebody
    helps the person (`by.assist`), the helper stands in `data`, and may refuse the deed as its witness.
    """
    assist = getattr(by, "assist", None)
    entry = Entry.objects.create(
        at=timezone.now(),
        actor_id=by.pk if by is not None else None,
        role=role or (by.acting_role(target) if by is not None else "sistem"),
        verb=verb,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        from_state=from_state,
        to_state=to_state,
        reason=reason,
        data={**(data or {}), **(assist.trail_data() if assist is not None else {})},
        note_digest=hashlib.sha256(note.encode()).hexdigest() if note else "",
    )
    if note:
        Note.objects.create(entry=entry, text=note)
    if assist is not None:
        assist.witness(entry)
    return entry


@transaction.atomic
def move(
    obj: Any,
    name: str,
    *,
    by: Any,
    reason: str = "",
    note: str = "",
    data: dict[str, Any] | None = None,
    also: dict[str, Any] | None = None,
) -> Transition:
    """Do the deed `name` on `obj`, following its class's LIFECYCLE; the only way a state changes.

    `also` are further columns set in the same compare-and-set. Raises StateError (no such row, or somebody was
    faster), PermissionDenied (rule refuses), ValidationError (reason or words missing).
    """
    row = obj.LIFECYCLE.row(name, obj.state)
    if by is not None and not by.has_perm(row.rule, obj):
        raise PermissionDenied("Anda tidak berwenang melakukan langkah ini.")
    _check_words(row, obj.LIFECYCLE.reasons, reason, note.strip())
    old = obj.state
    changed = type(obj)._base_manager.filter(pk=obj.pk, state=old).update(state=row.target, **(also or {}))
    if not changed:
        raise StateError("Petugas lain baru saja mengubah keadaan ini. Muat ulang halaman untuk melihatnya.")
    obj.state = row.target
    for field, value in (also or {}).items():
        setattr(obj, field, value)
    record(
        by=by,
        verb=name,
        target=obj,
        from_state=old,
        to_state=row.target,
        reason=reason,
        note=note.strip(),
        data=data,
    )
    return row


def _check_words(row: Transition, reasons: frozenset[str], reason: str, note: str) -> None:
    """Reason code and words are there where the table asks for them, and are of the allowed kind."""
    if (row.needs_reason or reason) and reason not in reasons:
        raise ValidationError({"reason": "Pilih alasan."})
    if (row.needs_note or reason == "lainnya") and len(note) < LEAST_NOTE:
        raise ValidationError({"note": f"Tulis penjelasan, paling sedikit {LEAST_NOTE} huruf."})
    if len(note) > LONGEST_NOTE:
        raise ValidationError({"note": "Penjelasan paling panjang 5.000 huruf."})
