"""Everybody's side of the queue: the offices, drawing a number by phone, and the number's own page."""

import secrets
from typing import Any

from csp.decorators import csp_exempt
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from acara.codes import qr
from core.once import OnceForm
from core.ratelimit import demand
from core.sealing import keyed_hash
from core.sending import sent, status_of
from layanan.forms.queue import SlotForm, TakeForm
from layanan.models import QueueOffice, Ticket
from layanan.queries.screens import is_open, offices_now, today_of, way_of
from layanan.queries.slots import days_ahead, free_slots
from layanan.services import calling
from layanan.services.tickets import arrive, cancel_ticket, confirm
from layanan.states import Channel

SECRET = "antrean"  # noqa: S105  the cookie that tells a phone from others, nothing else
DEEDS: dict[str, tuple[Any, str, str]] = {
    "batal": (cancel_ticket, "Batalkan nomor", "Nomor Anda dibatalkan."),
    "datang": (arrive, "Saya sudah di kantor", "Kedatangan Anda dicatat."),
    "pasti": (confirm, "Ya, saya tetap datang", "Terima kasih. Nomor Anda tetap dalam antrean."),
    "kembali": (calling.come_back, "Saya sudah di sini", "Anda kembali ke antrean, di belakang tiga nomor berikutnya."),
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Which offices have a queue, and how full they are."""
    return render(request, "layanan/antrean/home.html", {"offices": offices_now()})


def office_of(slug: str) -> QueueOffice:
    """An office in use; 404 otherwise."""
    return get_object_or_404(QueueOffice, slug=slug, active=True)


def take(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw a number by phone."""
    office = office_of(slug)
    secret = request.COOKIES.get(SECRET, "")[:64] or secrets.token_urlsafe(24)
    form = TakeForm(request.POST or None, office=office)
    if request.method == "POST" and (answer := sent(request, form, lambda: drawn(form, secret))):
        return remembered(request, answer, secret)
    context = {"office": office, "form": form, "open": is_open(office, today_of(office))}
    return render(request, "layanan/antrean/take.html", context, status=status_of(form))


def book(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose a time to come."""
    office = office_of(slug)
    days = days_ahead(office)
    day = next((d for d in days if d.isoformat() == request.GET.get("hari")), days[0] if days else today())
    secret = request.COOKIES.get(SECRET, "")[:64] or secrets.token_urlsafe(24)
    slots = free_slots(office, day)
    form = SlotForm(request.POST or None, office=office, slots=slots)
    if request.method == "POST" and (answer := sent(request, form, lambda: drawn(form, secret))):
        return remembered(request, answer, secret)
    context = {"office": office, "form": form, "days": days, "day": day, "slots": slots}
    return render(request, "layanan/antrean/book.html", context, status=status_of(form))


def remembered(request: HttpRequest, answer: HttpResponse, secret: str) -> HttpResponse:
    """The phone keeps its secret for a day."""
    answer.set_cookie(SECRET, secret, max_age=86400, httponly=True, samesite="Lax", secure=request.is_secure())
    return answer


def drawn(form: TakeForm, secret: str) -> Ticket:
    """One open number for each phone and service; a phone that draws and gives back all day is slowed down."""
    holder = keyed_hash(secret, "antrean")
    demand("antrean", holder, capacity=10, per=3600)
    return form.save(channel=Channel.PHONE, holder=holder)


def ticket_of(token: str) -> Ticket:
    """The number of this secret; 404 for a guess."""
    rows = Ticket.objects.select_related("queue_day__office", "service", "counter")
    return get_object_or_404(rows, token=token)


@require_safe
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """The page of one number: its own place in line, a range of minutes, what to do."""
    mine = ticket_of(token)
    address = request.build_absolute_uri(mine.get_absolute_url())
    context = {"ticket": mine, "way": way_of(mine), "picture": qr(address), "live": mine.queue_day.day == today()}
    return no_store(render(request, "layanan/antrean/ticket.html", context))


def today() -> Any:
    return timezone.localdate()


def no_store(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@csp_exempt()
@xframe_options_exempt  # a part without buttons, asked for hundreds of times a minute
def ticket_part(request: HttpRequest, token: str) -> HttpResponse:
    """The part of that page that changes; one question to the database and 304 while nothing happened."""
    mine = ticket_of(token)
    tag = f'"{mine.queue_day.version}-{int(timezone.now().timestamp()) // 60}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag, "Cache-Control": "no-cache"})
    response = render(request, "layanan/antrean/_ticket.html", {"ticket": mine, "way": way_of(mine), "live": True})
    response["ETag"], response["Cache-Control"] = tag, "no-cache"
    return response


def ticket_deed(request: HttpRequest, token: str, deed: str) -> HttpResponse:
    """Give the number back, say one is there, or come back: asked once, then done."""
    if deed not in DEEDS:
        raise Http404
    mine, (verb, label, done) = ticket_of(token), DEEDS[deed]
    form = OnceForm(request.POST or None)
    if request.method == "POST" and (answer := sent(request, form, lambda: verb(ticket=mine))):
        messages.success(request, done)
        return answer
    return render(request, "layanan/antrean/deed.html", {"ticket": mine, "form": form, "label": label, "deed": deed})
