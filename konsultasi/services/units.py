"""Verbs of units: keep a unit, and say who works for it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from audit.services import record
from core.pagecache import bump
from konsultasi.models import Member, Unit
from konsultasi.queries import officers_for
from konsultasi.services.handling import require_handler


@transaction.atomic
def keep_unit(*, by: Any, unit: Unit, name: str, active: bool, members: Iterable[Any]) -> Unit:
    """Keep a unit, new or changed, with exactly these officers; `unit` carries its region. Its name is public.

    A unit that is needed no more is put out of use: its name stands beside what it answered.
    """
    require_handler(by, unit)
    name = " ".join(name.split())
    if not 3 <= len(name) <= 120:
        raise ValidationError({"name": "Tulis nama unit, 3 sampai 120 huruf."})
    if Unit.objects.filter(region_id=unit.region_id, name=name).exclude(pk=unit.pk).exists():
        raise ValidationError({"name": "Nama ini sudah dipakai. Pilih nama lain."})
    unit.name, unit.active = name, active
    unit.save()
    wanted = {person.pk for person in members}
    held = set(Member.objects.filter(unit=unit).values_list("user_id", flat=True))
    may = {person.pk for person in officers_for([unit.region_id])} | held
    if wanted - may:
        raise ValidationError({"members": "Pilih petugas dari daftar."})
    Member.objects.filter(unit=unit, user__in=held - wanted).delete()
    Member.objects.bulk_create([Member(unit=unit, user_id=pk) for pk in sorted(wanted - held)], ignore_conflicts=True)
    record(by=by, verb="keep_unit", target=unit, data={"active": active, "members": len(wanted)})
    bump("cms")
    return unit
