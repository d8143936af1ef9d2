"""Short messages to a phone: SMS or WhatsApp. Settings name the gateway; the one shipped prints on the console.

A gateway is a class with `send(phone, text)`; it raises GatewayError where the message could not be handed over.
"""

import logging
from typing import Any, Protocol

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.module_loading import import_string

logger = logging.getLogger("accounts.gateways")
DEMO_BOX = "accounts:demo-messages"
DEMO_KEPT = 20


class GatewayError(Exception):
    """The message could not be handed over."""


class Gateway(Protocol):
    """What an adapter to a message service offers."""

    def send(self, phone: str, text: str) -> None:
        """Hand one message over."""


class ConsoleGateway:
    """Prints messages on the server's console; in the demo also keeps the last ones for /akun/demo/pesan/."""

    def send(self, phone: str, text: str) -> None:
        print(f"[pesan untuk {phone}] {text}", flush=True)  # noqa: T201  the console is the point
        if settings.DEMO:
            row = {"phone": phone, "text": text, "at": timezone.now()}
            cache.set(DEMO_BOX, [row, *demo_messages()][:DEMO_KEPT], 86_400)


def demo_messages() -> list[dict[str, Any]]:
    """The last messages of the demo, newest first."""
    return list(cache.get(DEMO_BOX) or [])


def gateway() -> Gateway | None:
    """The gateway of the settings; None where an installation has none."""
    return import_string(settings.SMS_GATEWAY)() if settings.SMS_GATEWAY else None
