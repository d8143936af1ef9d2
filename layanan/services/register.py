"""Letter numbers: taken one after another under the register's row lock, or typed from an outside book."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import record
from core.rows import ensure
from core.states import StateError
from layanan.letter_states import Numbering
from layanan.letters.numbers import serial_in, written
from layanan.models.letters import LetterClass, LetterRegister, RegisterEntry

MOST_LETTERS = 80


@transaction.atomic
def take_number(*, klass: LetterClass, subject: str, day: date | None = None, typed: str = "") -> RegisterEntry:
    """The next number of a class, or the typed one where the class takes its numbers from outside.

    Number and letter stand in one transaction: what is rolled back leaves no gap.
    """
    today = day or timezone.localdate()
    register = ensure(LetterRegister.objects, klass=klass, year=today.year)[0]
    held = LetterRegister.objects.select_for_update().get(pk=register.pk)
    if klass.numbering == Numbering.OUTSIDE:
        return _typed(held, klass, subject, today, typed)
    serial = max(held.last + 1, klass.first)
    LetterRegister.objects.filter(pk=held.pk).update(last=serial)
    number = written(klass.pattern, code=klass.code, serial=serial, unit=klass.unit, day=today)
    return RegisterEntry.objects.create(register=held, serial=serial, number=number, date=today, subject=subject[:160])


def _typed(held: LetterRegister, klass: LetterClass, subject: str, day: date, typed: str) -> RegisterEntry:
    """A number of another book, once."""
    number = " ".join(typed.split())
    if not number:
        raise ValidationError({"number": "Isi nomor surat dari buku agenda."})
    if len(number) > MOST_LETTERS:
        raise ValidationError({"number": f"Nomor surat paling panjang {MOST_LETTERS} huruf."})
    serial = serial_in(number, klass.pattern, code=klass.code, unit=klass.unit)
    same = held.entries.filter(number__iexact=number)
    if same.exists() or (serial is not None and held.entries.filter(serial=serial).exists()):
        raise ValidationError({"number": "Nomor ini sudah dipakai surat lain."})
    if serial is not None:
        LetterRegister.objects.filter(pk=held.pk).update(last=max(held.last, serial))
    return RegisterEntry.objects.create(register=held, serial=serial, number=number, date=day, subject=subject[:160])


@transaction.atomic
def void_number(*, entry: RegisterEntry, why: str) -> None:
    """The letter fell through: its number stays in the register as "batal" and is never given again."""
    if not RegisterEntry.objects.filter(pk=entry.pk, void=False).update(void=True, why=why[:200]):
        raise StateError("Nomor ini sudah batal.")
    entry.void, entry.why = True, why[:200]


@transaction.atomic
def spoil_number(*, by: Any, klass: LetterClass, why: str, typed: str = "") -> RegisterEntry:
    """Write down a number that no letter will bear (a spoilt sheet, a line of the outside book)."""
    if not by.has_perm("layanan.handle", klass):
        raise PermissionDenied("Anda tidak mengurus surat kantor ini.")
    entry = take_number(klass=klass, subject="Nomor tidak dipakai", typed=typed)
    void_number(entry=entry, why=why)
    record(by=by, verb="spoil_number", target=klass, data={"serial": entry.serial or 0})
    return entry
