"""Proving a number by a code sent to it, and offering an e-mail address at sign-up without telling who has one."""

import secrets
import time
from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.gateways import GatewayError, gateway, logger
from accounts.models import User
from accounts.services import confirm_phone
from core.ratelimit import RateLimited, take

SESSION = "accounts_phone_code"
LIFETIME = 10 * 60
MAX_TRIES = 5


def send_phone_code(request: HttpRequest, user: User) -> bool:
    """Send a six-figure code to the person's number; False where there is no gateway or it failed."""
    door = gateway()
    if door is None or not user.phone or user.phone_verified_at:
        return False
    if not take("kode-ponsel", user.phone, capacity=4, per=timedelta(hours=1)):
        raise RateLimited("Kode sudah dikirim beberapa kali. Coba lagi satu jam lagi.")
    code = f"{secrets.randbelow(10**6):06d}"
    request.session[SESSION] = {"digest": _digest(user, code), "until": time.time() + LIFETIME}
    try:
        door.send(user.phone, f"{code} adalah kode Partisipasi Anda, berlaku 10 menit. Jangan beri tahu siapa pun.")
    except GatewayError:
        logger.exception("gateway refused a message")
        return False
    return True


def check_phone_code(request: HttpRequest, user: User, code: str) -> User:
    """The code came back: the number is hers. ValidationError where it is wrong, old or tried too often."""
    kept = request.session.get(SESSION) or {}
    # Tries are counted in the bucket: two requests at once would both read the same number in the session.
    live = bool(kept) and kept["until"] >= time.time()
    if not live or not take("tebak", kept["digest"], capacity=MAX_TRIES, per=LIFETIME * 99):
        raise ValidationError({"code": "Kode ini sudah tidak berlaku. Minta kode baru."})
    if not constant_time_compare(kept["digest"], _digest(user, "".join(filter(str.isdigit, code)))):
        raise ValidationError({"code": "Kode tidak cocok. Periksa lagi pesan di ponsel Anda."})
    del request.session[SESSION]
    return confirm_phone(by=None, user=user)


def _digest(user: User, code: str) -> str:
    return salted_hmac(SESSION, f"{user.pk}:{user.phone}:{code}", algorithm="sha256").hexdigest()


def offer_email(request: HttpRequest, user: User, email: str) -> None:
    """Keep an address as a claim to be proven by mail; who owns it already gets a mail instead. Same words for both."""
    if not email:
        return
    if User.objects.filter(email=email).exists() or EmailAddress.objects.filter(email=email, verified=True).exists():
        get_adapter(request).send_account_already_exists_mail(email)
        return
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
