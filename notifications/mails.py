"""Mails in text and simple HTML: subjects without personal data, a link back, a quiet way out."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from notifications.models import Notification

SALT = "notifications.unsubscribe"
SUBJECTS = {"harian": "Rangkuman harian partisipasi"}
SUBJECT = "Pemberitahuan partisipasi"


def site(url: str) -> str:
    """The full address of a page of ours."""
    return settings.SITE_URL.rstrip("/") + url


def unsubscribe_url(user: Any) -> str:
    """The address that ends all mail to this person without logging in."""
    return site(reverse("notifications:unsubscribe", args=[signing.dumps(user.pk, salt=SALT, compress=True)]))


def read_token(token: str) -> int | None:
    """The person an unsubscribe link speaks for, None where it is not ours."""
    try:
        return int(signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def send_one(note: Notification) -> None:
    """Mail one notification."""
    _send(note.user, SUBJECT, "emails/notification", {"note": note, "link": site(note.url)})


def send_digest(user: Any, notes: list[Notification]) -> None:
    """Mail the day's notifications together."""
    rows = [(note, site(note.url)) for note in notes]
    _send(user, SUBJECTS["harian"], "emails/digest", {"rows": rows, "link": site(reverse("notifications:inbox"))})


def _send(user: Any, subject: str, template: str, context: dict[str, Any]) -> None:
    out = unsubscribe_url(user)
    context |= {
        "person": user,
        "unsubscribe": out,
        "settings_link": site(reverse("notifications:settings")),
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"{template}.txt", context),
        to=[user.email],
        headers={"List-Unsubscribe": f"<{out}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
    mail.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    mail.send()
