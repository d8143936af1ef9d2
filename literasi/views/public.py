"""What everybody reads: the list, the month, one session; three taps; the question after thirty days."""

from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from acara.models import Attendance
from acara.queries import attendance_summary
from acara.queries.listing import month_asked, registration_of
from acara.states import EventState
from accounts.guards import citizen_required
from core import ical
from core.pagecache import mark_public, public_page
from core.paging import page_of
from core.ratelimit import RateLimited
from core.sending import sent
from core.states import StateError
from literasi.forms.learning import TapForm, UsedForm
from literasi.models import Session
from literasi.queries.listing import Asked, asked, coming, found, month
from literasi.queries.results import opinions, results
from literasi.registry import found as pieces
from literasi.services.feedback import takes_feedback
from literasi.services.practice import is_asking
from literasi.services.sessions import VERSION
from literasi.states import Audience, Pillar, Theme
from notifications.services import shorten
from wilayah.queries import village_labels

VERSIONS = (VERSION, "acara")


def offered(question: Asked) -> dict[str, Any]:
    """What the filter offers."""
    words = {"pillars": Pillar.choices, "themes": Theme.choices, "audiences": Audience.choices}
    return {"asked": question, "villages": village_labels(), **words}


@require_safe
@public_page(*VERSIONS)
def session_list(request: HttpRequest) -> HttpResponse:
    """What is to come, and what was."""
    question = asked(request.GET)
    page = page_of(request, found(Session.objects.past(), question))
    context = {**offered(question), "coming": coming(question) if page.number == 1 else [], "page": page}
    return render(request, "literasi/list.html", context)


@require_safe
@public_page(*VERSIONS)
def calendar(request: HttpRequest) -> HttpResponse:
    """A month as a sheet."""
    question = asked(request.GET)
    sheet = month(month_asked(request.GET.get("bulan", "")), question)
    return render(request, "literasi/calendar.html", {**offered(question), "month": sheet})


def public_session(pk: int) -> Session:
    """An announced session; 404 for a plan."""
    return get_object_or_404(Session.objects.public().told().select_related("quiz"), pk=pk)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One session: when, where, whether one may still come; afterwards who came and what was learned."""
    session = public_session(pk)
    topic: Any = session.event.topic
    context = {"session": session, "event": session.event, "topic": topic, **about(session)}
    context["mine"] = registration_of(request.user, session.event)
    context["at_desk"] = request.user.is_staff and request.user.has_perm("literasi.run", session)
    return mark_public(render(request, "literasi/show.html", context), topic.version_name, VERSION)


def about(session: Session) -> dict[str, Any]:
    """Who teaches, who helps, what is handed out, and afterwards what came of it."""
    context: dict[str, Any] = {
        "contributions": list(session.contributions.select_related("partner")),
        "leaders": [person.full_name for person in session.facilitators.all()],
        "pieces": pieces(session.materials),
        "says": takes_feedback(session),
    }
    if session.is_held:
        context |= {"summary": attendance_summary(session.event), "opinion": opinions([session.pk])}
        context["total"] = results(session).total if session.quiz_id else None
    return context


@require_safe
@public_page(*VERSIONS)
def all_ics(request: HttpRequest) -> HttpResponse:
    """Every session to come, to subscribe to."""
    response = HttpResponse(content_type="text/calendar; charset=utf-8")
    response.write(ical.calendar(hours(session) for session in coming(asked(request.GET))))
    response["Content-Disposition"] = 'attachment; filename="sesi.ics"'
    return response


def hours(session: Session) -> ical.Hours:
    """A session as a line of somebody's calendar."""
    event, url = session.event, f"{settings.SITE_URL}{session.get_absolute_url()}"
    return ical.Hours(f"acara-{event.pk}", event.title, event.starts_at, event.ends_at, url)


class SessionFeed(Feed):
    """Sessions, the latest announced first."""

    feed_type = Atom1Feed
    title = "Sesi literasi digital"
    subtitle = "Sesi belajar yang akan datang."
    link = "/sesi/"
    feed_url = "/sesi/atom.xml"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return mark_public(require_safe(super().__call__)(request, *args, **kwargs), *VERSIONS)

    def items(self) -> list[Session]:
        return list(Session.objects.public().told().order_by("-event__announced_at", "-pk")[:30])

    def item_title(self, item: Any) -> str:
        cancelled = "Dibatalkan: " if item.event.state == EventState.CANCELLED else ""
        return f"{cancelled}{item}"

    def item_description(self, item: Any) -> str:
        return shorten(f"{item.event.place}, {item.event.region.label}. {item.event.description}", 300)

    def item_link(self, item: Any) -> str:
        return str(item.get_absolute_url())

    def item_guid(self, item: Any) -> str:
        return f"urn:partisipasi:sesi:{item.pk}"

    def item_pubdate(self, item: Any) -> datetime:
        return item.event.announced_at


def feedback(request: HttpRequest, pk: int) -> HttpResponse:
    """Three questions, three taps."""
    session = public_session(pk)
    form = TapForm(request.POST or None, session=session)
    valid = form.is_valid()
    context: dict[str, Any] = {"session": session, "form": form, "open": takes_feedback(session)}
    if request.method == "POST" and valid and not form.next:
        context["done"] = tapped(request, form)
    return render(request, "literasi/feedback.html", context, status=getattr(form, "refused_status", 200))


def tapped(request: HttpRequest, form: Any) -> bool:
    """Keep the three faces; refusals stand above the page."""
    try:
        form.save(source=get_adapter(request).get_client_ip(request) or "")
        return True
    except StateError as error:
        form.add_error(None, str(error))
    except RateLimited as error:
        form.add_error(None, str(error))
        form.refused_status = 429
    return False


@citizen_required
def practice(request: HttpRequest, pk: int) -> HttpResponse:
    """Her own answer, thirty days after."""
    session = public_session(pk)
    came = Attendance.objects.filter(event=session.event, person=request.user, present=True).first()
    if came is None or not is_asking(session):
        raise Http404
    form = UsedForm(request.POST or None, attendance=came)
    deed = lambda: [form.save(by=request.user), session.get_absolute_url()][1]  # noqa: E731
    if request.method == "POST" and (answer := sent(request, form, deed)):
        messages.success(request, "Terima kasih. Jawaban Anda tersimpan.")
        return answer
    return render(request, "literasi/practice.html", {"session": session, "form": form})
