"""NIK: checked by the hard rules only, kept as a keyed hash and a masked text, never in clear.

Rules: 16 digits; digits 7-8 are the day of birth (women + 40), 9-10 the month; the serial is not 0000. Region, date
and sex in a NIK may disagree with the person's papers and are never held against her.
"""

import hashlib
import hmac
import re

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, ValidationError


def clean_nik(text: str) -> str:
    """The sixteen digits; ValidationError where the number cannot be a NIK."""
    digits = re.sub(r"[\s.\-]", "", text)
    match = re.fullmatch(r"[0-9]{6}([0-9]{2})([0-9]{2})[0-9]{2}([0-9]{4})", digits, re.ASCII)
    if not match:
        raise ValidationError("NIK terdiri atas 16 angka.", code="invalid")
    day, month, serial = int(match[1]), int(match[2]), match[3]
    if not (1 <= day <= 31 or 41 <= day <= 71) or not 1 <= month <= 12 or serial == "0000":
        raise ValidationError("NIK ini tidak mungkin benar. Periksa lagi angkanya.", code="invalid")
    return digits


def hash_nik(nik: str) -> str:
    """Keyed hash by which two equal numbers are found; the key stands outside the database (NIK_KEY)."""
    if not settings.NIK_KEY:
        raise ImproperlyConfigured("NIK_KEY belum diatur; nomor identitas tidak boleh disimpan.")
    return hmac.new(settings.NIK_KEY.encode(), clean_nik(nik).encode(), hashlib.sha256).hexdigest()


def mask_nik(nik: str) -> str:
    """ "3323********0001" """
    digits = clean_nik(nik)
    return f"{digits[:4]}********{digits[-4:]}"
