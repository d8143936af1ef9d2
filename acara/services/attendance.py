"""Taking attendance: by ticket, from the list, walking in, from the paper sheet; and taking it back."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from acara.codes import read_code
from acara.models import Attendance, CheckIn, Event, Registration
from acara.services.parts import Details, demand_right, freshen, lock, twin_words, twins
from acara.states import LIVE, How, SeatState
from audit.services import record
from core.rows import ensure
from core.states import StateError

NOT_YOURS = "Anda tidak berwenang mencatat kehadiran acara ini."
MOST_ROWS = 200


@dataclass(frozen=True)
class Checked:
    """What became of a check-in: whose it is, and whether it was the first."""

    attendance: Attendance
    first: bool
    taken_back: bool = False


@transaction.atomic
def check_in(
    *,
    by: Any,
    event: Event,
    code: str = "",
    registration: Registration | None = None,
    guest: Details | None = None,
    disabled: bool = False,
    other_person: bool = False,
    key: uuid.UUID | None = None,
    offline: bool = False,
    device_at: datetime | None = None,
) -> Checked:
    """Take the attendance of a ticket's holder, of somebody on the list, or of a guest who walked in.

    `key` makes it safe to send twice. A guest of a name that is there already is refused with a hint unless
    `other_person` says it is another one; who was checked in without a signal is taken as typed.
    """
    held = lock(event)
    demand_right(by, "acara.check_in", held, NOT_YOURS)
    if not held.takes_attendance:
        raise StateError(closed_words(held))
    press = CheckIn.objects.filter(pk=key).select_related("attendance").first() if key else None
    if press is not None:
        return _again(held, press)
    if guest is None:
        row, first = _from_list(held, registration or by_code(held, code), by=by, how=How.QR if code else How.LIST)
    else:
        row, first = _walk_in(held, guest, by=by, disabled=disabled, sure=other_person or offline), True
    _press(held, row, key=key or uuid.uuid4(), by=by, offline=offline, device_at=device_at)
    freshen(held)
    return Checked(row, first)


def closed_words(held: Event) -> str:
    """Why no attendance is taken now."""
    if held.state == "terlaksana":
        return "Daftar hadir sudah dikunci. Buka kuncinya dahulu pada halaman acara."
    if held.state in LIVE:
        return "Kehadiran dicatat mulai 12 jam sebelum acara."
    return "Acara ini tidak menerima catatan kehadiran."


def _again(held: Event, press: CheckIn) -> Checked:
    """The same press once more; a tombstone that came first keeps its word."""
    if press.event_id != held.pk:
        raise ValidationError("Kunci kiriman ini milik acara lain.")
    row = press.attendance or Attendance(event=held, present=False)
    return Checked(row, first=False, taken_back=press.cancelled)


def by_code(held: Event, text: str) -> Registration:
    """The registration a ticket's code names; ValidationError in words for every way it can be wrong."""
    code = read_code(text)
    if not code:
        raise ValidationError({"code": "Kode ini salah ketik atau bukan kode tiket. Periksa hurufnya."})
    found = Registration.objects.select_related("event").filter(code=code).first()
    if found is None:
        raise ValidationError({"code": "Kode ini tidak ada dalam daftar. Pilih nama dari daftar."})
    if found.event_id != held.pk:
        raise ValidationError({"code": f"Tiket ini untuk acara lain: {found.event.title}."})
    return found


def _from_list(held: Event, registration: Registration, *, by: Any, how: str) -> tuple[Attendance, bool]:
    """The attendance of a registration; made once, taken up again where it was taken back."""
    if registration.event_id != held.pk:
        raise ValidationError("Peserta ini mendaftar untuk acara lain.")
    if registration.state == SeatState.CANCELLED:
        raise ValidationError({"code": "Pendaftaran ini sudah dibatalkan. Catat sebagai peserta yang datang langsung."})
    columns = ("name", "name_key", "address", "region_id", "institution", "unsur", "sex", "phone", "age")
    fields = {name: getattr(registration, name) for name in columns}
    fields |= {"person_id": registration.person_id, "companions": registration.places - 1, "how": how, "by": by}
    row, made = ensure(Attendance.objects, event=held, registration=registration, defaults=fields)
    first = made or not row.present
    if first:
        _came(row, by)
    return row, first


def _walk_in(held: Event, guest: Details, *, by: Any, disabled: bool, sure: bool) -> Attendance:
    """Somebody who is on no list."""
    if not guest.name:
        raise ValidationError({"name": "Isi nama."})
    found = [] if sure else twins(Attendance.objects.filter(event=held, present=True), guest.name, guest.phone)
    if found:
        raise ValidationError({"name": twin_words(found)})
    row = Attendance.objects.create(event=held, how=How.WALK_IN, disabled=disabled, by=by, **guest.columns())
    _came(row, by)
    return row


def _came(row: Attendance, by: Any) -> None:
    """Write that somebody is there."""
    if not row.present:
        Attendance.objects.filter(pk=row.pk).update(present=True)
        row.present = True
    record(by=by, verb="check_in", target=row, data={"event": row.event_id, "how": row.how})


def _press(held: Event, row: Attendance | None, *, key: uuid.UUID, **more: Any) -> CheckIn:
    return CheckIn.objects.create(key=key, event=held, attendance=row, **more)


@transaction.atomic
def take_back(
    *, by: Any, event: Event, attendance: Attendance | None = None, key: uuid.UUID | None = None
) -> Attendance | None:
    """Undo one press by its key, or all of a person's; wins in whichever order they arrive."""
    held = lock(event)
    demand_right(by, "acara.check_in", held, NOT_YOURS)
    if not held.takes_attendance:
        raise StateError(closed_words(held))
    if key is not None:
        press = CheckIn.objects.filter(pk=key).select_related("attendance").first()
        if press is None:
            _press(held, None, key=key, by=by, cancelled=True)
            return None
        attendance = _again(held, press).attendance if press.attendance else None
        CheckIn.objects.filter(pk=key).update(cancelled=True)
    elif attendance is not None:
        CheckIn.objects.filter(event=held, attendance=attendance).update(cancelled=True)
    return _settle(held, attendance, by) if attendance is not None else None


def _settle(held: Event, attendance: Attendance, by: Any) -> Attendance:
    """Present is who has a check-in that was not taken back."""
    row = Attendance.objects.get(pk=attendance.pk, event=held)
    there = row.check_ins.filter(cancelled=False).exists()
    if row.present and not there:
        row.present = False
        row.save(update_fields=["present"])
        record(by=by, verb="take_back", target=row, data={"event": held.pk})
        freshen(held)
    return row


@transaction.atomic
def type_sheet(*, by: Any, event: Event, rows: Sequence[Details]) -> int:
    """Take the attendance of everybody on a signed paper sheet; all of them or, with an error, none."""
    held = lock(event)
    demand_right(by, "acara.check_in", held, NOT_YOURS)
    if not held.takes_attendance:
        raise StateError(closed_words(held))
    if not 1 <= len(rows) <= MOST_ROWS:
        raise ValidationError(f"Isi 1 sampai {MOST_ROWS} baris.")
    made = Attendance.objects.bulk_create(
        Attendance(event=held, how=How.SHEET, by=by, **details.columns()) for details in rows
    )
    CheckIn.objects.bulk_create(CheckIn(key=uuid.uuid4(), event=held, attendance=row, by=by) for row in made)
    record(by=by, verb="type_sheet", target=held, data={"rows": len(made)})
    freshen(held)
    return len(made)


@transaction.atomic
def correct_attendance(*, by: Any, attendance: Attendance, details: Details, disabled: bool = False) -> Attendance:
    """Put right what a line of the attendance list says."""
    held = lock(attendance.event)
    demand_right(by, "acara.check_in", held, NOT_YOURS)
    if held.state not in LIVE:
        raise StateError(closed_words(held))
    row = Attendance.objects.get(pk=attendance.pk, event=held)
    for name, value in details.columns().items():
        setattr(row, name, value)
    row.disabled = disabled
    row.save()
    record(by=by, verb="correct_attendance", target=row, data={"event": held.pk})
    freshen(held)
    return row
