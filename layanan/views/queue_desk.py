"""The officers' side: which counter, one key that calls the next, and what becomes of who is called."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import desk_required
from core.sending import sent, status_of
from core.states import StateError
from layanan.forms.queue import CallForm, PaperForm, TransferForm
from layanan.models import QueueCounter, QueueOffice, Ticket
from layanan.queries.screens import parked, today_of, waiting_list
from layanan.queue_people import runs_queues
from layanan.services import calling, days, devices
from layanan.services.log import day_of

DEEDS: dict[str, Callable[..., Any]] = {
    "panggil-lagi": calling.recall,
    "urungkan": calling.undo_call,
    "layani": calling.serve,
    "lewati": calling.skip,
    "tunda": calling.park,
    "kembali": calling.come_back,
    "selesai": calling.finish,
    "keliru": calling.void_times,
}


def served_offices(user: Any) -> list[QueueOffice]:
    """Offices at whose counters this officer may sit, none before one is made; refused to officers of other work."""
    found = [o for o in QueueOffice.objects.filter(active=True) if user.has_perm("layanan.serve", o)]
    if not found and not runs_queues(user):
        raise PermissionDenied("Halaman ini untuk petugas loket.")
    return found


@require_safe
@desk_required
def desk_list(request: HttpRequest) -> HttpResponse:
    """The offices and counters this officer may work at."""
    offices = served_offices(request.user)
    counters = QueueCounter.objects.filter(office__in=offices, active=True).select_related("office", "officer")
    context = {"counters": counters.order_by("office__name", "number"), "offices": offices}
    return render(request, "layanan/antrean/desk_list.html", context)


def counter_of(request: HttpRequest, pk: int) -> QueueCounter:
    """A counter of an office this officer serves; 404 for another place's."""
    counter = get_object_or_404(QueueCounter.objects.select_related("office", "officer"), pk=pk, active=True)
    if counter.office not in served_offices(request.user):
        raise Http404
    return counter


@require_safe
@desk_required
def counter(request: HttpRequest, pk: int) -> HttpResponse:
    """The counter's page: who is here, the key, who waits."""
    place = counter_of(request, pk)
    day, here = today_of(place.office), calling.current_at(place)
    context: dict[str, Any] = {"counter": place, "here": here, "day": day}
    context |= {"line": waiting_list(day) if day else [], "parked": parked(day) if day else []}
    context |= {"transfer": TransferForm(ticket=here) if here else None}
    device = devices.device_of(request.COOKIES.get(devices.COOKIE, ""))
    context["device"] = device is not None and device.counter_id == place.pk
    context["leads"] = request.user.has_perm("layanan.lead_queue", place)
    return render(request, "layanan/antrean/counter.html", context)


@require_POST
@desk_required
def call_next(request: HttpRequest, pk: int) -> HttpResponse:
    """The one key: finish who is here, call the next."""
    place, form = counter_of(request, pk), CallForm(request.POST)
    if form.is_valid():
        calling.open_counter(by=request.user, counter=place)
        called = calling.call_next(by=request.user, counter=place, seen=form.cleaned_data["seen"])
        messages.success(request, f"Memanggil {called.label}." if called else "Tidak ada yang menunggu loket ini.")
    return redirect("antrean:counter", pk=place.pk)


@require_POST
@desk_required
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the counter."""
    place = counter_of(request, pk)
    calling.close_counter(by=request.user, counter=place)
    messages.success(request, f"{place} ditutup.")
    return redirect("antrean:desk_list")


def ticket_at(request: HttpRequest, pk: int, number: int) -> tuple[QueueCounter, Ticket]:
    """A number of this counter's office; 404 for another place's."""
    place = counter_of(request, pk)
    rows = Ticket.objects.select_related("queue_day__office", "service", "counter")
    return place, get_object_or_404(rows, pk=number, queue_day__office=place.office)


@require_POST
@desk_required
def deed(request: HttpRequest, pk: int, number: int, name: str) -> HttpResponse:
    """One step of a number: recall, skip, park, back, finish, undo."""
    if name not in DEEDS:
        raise Http404
    place, ticket = ticket_at(request, pk, number)
    try:
        done = DEEDS[name](by=request.user, ticket=ticket)
        messages.success(request, f"{done.label}: {done.get_state_display().lower()}.")
    except StateError as error:
        messages.error(request, str(error))
    return redirect("antrean:counter", pk=place.pk)


@require_POST
@desk_required
def send_on(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Transfer to another service; the clock of the arrival is kept."""
    place, ticket = ticket_at(request, pk, number)
    form = TransferForm(request.POST, ticket=ticket)
    if form.is_valid():
        moved = form.save(by=request.user)
        messages.success(request, f"{moved.label} dialihkan ke {moved.service}.")
    else:
        messages.error(request, "Pilih layanan tujuan.")
    return redirect("antrean:counter", pk=place.pk)


@require_POST
@desk_required
def close_day(request: HttpRequest, pk: int) -> HttpResponse:
    """End the office's day; who still waits is closed as not served."""
    place = counter_of(request, pk)
    days.close_day(by=request.user, queue_day=day_of(place.office))
    messages.success(request, "Hari ini ditutup.")
    return redirect("antrean:counter", pk=place.pk)


@desk_required
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Type in the number that a person tore off a printed roll."""
    place = get_object_or_404(QueueOffice, slug=slug, active=True)
    if not request.user.has_perm("layanan.issue", place):
        raise PermissionDenied("Anda tidak bertugas di kantor ini.")
    form = PaperForm(request.POST or None, office=place)
    if request.method == "POST" and (answer := sent(request, form, lambda: noted(request, form))):
        return answer
    return render(request, "layanan/antrean/paper.html", {"office": place, "form": form}, status=status_of(form))


def noted(request: HttpRequest, form: PaperForm) -> str:
    """The number is in line; the next one can be typed."""
    ticket = form.save(by=request.user)
    messages.success(request, f"{ticket.label} dicatat.")
    return request.path
