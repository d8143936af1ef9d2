"""NIK and KK: what a number must look like, and the one place where it is kept: sealed with keys outside the database.

The first key of IDENTITY_KEYS seals, all of them open; `manage.py identity_keys --rotate` seals everything anew with
the first, after which older keys can go.
"""

import json
import re
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError

from accounts.identity import clean_nik, mask_nik

NO_KEYS = "Layanan ini meminta NIK, tetapi kantor belum menyiapkan penyimpanannya. Ajukan di loket."
NO_KK = "Nomor KK terdiri atas 16 angka."
ODD_KK = "Nomor KK ini tidak mungkin benar. Periksa lagi angkanya."


def available() -> bool:
    """Whether this installation can keep identity numbers."""
    return bool(settings.IDENTITY_KEYS)


def keys() -> MultiFernet:
    """The keys, the newest first; ImproperlyConfigured where there are none or one is broken."""
    try:
        return MultiFernet([Fernet(key) for key in settings.IDENTITY_KEYS])
    except ValueError as error:
        raise ImproperlyConfigured("IDENTITY_KEYS kosong atau memuat kunci yang rusak.") from error


def lock(values: dict[str, Any]) -> bytes:
    """Sealed values; nothing where there are none."""
    return keys().encrypt(json.dumps(values).encode()) if values else b""


def unlock(sealed: bytes | memoryview) -> dict[str, Any]:
    """What was sealed; empty where nothing is, or no key opens it any more."""
    if not sealed:
        return {}
    try:
        opened: dict[str, Any] = json.loads(keys().decrypt(bytes(sealed)))
        return opened
    except (InvalidToken, ImproperlyConfigured):
        return {}


def clean_kk(text: str) -> str:
    """The sixteen digits of a family card; ValidationError where the number cannot be one."""
    digits = re.sub(r"[\s.\-]", "", text)
    match = re.fullmatch(r"[0-9]{6}([0-9]{2})([0-9]{2})[0-9]{2}([0-9]{4})", digits, re.ASCII)
    if not match:
        raise ValidationError(NO_KK, code="invalid")
    if not 1 <= int(match[1]) <= 31 or not 1 <= int(match[2]) <= 12 or match[3] == "0000":
        raise ValidationError(ODD_KK, code="invalid")
    return digits


def mask(number: str) -> str:
    """ "3323********0001"; NIK and KK alike."""
    try:
        return mask_nik(number)
    except ValidationError:
        return f"{number[:4]}********{number[-4:]}"


def hints(nik: str, *, born: str = "", sex: str = "", village: str = "") -> list[str]:
    """What in a NIK differs from the other answers. Papers may disagree for good reasons: nothing is refused for it."""
    digits = clean_nik(nik)
    day, told = int(digits[6:8]), []
    if born and (born[8:10], born[5:7], born[2:4]) != (f"{day % 40:02d}", digits[8:10], digits[10:12]):
        told.append("Tanggal lahir di dalam NIK berbeda dari tanggal lahir yang Anda tulis.")
    if sex and sex[:1].lower() != ("p" if day > 40 else "l"):
        told.append("Jenis kelamin di dalam NIK berbeda dari jawaban Anda.")
    if village and digits[:6] != village.replace(".", "")[:6]:
        told.append("NIK Anda diterbitkan di kecamatan lain. Hal ini biasa bagi warga yang pindah.")
    return told
