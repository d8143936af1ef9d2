"""A person's own registration: enter it, its ticket, say yes to an offer, give it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from acara import services
from acara.codes import qr
from acara.forms.citizen import RegisterForm
from acara.models import Event, Registration
from acara.queries.listing import registration_of
from acara.states import SeatState
from acara.views.public import public_event
from accounts.guards import citizen_required, needs_rung, rung_wall
from accounts.models import Rung
from core.once import OnceForm
from core.sending import sent

COMING = "mendaftar acara"


@needs_rung(Rung.REGISTERED, deed=COMING)
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Register for an event; who is registered sees her ticket."""
    event = public_event(pk)
    if wall := rung_wall(request, event.min_rung, COMING):
        return wall
    mine = registration_of(request.user, event)
    if mine is not None and mine.is_active and request.method == "GET":
        return redirect(ticket_url(event))
    form = RegisterForm(request.POST or None, event=event)
    if request.method == "POST" and (answer := sent(request, form, lambda: entered(request, form))):
        return answer
    return render(request, "acara/register.html", {"event": event, "form": form})


def entered(request: HttpRequest, form: Any) -> str:
    """Register, say what became of it, on to the ticket."""
    made = form.save(by=request.user)
    seated = made.state == SeatState.SEATED
    messages.success(request, "Anda terdaftar." if seated else "Semua tempat terisi. Anda masuk daftar tunggu.")
    return ticket_url(form.event)


def ticket_url(event: Event) -> str:
    return reverse("acara:ticket", args=[event.pk])


def own_registration(request: HttpRequest, pk: int) -> Registration:
    """The reader's latest registration for an event; 404 where she has none."""
    rows = Registration.objects.filter(person_id=request.user.pk, event__pk=pk).with_presence()
    latest = rows.order_by("-id").values_list("pk", flat=True)[:1]
    return get_object_or_404(rows.select_related("event__region", "event__topic", "person"), pk__in=list(latest))


@citizen_required
def ticket(request: HttpRequest, pk: int) -> HttpResponse:
    """The reader's ticket with its code."""
    mine = own_registration(request, pk)
    context = {"event": mine.event, "mine": mine, "form": OnceForm(), "place": position(mine)}
    context["picture"] = qr(mine.code) if mine.state == SeatState.SEATED else ""
    return render(request, "acara/ticket.html", context)


def position(mine: Registration) -> int:
    """The place in the queue; 0 for who does not wait."""
    if mine.state != SeatState.WAITING:
        return 0
    ahead = Registration.objects.filter(event=mine.event, state=SeatState.WAITING, pk__lt=mine.pk)
    return ahead.count() + 1


@citizen_required
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes to an offered seat."""
    mine = own_registration(request, pk)
    form = OnceForm(request.POST or None)
    deed = lambda: services.accept_offer(by=request.user, registration=mine) and ticket_url(mine.event)  # noqa: E731
    if request.method == "POST" and (answer := sent(request, form, deed)):
        messages.success(request, "Tempat Anda dipastikan.")
        return answer
    return render(request, "acara/accept.html", {"event": mine.event, "mine": mine, "form": form})


@citizen_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the registration back, after asking once."""
    mine = own_registration(request, pk)
    if not mine.is_active:
        return redirect(mine.event)
    form = OnceForm(request.POST or None)
    deed = lambda: services.withdraw(by=request.user, registration=mine).event.own_url  # noqa: E731
    if request.method == "POST" and (answer := sent(request, form, deed)):
        messages.success(request, "Pendaftaran Anda dibatalkan. Tempatnya diberikan kepada yang menunggu.")
        return answer
    return render(request, "acara/withdraw.html", {"event": mine.event, "mine": mine, "form": form})
