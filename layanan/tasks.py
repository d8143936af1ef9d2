"""What the worker does later: ids in, verb out, safe to run twice."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django_tasks import task

from accounts.gateways import GatewayError, gateway
from layanan.models import Application
from layanan.reading import contact_of

logger = logging.getLogger(__name__)


@task()
def message_applicant(pk: int, subject: str, text: str) -> bool:
    """Send one message to the contact an applicant without an account left; it holds no answer and no secret."""
    application = Application.objects.filter(pk=pk).first()
    contact = contact_of(application) if application else ""
    if application is None or not contact:
        return False
    words = f"{text}\n{settings.SITE_URL.rstrip('/')}{application.get_absolute_url()}"
    try:
        if "@" in contact:
            send_mail(subject, words, None, [contact])
        elif (door := gateway()) is not None:
            door.send(contact, words)
        else:
            return False
    except (GatewayError, SMTPException, OSError):
        logger.exception("a message to an applicant was refused")
        return False
    return True
