"""Verbs by which a person comes to be and changes what we know of her."""

import re
import secrets
import unicodedata

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Rung, User
from accounts.phone import normalise_phone, phone_or_none
from accounts.services.consents import give_consent
from audit.services import record
from core.text import clean
from wilayah.models import Region

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,29}")
USERNAME_TAKEN = "Nama pengguna ini sudah dipakai. Pilih nama lain."
NAME_SEEN = "Nama Anda sudah dicocokkan dengan dokumen. Untuk membetulkannya, datang ke loket dengan KTP-el atau KK."
PHONE_TAKEN = "Nomor ini sudah dipakai untuk masuk. Orang lain dengan ponsel yang sama memakai nama pengguna."


def clean_username(text: str) -> str:
    """The name as it is kept: small letters, figures, dot, dash; never something that reads as a number or e-mail."""
    name = clean(text).lower()
    if not USERNAME.fullmatch(name):
        raise ValidationError(
            "Nama pengguna memakai 3 sampai 30 huruf kecil, angka, titik, atau garis.", code="invalid"
        )
    if name.isdigit() or phone_or_none(name):
        raise ValidationError("Nama pengguna tidak boleh berupa nomor. Tambahkan huruf.", code="invalid")
    if name.startswith("dihapus-"):
        raise ValidationError(USERNAME_TAKEN, code="taken")
    return name


def free_username(full_name: str) -> str:
    """A username nobody has yet, for people who log in by number: "ani4821"."""
    plain = unicodedata.normalize("NFKD", full_name).encode("ascii", "ignore").decode().lower()
    base = (re.findall(r"[a-z]+", plain) or ["warga"])[0][:20].ljust(2, "a")
    for digits in (4, 4, 6, 8, 10):
        name = f"{base}{secrets.randbelow(10**digits):0{digits}d}"
        if not User.objects.filter(username=name).exists():
            return name
    raise ValidationError("Nama pengguna tidak dapat dibuat. Isi nama pengguna sendiri.")


def check_free(*, username: str = "", phone: str = "", own: User | None = None) -> None:
    """ValidationError by field where another person has this username or number."""
    others = User.objects.exclude(pk=own.pk) if own else User.objects.all()
    if username and others.filter(username=username).exists():
        raise ValidationError({"username": USERNAME_TAKEN})
    if phone and others.filter(phone=phone).exists():
        raise ValidationError({"phone": PHONE_TAKEN})


def new_person(
    *, full_name: str, username: str, phone: str, password: str | None, home: Region, rt: int | None, rw: int | None
) -> User:
    """The row of a person; ValidationError by field where name or number is somebody else's."""
    phone = normalise_phone(phone) if phone else ""
    username = clean_username(username) if username else free_username(full_name)
    check_free(username=username, phone=phone)
    try:
        with transaction.atomic():
            return User.objects.create_user(
                username, password, full_name=clean(full_name), phone=phone, home=home, rt=rt, rw=rw
            )
    except IntegrityError as error:
        raise ValidationError({"username": USERNAME_TAKEN} if not phone else {"phone": PHONE_TAKEN}) from error


@transaction.atomic
def sign_up(
    *,
    full_name: str,
    password: str,
    home: Region,
    username: str = "",
    phone: str = "",
    rt: int | None = None,
    rw: int | None = None,
    consents: tuple[str, ...] = (),
) -> User:
    """A person opens an account herself; she stands on the first rung until her contact is confirmed."""
    if not (phone or username):
        raise ValidationError({"phone": "Isi nomor ponsel, atau pilih nama pengguna."})
    user = new_person(full_name=full_name, username=username, phone=phone, password=password, home=home, rt=rt, rw=rw)
    for purpose in consents:
        give_consent(user=user, purpose=purpose)
    record(by=user, verb="daftar", target=user)
    return user


@transaction.atomic
def register_person(
    *,
    by: User,
    full_name: str,
    home: Region,
    username: str = "",
    phone: str = "",
    rt: int | None = None,
    rw: int | None = None,
) -> User:
    """The counter opens an account for somebody who stands there; she sets her password with a one-time code."""
    if not by.has_perm("accounts.confirm_residence", home):
        raise PermissionDenied("Anda hanya dapat mendaftarkan warga di wilayah tugas Anda.")
    user = new_person(full_name=full_name, username=username, phone=phone, password=None, home=home, rt=rt, rw=rw)
    record(by=by, verb="daftarkan", target=user, role=by.acting_role(home))
    return user


@transaction.atomic
def change_profile(*, by: User, full_name: str, home: Region | None, rt: int | None, rw: int | None) -> User:
    """A person corrects her name or address; a new village asks for a new proof of residence.

    A name that was compared with a paper stays as it is (ValidationError): the counter corrects it (correct_name).
    """
    user = User.objects.select_for_update().get(pk=by.pk)
    if user.name_seen and clean(full_name) != user.full_name:
        raise ValidationError({"full_name": NAME_SEEN})
    moved = (home.pk if home else None) != user.home_id
    user.full_name, user.home, user.rt, user.rw = clean(full_name), home, rt, rw
    if moved and user.rung > Rung.CONTACT:
        user.rung = Rung.CONTACT
    user.save(update_fields=["full_name", "home", "rt", "rw", "rung"])
    record(by=by, verb="pindah" if moved else "ubah_data", target=user, data={"rung": user.rung})
    return user


@transaction.atomic
def change_phone(*, by: User, phone: str) -> User:
    """A person changes or takes away her number; it counts as unconfirmed until proven again."""
    user = User.objects.select_for_update().get(pk=by.pk)
    phone = normalise_phone(phone) if phone else ""
    if phone == (user.phone or ""):
        return user
    check_free(phone=phone, own=user)
    user.phone, user.phone_verified_at = phone or None, None
    if user.rung == Rung.CONTACT and not EmailAddress.objects.filter(user=user, verified=True).exists():
        user.rung = Rung.REGISTERED
    try:
        with transaction.atomic():
            user.save(update_fields=["phone", "phone_verified_at", "rung"])
    except IntegrityError as error:
        raise ValidationError({"phone": PHONE_TAKEN}) from error
    record(by=by, verb="ubah_nomor", target=user, data={"rung": user.rung})
    return user
