"""What every page knows of the house: its name, its office, what waits for the person."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property

from notifications.queries import unread_words
from wilayah.queries import root_region


class House:
    """Lazily asked by base.html: a page that does not print it costs no query."""

    demo = settings.DEMO
    site_url = settings.SITE_URL

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def place(self) -> str:
        """ "Kecamatan Temanggung" """
        return root_region().label

    @cached_property
    def office(self) -> list[str]:
        """Address and opening hours, one line each."""
        return [line.strip() for line in settings.OFFICE_LINES.split("|") if line.strip()]

    @cached_property
    def unread(self) -> str:
        """How many news the person has not seen: "" for none, at most "99+"."""
        user = getattr(self.request, "user", None)
        return unread_words(user) if user is not None else ""


def house(request: HttpRequest) -> dict[str, Any]:
    return {"house": House(request)}
