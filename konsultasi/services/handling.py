"""Verbs of the desk that citizens feel only by its pace: who prepares an answer, tags, internal notes."""

from collections.abc import Iterable
from enum import Enum
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import record
from core.rows import ensure
from konsultasi.kept import touch
from konsultasi.models import Input, Note, Tag, Unit
from konsultasi.queries import units_for
from konsultasi.states import InputState
from notifications.services import tell_person

MOST = 200  # inputs of one deed: a page of the queue many times over, and quick
MOST_TAGS = 10


class Keep(Enum):
    """Leave it as it is."""

    AS_IS = "tetap"


KEEP = Keep.AS_IS


def require_handler(by: Any, thing: Any) -> None:
    """Only who answers the inputs of a draft works on them."""
    if not by.has_perm("konsultasi.handle", thing):
        raise PermissionDenied("Anda tidak berwenang menangani masukan untuk wilayah ini.")


@transaction.atomic
def assign_inputs(
    *, by: Any, inputs: Iterable[Input], unit: Unit | None | Keep = KEEP, owner: Any = KEEP
) -> list[Input]:
    """Say which unit and which officer prepare the answers; None takes it away. Returns the inputs that changed.

    What does not wait for an answer any more is left as it is. The unit is public, the officer is not.
    """
    rows = {entry.pk: entry for entry in inputs}
    for entry in rows.values():
        _check(by, entry, unit, owner)
    if not rows or len(rows) > MOST:
        raise ValidationError(f"Pilih 1 sampai {MOST} masukan.")
    waiting = Input.objects.select_for_update().filter(pk__in=rows, state=InputState.OPEN).order_by("pk")
    changed = []
    for held in waiting:
        new_unit = held.unit_id if unit is KEEP else unit and unit.pk
        new_owner = held.owner_id if owner is KEEP else owner and owner.pk
        if (held.unit_id, held.owner_id) != (new_unit, new_owner):
            Input.objects.filter(pk=held.pk).update(unit_id=new_unit, owner_id=new_owner)
            record(by=by, verb="assign_input", target=rows[held.pk], data={"unit": new_unit, "owner": new_owner})
            changed.append(rows[held.pk])
    for consultation in {entry.consultation_id: entry.consultation for entry in changed}.values():
        touch(consultation)
    if changed and owner not in (KEEP, None, by):
        _tell_owner(owner, changed)
    if changed and isinstance(unit, Unit):
        _tell_members(unit, changed, {by, owner})
    return changed


def _check(by: Any, entry: Input, unit: Unit | None | Keep, owner: Any) -> None:
    require_handler(by, entry)
    if isinstance(unit, Unit) and not units_for(entry.region_id).filter(pk=unit.pk).exists():
        raise ValidationError({"unit": "Pilih unit dari daftar."})
    if owner not in (KEEP, None) and not owner.has_perm("konsultasi.answer", entry):
        raise ValidationError({"owner": "Petugas ini tidak berwenang menjawab masukan tersebut."})


def _tell_owner(owner: Any, entries: list[Input]) -> None:
    first = entries[0]
    one = f"Anda diminta menyiapkan jawaban masukan nomor {first.number}, {first.consultation.title}"
    many = f"Anda diminta menyiapkan jawaban {len(entries)} masukan"
    tell_person(
        user=owner,
        kind="masukan_diserahkan",
        text=one if len(entries) == 1 else many,
        url=first.desk_url() if len(entries) == 1 else "/petugas/masukan/",
        occasion=f"serah:{first.pk}:{timezone.now():%Y%m%d%H%M%S}",
    )


def _tell_members(unit: Unit, entries: list[Input], know: set[Any]) -> None:
    """Tell who works for the unit and may answer these inputs; who handed over or was asked herself knows."""
    first = entries[0]
    what = (
        f"masukan nomor {first.number}, {first.consultation.title}" if len(entries) == 1 else f"{len(entries)} masukan"
    )
    for member in unit.members.select_related("user"):
        if member.user in know or not all(member.user.has_perm("konsultasi.answer", entry) for entry in entries):
            continue
        tell_person(
            user=member.user,
            kind="unit_diserahi",
            text=f"{unit.name} diminta menyiapkan jawaban {what}",
            url=first.desk_url() if len(entries) == 1 else "/petugas/masukan/?unit=saya",
            occasion=f"unit:{unit.pk}:{first.pk}:{timezone.now():%Y%m%d%H%M%S}",
        )


def tidy_tags(names: Iterable[str]) -> list[str]:
    """Names of tags in small letters, each once, in order."""
    tidy = dict.fromkeys(" ".join(name.lower().split()) for name in names)
    return [name for name in tidy if name]


@transaction.atomic
def tag_input(*, by: Any, input: Input, names: Iterable[str]) -> None:
    """Give an input exactly these tags; officers find it by them, citizens never see them."""
    require_handler(by, input)
    wanted = tidy_tags(names)
    if len(wanted) > MOST_TAGS or any(len(name) > 40 for name in wanted):
        raise ValidationError({"names": f"Paling banyak {MOST_TAGS} tanda, masing-masing paling panjang 40 huruf."})
    Input.objects.select_for_update().get(pk=input.pk)
    before = set(input.tags.values_list("name", flat=True))
    if before == set(wanted):
        return
    tags = [ensure(Tag.objects, region_id=input.region_id, name=name)[0] for name in wanted]
    input.tags.set(tags)
    record(by=by, verb="tag_input", target=input, data={"tags": len(tags)})


@transaction.atomic
def tag_inputs(*, by: Any, inputs: Iterable[Input], add: Iterable[str] = (), remove: Iterable[str] = ()) -> list[Input]:
    """Give many inputs some tags and take others from them, all or none; returns the inputs that changed."""
    rows = {entry.pk: entry for entry in inputs}
    for entry in rows.values():
        require_handler(by, entry)
    added, removed = set(tidy_tags(add)), set(tidy_tags(remove))
    if not rows or len(rows) > MOST:
        raise ValidationError(f"Pilih 1 sampai {MOST} masukan.")
    if added & removed or not added | removed:
        raise ValidationError({"add": "Tulis tanda yang ditambahkan, atau pilih tanda lain yang dihapus."})
    held = {row.pk: row for row in Input.objects.select_for_update().filter(pk__in=rows).order_by("pk")}
    before: dict[int, set[str]] = {pk: set() for pk in held}
    for pk, name in Tag.objects.filter(inputs__in=held).values_list("inputs", "name"):
        if pk in before:
            before[pk].add(name)
    after = {pk: (names | added) - removed for pk, names in before.items()}
    changed = [pk for pk in held if after[pk] != before[pk]]
    for pk in changed:
        tag_input(by=by, input=rows[pk], names=after[pk])
    return [rows[pk] for pk in changed]


@transaction.atomic
def add_note(*, by: Any, input: Input, body: str) -> Note:
    """Tell colleagues something about an input; it stands on no public page."""
    require_handler(by, input)
    if len(body.strip()) < 3 or len(body) > 2000:
        raise ValidationError({"body": "Tulis catatan, 3 sampai 2.000 huruf."})
    note = Note.objects.create(input=input, body=body.strip(), by=by)
    record(by=by, verb="add_note", target=input)
    return note
