"""Sessions at the desk: the list, the sheet, the page from which one is run, partners."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from acara.models import Registration
from acara.queries import attendance_summary
from acara.queries.attendance import to_call
from accounts.guards import desk_required
from audit.queries import trail
from core.once import OnceForm
from core.paging import page_of
from core.sending import sent
from literasi import services
from literasi.forms.sessions import PartnerForm, SessionForm
from literasi.models import Contribution, Session
from literasi.queries.listing import WHEN, desk_rows
from literasi.registry import found as pieces
from literasi.views.common import at_desk, head, must_work
from wilayah.queries import root_region


@require_safe
@desk_required
def desk_list(request: HttpRequest) -> HttpResponse:
    """Sessions of the officer's place."""
    must_work(request)
    when = request.GET.get("waktu", "datang")
    when = when if when in WHEN else "datang"
    context = {"page": page_of(request, desk_rows(request.user, when)), "when": WHEN, "asked": when}
    context |= {name: request.user.has_perm(f"literasi.{name}", root_region()) for name in ("keep", "report")}
    return render(request, "literasi/desk_list.html", context)


@desk_required
def new(request: HttpRequest) -> HttpResponse:
    """Plan a session."""
    must_work(request)
    return sheet(request, SessionForm(request.POST or None, by=request.user), {})


@desk_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a session."""
    session = at_desk(request, pk)
    return sheet(request, SessionForm(request.POST or None, by=request.user, session=session), head(session, ""))


def sheet(request: HttpRequest, form: SessionForm, context: dict[str, Any]) -> HttpResponse:
    """Show the sheet, or save it and go to the session's page."""
    if request.method == "POST" and (answer := sent(request, form, lambda: form.save(by=request.user).desk_url)):
        messages.success(request, "Sesi disimpan." if "session" in context else "Sesi disimpan. Periksa, lalu umumkan.")
        return answer
    return render(request, "literasi/desk_form.html", {**context, "form": form})


@require_safe
@desk_required
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One session: what is planned, who comes, what to do next."""
    session = at_desk(request, pk)
    keep = request.user.has_perm("literasi.keep", root_region())
    return render(request, "literasi/desk_session.html", record(session) | {"keep": keep})


def record(session: Session) -> dict[str, Any]:
    """What the officer's page of a session prints."""
    done = {row.name: row.done for row in session.event.LIFECYCLE} | {"create_event": "Direncanakan"}
    history = [(entry, done[entry.verb]) for entry in trail(session.event) if entry.verb in done]
    calls = to_call(Registration.objects.filter(event=session.event)).count()
    return head(session, "ringkasan") | {
        "trail": history,
        "summary": attendance_summary(session.event),
        "calls": calls,
        "form": OnceForm(),
        "contributions": list(session.contributions.select_related("partner")),
        "leaders": [person.full_name for person in session.facilitators.all()],
        "pieces": pieces(session.materials),
    }


@require_POST
@desk_required
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a session public."""
    session = at_desk(request, pk)
    form = OnceForm(request.POST)
    deed = lambda: services.announce_session(by=request.user, session=session).desk_url  # noqa: E731
    answer = sent(request, form, deed)
    if answer is None:
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
        return redirect(session.desk_url)
    messages.success(request, "Sesi diumumkan.")
    return answer


@desk_required
def partners(request: HttpRequest, pk: int) -> HttpResponse:
    """Who helps with what."""
    session = at_desk(request, pk)
    form = PartnerForm(request.POST or None, session=session)
    here = reverse("literasi:partners", args=[pk])
    if request.method == "POST" and (answer := sent(request, form, lambda: [form.save(by=request.user), here][1])):
        messages.success(request, "Sumbangan mitra tersimpan.")
        return answer
    rows = list(session.contributions.select_related("partner"))
    return render(request, "literasi/desk_partners.html", head(session, "mitra") | {"form": form, "rows": rows})


@require_POST
@desk_required
def drop_partner(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Take a line about a partner off."""
    session = at_desk(request, pk)
    found = get_object_or_404(Contribution.objects.filter(session=session).select_related("session"), pk=row)
    services.remove_contribution(by=request.user, contribution=found)
    messages.success(request, "Baris mitra dihapus.")
    return redirect("literasi:partners", pk)
