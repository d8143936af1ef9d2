"""The officers' pages of events: the list, the sheet, the page from which one is run, its people."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from acara import services
from acara.codes import qr
from acara.forms.desk import STEPS, EventForm, GuestForm, places_of
from acara.models import Event, Registration
from acara.people import works
from acara.queries import attendance_summary
from acara.queries.attendance import expected, to_call
from acara.queries.listing import WHEN, asked_at_desk, desk_rows
from acara.states import SeatState
from acara.views.common import NOT_HERE, at_desk, head, run_by
from accounts.guards import desk_required
from audit.queries import trail
from core.once import OnceForm
from core.paging import page_of
from core.sending import sent

DONE = {
    "announce": "Acara diumumkan.",
    "close": "Pendaftaran ditutup.",
    "reopen": "Pendaftaran dibuka lagi.",
    "hold": "Daftar hadir dikunci.",
    "unlock": "Kunci daftar hadir dibuka.",
    "cancel": "Acara dibatalkan. Semua yang terdaftar diberi tahu.",
}


@require_safe
@desk_required
def desk_list(request: HttpRequest) -> HttpResponse:
    """Events of the officer's place."""
    if not works(request.user):
        raise PermissionDenied(NOT_HERE)
    question = asked_at_desk(request.GET)
    context = {"page": page_of(request, desk_rows(request.user, question)), "asked": question, "when": WHEN}
    context["plans"] = places_of(request.user, None).exists()
    return render(request, "acara/desk_list.html", context)


@desk_required
def new(request: HttpRequest) -> HttpResponse:
    """Plan a general event."""
    if not places_of(request.user, None).exists():
        raise PermissionDenied(NOT_HERE)
    form = EventForm(request.POST or None, by=request.user)
    return sheet(request, form, {})


@desk_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an event."""
    event = run_by(request, pk)
    form = EventForm(request.POST or None, by=request.user, event=event)
    return sheet(request, form, {"event": event})


def sheet(request: HttpRequest, form: EventForm, context: dict[str, Any]) -> HttpResponse:
    """Show the sheet, or save it and go to the event's page."""
    if request.method == "POST" and (answer := sent(request, form, lambda: form.save(by=request.user).desk_url)):
        messages.success(request, "Acara disimpan." if "event" in context else "Acara disimpan. Periksa, lalu umumkan.")
        return answer
    return render(request, "acara/desk_form.html", {**context, "form": form})


@desk_required
def run(request: HttpRequest, pk: int, deed: str = "") -> HttpResponse:
    """The event, its numbers, and the steps open to this officer now."""
    event = run_by(request, pk) if deed else at_desk(request, pk)
    form = None
    if deed and deed not in STEPS:
        raise Http404
    if deed and request.method == "POST":
        form = STEPS[deed](request.POST, event=event, auto_id=f"{deed}-%s")
        if answer := sent(request, form, lambda: form.save(by=request.user).desk_url):
            messages.success(request, DONE[deed])
            return answer
        event = at_desk(request, pk)
    return render(request, "acara/desk_event.html", record(request, event, deed, form))


def record(request: HttpRequest, event: Event, deed: str, form: Any) -> dict[str, Any]:
    """What the officer's page of an event prints."""
    context = head(request, event, "ringkasan")
    names = [row.name for row in event.LIFECYCLE.next(event.state)] if context["runs"] else []
    done = {row.name: row.done for row in event.LIFECYCLE} | {"create_event": "Direncanakan"}
    forms = {name: form if name == deed and form else STEPS[name](event=event, auto_id=f"{name}-%s") for name in names}
    calls = to_call(Registration.objects.filter(event=event)).count()
    history = [(entry, done[entry.verb]) for entry in trail(event) if entry.verb in done]
    return context | {"steps": forms, "trail": history, "summary": attendance_summary(event), "calls": calls}


@require_safe
@desk_required
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who registered, in the order they came."""
    event = at_desk(request, pk)
    page = page_of(request, expected(event, request.GET), size=50)
    context = head(request, event, "peserta") | {"page": page, "states": SeatState.choices, "asked": request.GET}
    return render(request, "acara/desk_people.html", context)


@desk_required
def guest(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter somebody who has no account."""
    event = at_desk(request, pk)
    form = GuestForm(request.POST or None, event=event)
    if request.method == "POST" and (answer := sent(request, form, lambda: guest_url(form.save(by=request.user)))):
        messages.success(request, "Peserta tersimpan. Cetak tiketnya, atau bacakan kodenya.")
        return answer
    return render(request, "acara/desk_guest.html", head(request, event, "peserta") | {"form": form})


def guest_url(row: Registration) -> str:
    return reverse("acara:person", args=[row.event_id, row.pk])


def on_list(event: Event, pk: int) -> Registration:
    """One registration of this event."""
    rows = Registration.objects.filter(event=event).with_presence().select_related("region", "person", "entered_by")
    row = get_object_or_404(rows, pk=pk)
    row.event = event
    return row


@require_safe
@desk_required
def person(request: HttpRequest, pk: int, who: int) -> HttpResponse:
    """One registration with its ticket, ready to print."""
    event = at_desk(request, pk)
    row = on_list(event, who)
    context = head(request, event, "peserta") | {"row": row, "form": OnceForm()}
    return render(request, "acara/desk_person.html", context | {"picture": qr(row.code)})


@require_POST
@desk_required
def person_deed(request: HttpRequest, pk: int, who: int, deed: str) -> HttpResponse:
    """Say yes for somebody who was called, note the call, or take her off the list."""
    row = on_list(at_desk(request, pk), who)
    verbs = {"terima": services.accept_offer, "hubungi": services.mark_called, "batal": services.withdraw}
    if deed not in verbs:
        raise Http404
    form = OnceForm(request.POST)
    answer = sent(request, form, lambda: guest_url(verbs[deed](by=request.user, registration=row)))
    if answer is None:
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
        return redirect(guest_url(row))
    messages.success(request, "Tersimpan.")
    return answer
