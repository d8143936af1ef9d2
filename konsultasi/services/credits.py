"""Verbs of provenance: say which inputs led to a change of the text."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from audit.services import record
from konsultasi.kept import touch
from konsultasi.models import Change, Credit, Input
from konsultasi.states import SHOWN
from notifications.services import tell_person


@transaction.atomic
def credit_change(*, by: Any, change: Change, inputs: Iterable[Input]) -> None:
    """Say that exactly these inputs led to this change; authors are told, what is taken back stays in the trail."""
    consultation = change.version.consultation
    if not by.has_perm("konsultasi.answer", consultation):
        raise PermissionDenied("Anda tidak berwenang mencatat asal perubahan untuk wilayah ini.")
    wanted = {entry.pk: entry for entry in inputs}
    for entry in wanted.values():
        if entry.consultation_id != consultation.pk or entry.state not in SHOWN:
            raise ValidationError({"inputs": f"Masukan nomor {entry.number} tidak dapat dipilih."})
        if entry.version.number >= change.version.number:
            raise ValidationError({"inputs": f"Masukan nomor {entry.number} ditulis sesudah perubahan ini."})
    Change.objects.select_for_update().get(pk=change.pk)  # two officers at once: one after the other
    held = {credit.input_id: credit for credit in change.credits.select_related("input")}
    where = {"version": change.version.number, "place": change.label}
    for pk in held.keys() - wanted.keys():
        held[pk].delete()
        record(by=by, verb="uncredit_change", target=held[pk].input, data=where)
    for pk in wanted.keys() - held.keys():
        Credit.objects.create(change=change, input=wanted[pk], by=by)
        record(by=by, verb="credit_change", target=wanted[pk], data=where)
        _thank(wanted[pk], change)
    touch(consultation)


def _thank(entry: Input, change: Change) -> None:
    if entry.author is None or entry.author.erased_at:
        return
    tell_person(
        user=entry.author,
        kind="masukan_mengubah",
        text=f"Masukan Anda nomor {entry.number} mengubah {change.label} pada versi {change.version.number}.",
        url=entry.get_absolute_url(),
        occasion=f"asal:{change.pk}:{entry.pk}",
        topic=change.version.consultation.topic,
    )
