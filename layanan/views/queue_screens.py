"""Screens in the waiting room: the board, the kiosk, and the slip it prints."""

import json

from csp.decorators import csp_exempt
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_POST, require_safe

from acara.codes import qr
from accounts.guards import desk_required
from core.sending import sent, status_of
from layanan.forms.queue import KioskForm
from layanan.models import QueueOffice
from layanan.queries.screens import board_of, is_open, promised_words, today_of
from layanan.queue.spoken import CLIPS
from layanan.services.devices import enrol as enrol_device
from layanan.states import Channel, DeviceKind
from layanan.views.queue_devices import run_here, set_device, this_device
from layanan.views.queue_public import office_of, ticket_of


@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """The board on the waiting room's television."""
    place = office_of(slug)
    clips = {word: static(f"suara/{word}.mp3") for word in CLIPS}
    for word in place.voices.values_list("word", flat=True):
        clips[word] = reverse("antrean:sound", args=[place.slug, word])
    return render(request, "layanan/antrean/board.html", {"board": board_of(place), "clips": json.dumps(clips)})


@require_safe
@csp_exempt()
@xframe_options_exempt  # a part without buttons, asked for hundreds of times a minute
def board_part(request: HttpRequest, slug: str) -> HttpResponse:
    """The board's changing part; 304 while nothing happened."""
    place = office_of(slug)
    day = today_of(place)
    tag = f'"{day.pk}-{day.version}"' if day else '"0"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag, "Cache-Control": "no-cache"})
    response = render(request, "layanan/antrean/_board.html", {"board": board_of(place)})
    response["ETag"], response["Cache-Control"] = tag, "no-cache"
    return response


def is_kiosk(request: HttpRequest, place: QueueOffice) -> bool:
    """Whether an officer made this browser the office's kiosk."""
    device = this_device(request)
    return device is not None and device.kind == DeviceKind.KIOSK and device.office_id == place.pk


def kiosk(request: HttpRequest, slug: str) -> HttpResponse:
    """Big buttons that give a number; only a browser that an officer made a kiosk may press them."""
    place = office_of(slug)
    form = KioskForm(request.POST or None, office=place)
    enrolled = is_kiosk(request, place)
    deed = lambda: f"{form.save(channel=Channel.KIOSK).get_absolute_url()}cetak/"  # noqa: E731
    if request.method == "POST" and enrolled and (answer := sent(request, form, deed)):
        return answer
    context = {"office": place, "form": form, "enrolled": enrolled, "open": is_open(place, today_of(place))}
    refused = 403 if request.method == "POST" and not enrolled else status_of(form)
    return render(request, "layanan/antrean/kiosk.html", context, status=refused)


@require_safe
def slip(request: HttpRequest, token: str) -> HttpResponse:
    """The number as a slip of 58 or 80 mm, or big on the screen where there is no printer."""
    mine = ticket_of(token)
    address = request.build_absolute_uri(mine.get_absolute_url())
    context = {"ticket": mine, "picture": qr(address), "kiosk": is_kiosk(request, mine.queue_day.office)}
    context["words"] = promised_words(mine)
    return render(request, "layanan/antrean/slip.html", context)


@require_POST
@desk_required
def enrol(request: HttpRequest, slug: str) -> HttpResponse:
    """Make this browser the office's kiosk."""
    place = run_here(request, slug)
    _, told = enrol_device(by=request.user, office=place)
    return set_device(request, redirect("antrean:kiosk", slug=place.slug), told)
