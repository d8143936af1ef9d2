"""What the office fills in of a proposal's record: whose task it is, which money, its number in SIPD."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.services import record
from core.states import StateError
from musrenbang.choices import Authority, Funding, Source
from musrenbang.models import Proposal
from musrenbang.services.proposals import fresh_copy
from musrenbang.states import CLOSED
from notifications.services import changed_in_public

CHOICES = {"source": Source, "authority": Authority, "funding": Funding}


@transaction.atomic
def complete_record(*, by: Any, proposal: Proposal, note: str = "", **fields: Any) -> Proposal:
    """Set source, authority, funding or `sipd_id` ("" = none) of a running proposal; the citizen's words stay.

    Raises PermissionDenied, StateError (closed), ValidationError (unknown value, SIPD number of another proposal).
    """
    if unknown := set(fields) - {*CHOICES, "sipd_id"}:
        raise TypeError(f"The office may not set {sorted(unknown)}.")
    fresh = fresh_copy(proposal)
    if not by.has_perm("musrenbang.record", fresh):
        raise PermissionDenied("Anda tidak berwenang melakukan langkah ini.")
    if fresh.state in CLOSED and set(fields) - {"sipd_id"}:
        raise StateError("Usulan ini sudah selesai diproses. Datanya tidak diubah lagi.")
    if wrong := [name for name, kinds in CHOICES.items() if fields.get(name) and fields[name] not in kinds.values]:
        raise ValidationError(dict.fromkeys(wrong, "Pilih dari daftar."))
    if "sipd_id" in fields:
        fields["sipd_id"] = str(fields["sipd_id"] or "").strip() or None
    changed = {name: value for name, value in fields.items() if getattr(fresh, name) != value}
    if changed:
        write(fresh, changed)
        data = {name: str(value or "") for name, value in changed.items()}
        record(by=by, verb="record", target=fresh, from_state=fresh.state, to_state=fresh.state, note=note, data=data)
        changed_in_public(fresh.public_topic)
    return fresh


def write(fresh: Proposal, changed: dict[str, Any]) -> None:
    """Keep the changed columns; a number of SIPD stands once in a cycle."""
    try:
        with transaction.atomic():
            Proposal.objects.filter(pk=fresh.pk).update(**changed, updated_at=timezone.now())
    except IntegrityError as error:
        raise ValidationError({"sipd_id": "ID SIPD ini sudah dipakai usulan lain."}) from error
    for name, value in changed.items():
        setattr(fresh, name, value)
