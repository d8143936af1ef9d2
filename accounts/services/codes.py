"""One-time codes from the counter: a forgotten password without e-mail, or the first password."""

import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import OneTimeCode, ResidenceCheck, User
from accounts.queries import find_login
from accounts.services.mandates import governs
from accounts.services.residence import demand_confirmer
from audit.services import record
from core.ratelimit import RateLimited, take

LIFETIME = timedelta(minutes=15)
MAX_TRIES = 5
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is misread on paper
WRONG = "Nama atau kode tidak cocok, atau kode sudah lewat 15 menit. Minta kode baru di loket."


def digest_of(code: str, user_id: int) -> str:
    """What is kept of a code; worthless without the server's key."""
    plain = "".join(char for char in code.upper() if char.isalnum())
    return salted_hmac("accounts.one_time_code", f"{user_id}:{plain}", algorithm="sha256").hexdigest()


@transaction.atomic
def issue_code(*, by: User, user: User, paper: str) -> str:
    """The counter checked the person and prints a code for her; returns it once, in clear, in groups of three."""
    demand_confirmer(by, user)
    if user.is_superuser or not governs(by, user):
        raise PermissionDenied("Kode untuk petugas hanya dapat dicetak oleh administrator.")
    if paper not in ResidenceCheck.Paper.values:
        raise ValidationError({"paper": "Pilih dokumen yang Anda lihat."})
    now = timezone.now()
    OneTimeCode.objects.filter(user=user, used_at=None, expires_at__gt=now).update(expires_at=now)
    code = "-".join("".join(secrets.choice(ALPHABET) for _ in range(3)) for _ in range(3))
    OneTimeCode.objects.create(
        user=user, digest=digest_of(code, user.pk), issued_by=by, issued_at=now, expires_at=now + LIFETIME
    )
    record(by=by, verb="cetak_kode", target=user, role=by.acting_role(user.home), data={"paper": paper})
    return code


def use_code(*, login: str, code: str, password: str) -> User:
    """A person sets a new password with the printed code. The same words for unknown names and wrong codes.

    Not atomic as a whole: a wrong try must stay counted although the deed fails.
    """
    if not take("kode", login.strip().lower(), capacity=10, per=timedelta(hours=1)):
        raise RateLimited("Terlalu banyak percobaan. Minta kode baru di loket.")
    user = find_login(login)
    row = _open_code(user) if user else None
    known = digest_of(code, user.pk if user else 0)
    if row is None or user is None or not constant_time_compare(row.digest, known):
        raise ValidationError({"code": WRONG})
    validate_password(password, user)
    with transaction.atomic():
        if not OneTimeCode.objects.filter(pk=row.pk, used_at=None).update(used_at=timezone.now()):
            raise ValidationError({"code": WRONG})
        user.set_password(password)
        user.save(update_fields=["password"])
        record(by=user, verb="pakai_kode", target=user)
    return user


def _open_code(user: User) -> OneTimeCode | None:
    """The person's code if it may still be tried; the try is counted before it is compared."""
    codes = OneTimeCode.objects.filter(user=user, used_at=None, expires_at__gt=timezone.now(), tries__lt=MAX_TRIES)
    row = codes.order_by("-pk").first()
    if row is None or not codes.filter(pk=row.pk).update(tries=F("tries") + 1):
        return None
    return row
