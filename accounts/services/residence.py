"""The residence ladder: contact confirmed, seen by somebody in office, matched with the civil registry."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import ResidenceCheck, Rung, User
from audit.services import record
from core.states import StateError
from core.text import clean


def may_confirm(by: User, user: User) -> bool:
    """Whether `by` may confirm, help and name this person: never herself, only homes within the mandate."""
    return bool(
        user.pk != by.pk
        and user.is_active
        and user.home is not None
        and by.has_perm("accounts.confirm_residence", user.home)
    )


def demand_confirmer(by: User, user: User) -> None:
    """PermissionDenied in words where `by` may not confirm this person."""
    if user.pk == by.pk:
        raise PermissionDenied("Anda tidak dapat memastikan diri sendiri. Minta petugas lain.")
    if not may_confirm(by, user):
        raise PermissionDenied("Orang ini tidak tinggal di wilayah tugas Anda.")


def _lock(user: User) -> User:
    return User.objects.select_for_update(of=("self",)).select_related("home").get(pk=user.pk)


@transaction.atomic
def confirm_contact(*, by: User | None, user: User) -> User:
    """The person's number or e-mail was proven, by a code (`by` None) or by somebody at the counter."""
    user = _lock(user)
    if by is not None:
        demand_confirmer(by, user)
    if user.rung < Rung.CONTACT:
        user.rung = Rung.CONTACT
        user.save(update_fields=["rung"])
        role = by.acting_role(user.home) if by else ""
        record(by=by, verb="pastikan_kontak", target=user, role=role, data={"rung": user.rung})
    return user


@transaction.atomic
def confirm_phone(*, by: User | None, user: User) -> User:
    """The person's number is truly hers: the code came back, or the counter rang it."""
    user = _lock(user)
    if not user.phone:
        raise ValidationError("Orang ini belum punya nomor ponsel.")
    if by is not None:
        demand_confirmer(by, user)
    user.phone_verified_at = timezone.now()
    user.save(update_fields=["phone_verified_at"])
    return confirm_contact(by=by, user=user)


@transaction.atomic
def confirm_residence(
    *, by: User, user: User, paper: str, home: str = "", name: str = "", rung: int = Rung.SEEN
) -> ResidenceCheck:
    """An officer saw the person and a paper: she lives here. No picture is kept.

    `home` and `name` are what the officer compared with the paper; StateError where the person changed it meanwhile.
    """
    user = _lock(user)
    demand_confirmer(by, user)
    if (home and home != user.home_id) or (name and name != user.full_name):
        raise StateError("Orang ini baru saja mengubah nama atau alamatnya. Muat ulang halaman, lalu periksa lagi.")
    if rung != Rung.SEEN:
        raise ValidationError("Jenjang ini hanya dapat dicapai lewat pencocokan Dukcapil.")
    if paper not in ResidenceCheck.Paper.values:
        raise ValidationError({"paper": "Pilih dokumen yang Anda lihat."})
    check = ResidenceCheck.objects.create(user=user, rung=rung, region_id=user.home_id or "", paper=paper, by=by)
    user.rung = max(user.rung, rung)
    user.save(update_fields=["rung"])
    data: dict[str, Any] = {"rung": int(user.rung), "paper": paper}
    record(by=by, verb="pastikan_tinggal", target=user, role=by.acting_role(user.home), data=data)
    return check


@transaction.atomic
def correct_name(*, by: User, user: User, full_name: str, paper: str) -> User:
    """An officer corrects a person's name as her paper has it; the trail says who and by which paper, not the names."""
    user = _lock(user)
    demand_confirmer(by, user)
    full_name = clean(full_name)
    if not 2 <= len(full_name) <= 120:
        raise ValidationError({"full_name": "Isi nama seperti di dokumen."})
    if paper not in set(ResidenceCheck.Paper.values) - {ResidenceCheck.Paper.KNOWN}:
        raise ValidationError({"paper": "Pilih dokumen yang memuat nama ini."})
    if full_name != user.full_name:
        user.full_name = full_name
        user.save(update_fields=["full_name"])
        record(by=by, verb="betulkan_nama", target=user, role=by.acting_role(user.home), data={"paper": paper})
    return user


@transaction.atomic
def withdraw_residence(*, by: User, user: User, note: str) -> User:
    """A confirmation was wrong: the person steps down to the contact rung, with the officer's reason in the trail."""
    user = _lock(user)
    demand_confirmer(by, user)
    if len(note.strip()) < 20:
        raise ValidationError({"note": "Tulis alasan, paling sedikit 20 huruf."})
    if user.rung > Rung.CONTACT:
        user.rung = Rung.CONTACT
        user.save(update_fields=["rung"])
        role = by.acting_role(user.home)
        record(by=by, verb="cabut_kepastian", target=user, role=role, note=note.strip(), data={"rung": user.rung})
    return user
