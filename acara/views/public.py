"""What everybody reads: the list, the month, one event, dates to take along."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from acara.models import Event
from acara.queries import attendance_summary
from acara.queries.listing import Asked, asked, coming, found, month, month_asked, registration_of
from acara.registry import KINDS
from acara.states import EventState
from audit.queries import trail
from core import ical
from core.pagecache import mark_public, public_page
from core.paging import page_of
from notifications.services import shorten
from wilayah.queries import village_labels


def offered(question: Asked) -> dict[str, Any]:
    """What the filter offers."""
    kinds = [(name, kind.label) for name, kind in KINDS.items()]
    return {"asked": question, "kinds": kinds, "villages": village_labels()}


@require_safe
@public_page("acara")
def event_list(request: HttpRequest) -> HttpResponse:
    """What is to come, and what was."""
    question = asked(request.GET)
    page = page_of(request, found(Event.objects.past(), question))
    context = {**offered(question), "coming": coming(question) if page.number == 1 else [], "page": page}
    return render(request, "acara/list.html", context)


@require_safe
@public_page("acara")
def calendar(request: HttpRequest) -> HttpResponse:
    """A month as a sheet."""
    question = asked(request.GET)
    sheet = month(month_asked(request.GET.get("bulan", "")), question)
    return render(request, "acara/calendar.html", {**offered(question), "month": sheet})


def public_event(pk: int) -> Event:
    """An announced event; 404 for a plan."""
    return get_object_or_404(Event.objects.public().select_related("region", "topic"), pk=pk)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One event: when, where, whether one may still come; afterwards how many came."""
    event = public_event(pk)
    topic: Any = event.topic
    context = {"event": event, "topic": topic, "mine": registration_of(request.user, event)}
    context |= {"at_desk": request.user.is_staff and request.user.has_perm("acara.check_in", event)}
    if event.state == EventState.HELD:
        context["summary"] = attendance_summary(event)
    if event.state == EventState.CANCELLED:
        context["off"] = next((entry for entry in reversed(trail(event)) if entry.verb == "cancel"), None)
    return mark_public(render(request, "acara/show.html", context), topic.version_name)


def hours(event: Event) -> ical.Hours:
    """An event as a line of somebody's calendar."""
    url = f"{settings.SITE_URL}{event.get_absolute_url()}"
    return ical.Hours(f"acara-{event.pk}", event.title, event.starts_at, event.ends_at, url)


def calendar_file(text: str, name: str) -> HttpResponse:
    """A file for calendars."""
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


@require_safe
def event_ics(request: HttpRequest, pk: int) -> HttpResponse:
    """One event for somebody's calendar; a cancelled one is nothing to note."""
    event = get_object_or_404(Event.objects.public().exclude(state=EventState.CANCELLED), pk=pk)
    return calendar_file(ical.calendar([hours(event)]), f"acara-{event.pk}")


@require_safe
@public_page("acara")
def all_ics(request: HttpRequest) -> HttpResponse:
    """Everything to come, to subscribe to."""
    return calendar_file(ical.calendar(hours(event) for event in coming(asked(request.GET))), "acara")


class EventFeed(Feed):
    """Events to come, the latest announced first."""

    feed_type = Atom1Feed
    title = "Acara"
    subtitle = "Rapat, sosialisasi, dan forum yang akan datang."
    link = "/acara/"
    feed_url = "/acara/atom.xml"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return mark_public(require_safe(super().__call__)(request, *args, **kwargs), "acara")

    def items(self) -> list[Event]:
        return list(Event.objects.public().select_related("region").order_by("-announced_at", "-id")[:30])

    def item_title(self, item: Any) -> str:
        cancelled = "Dibatalkan: " if item.state == EventState.CANCELLED else ""
        return f"{cancelled}{item.title}"

    def item_description(self, item: Any) -> str:
        return shorten(f"{item.place}, {item.region.label}. {item.description}", 300)

    def item_link(self, item: Any) -> str:
        return str(item.get_absolute_url())

    def item_guid(self, item: Any) -> str:
        return f"urn:partisipasi:acara:{item.pk}"

    def item_pubdate(self, item: Any) -> datetime:
        return item.announced_at

    def item_updateddate(self, item: Any) -> datetime:
        return item.announced_at
