"""What every page knows of the house: its name, its office, what waits for the person."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property

from notifications.models import Notification
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
    def unread(self) -> int:
        """News the person has not seen; counted up to 100."""
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            return 0
        return Notification.objects.filter(user=user, read_at=None)[:100].count()


def house(request: HttpRequest) -> dict[str, Any]:
    return {"house": House(request)}
