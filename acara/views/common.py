"""What the desk's pages share: whose event it is."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from acara.models import Event
from acara.people import works
from acara.queries.listing import in_office

NOT_HERE = "Halaman ini untuk petugas yang menyelenggarakan acara."


def at_desk(request: HttpRequest, pk: int) -> Event:
    """An event of the officer's place; 404 for all others."""
    if not works(request.user):
        raise PermissionDenied(NOT_HERE)
    return get_object_or_404(in_office(request.user), pk=pk)


def run_by(request: HttpRequest, pk: int) -> Event:
    """The same, for those who run it; helpers are refused."""
    event = at_desk(request, pk)
    if not request.user.has_perm("acara.run", event):
        raise PermissionDenied("Halaman ini untuk penyelenggara acara.")
    return event


def head(request: HttpRequest, event: Event, tab: str) -> dict[str, Any]:
    """What the head of every page of one event needs."""
    return {"event": event, "tab": tab, "runs": request.user.has_perm("acara.run", event)}
