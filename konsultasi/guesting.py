"""Messages to guests: codes, links and answers, to the contact they confirmed. Below the verbs; the worker calls it."""

import logging
from collections.abc import Callable, Iterable
from smtplib import SMTPException

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django_tasks import task

from accounts.gateways import GatewayError, gateway
from accounts.phone import normalise_phone
from core.sealing import keyed_hash, seal, unseal
from konsultasi.models import Guest, Input

PURPOSE = "konsultasi.guest"
UNSENT = "Pesan tidak dapat dikirim sekarang. Coba lagi beberapa saat lagi, atau datanglah ke loket."
NO_GATEWAY = "Situs ini belum dapat mengirim pesan ke ponsel. Tulis alamat surel Anda."
logger = logging.getLogger(__name__)


def understood(text: str) -> tuple[str, str]:
    """Way and contact of what a person typed; ValidationError where it is neither e-mail nor mobile number."""
    text = text.strip()
    if "@" in text:
        validate_email(text)
        return Guest.Way.EMAIL, text.lower()
    phone = normalise_phone(text)
    if gateway() is None:
        raise ValidationError(NO_GATEWAY)
    return Guest.Way.PHONE, phone


def hash_of(contact: str) -> str:
    return keyed_hash(contact, PURPOSE)


def sealed(contact: str) -> bytes:
    return seal(contact, PURPOSE)


def contact_of(guest: Guest) -> str:
    """The contact in clear; "" once it is gone."""
    return unseal(guest.contact, PURPOSE) if guest.contact else ""


def send(guest: Guest, subject: str, text: str) -> bool:
    """One message to a guest; False where it could not be handed over."""
    contact = contact_of(guest)
    if not contact:
        return False
    try:
        if guest.way == Guest.Way.EMAIL:
            send_mail(subject, text, None, [contact])
        elif (door := gateway()) is not None:
            door.send(contact, text)
        else:
            return False
    except (GatewayError, SMTPException, OSError):
        logger.exception("a message to a guest was refused")
        return False
    return True


def address(guest: Guest) -> str:
    """The private link as it stands in a message."""
    return settings.SITE_URL.rstrip("/") + guest.link


@task()
def message_guest(guest_id: int, subject: str, text: str) -> None:
    """Send a guest a message with her private link, as long as her contact is kept."""
    guest = Guest.objects.filter(pk=guest_id).first()
    if guest is not None:
        send(guest, subject, f"{text}\n{address(guest)}")


def tell_guest(entry: Input, text: str) -> None:
    """Tell a guest what became of her input."""
    tell_guests([entry], lambda _: text)


def tell_guests(entries: Iterable[Input], text: Callable[[str], str]) -> None:
    """Tell the guests who gave these inputs, or the wholes these are parts of; each once, `text` takes her numbers."""
    given: dict[int, list[int]] = {}
    for entry in entries:
        given.setdefault(entry.origin_id or entry.pk, []).append(entry.number)
    for guest in Guest.objects.filter(input__in=given, contact__isnull=False).select_related("input").order_by("pk"):
        assert guest.input is not None
        numbers = ", ".join(str(number) for number in given[guest.input.pk])
        message_guest.enqueue(guest.pk, f"Masukan Anda nomor {guest.input.number}", text(numbers))
