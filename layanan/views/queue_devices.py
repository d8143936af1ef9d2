"""What enrolled browsers ask and tell: leases before a cut, events after it; and the list of them for officers."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import desk_required
from core.states import StateError
from layanan.models import QueueDevice, QueueLease, QueueOffice
from layanan.queue.spoken import call_clips
from layanan.services import devices
from layanan.services.replay import Told, replay
from layanan.states import Priority
from layanan.views.queue_desk import counter_of

LASTS, MOST = 400 * 86400, 500


def set_device(request: HttpRequest, response: HttpResponse, told: str) -> HttpResponse:
    """The browser keeps what makes it a device; other sites cannot use it."""
    response.set_cookie(devices.COOKIE, told, max_age=LASTS, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


def this_device(request: HttpRequest) -> QueueDevice | None:
    """Which device this browser is."""
    return devices.device_of(request.COOKIES.get(devices.COOKIE, ""))


def refused(words: str, status: int) -> JsonResponse:
    return JsonResponse({"pesan": words}, status=status)


@csrf_exempt  # a device is known by its own cookie, which other sites cannot send
@require_POST
def lease(request: HttpRequest) -> HttpResponse:
    """Give a device what it may do alone."""
    device = this_device(request)
    if device is None:
        return refused("Peramban ini bukan perangkat antrean.", 403)
    try:
        given = devices.lease(device=device, by=request.user if request.user.is_authenticated else None)
    except (PermissionDenied, StateError) as error:
        return refused(str(error), 403 if isinstance(error, PermissionDenied) else 409)
    return JsonResponse(snapshot(device, given))


def snapshot(device: QueueDevice, given: QueueLease) -> dict[str, Any]:
    """The day as a device needs it without the server; numbers and services only."""
    named = given.tickets.select_related("service").order_by("clock_at", "id") if device.counter else []
    services = device.office.services.filter(active=True)
    return {
        "bekal": str(given.uuid),
        "mulai": given.given_at.isoformat(),
        "sampai": given.ends_at.isoformat(),
        "blok": given.blocks,
        "kantor": device.office.name,
        "loket": device.counter.number if device.counter else 0,
        "kata_loket": call_clips("", 0, device.counter.number)[-2:] if device.counter else [],
        "layanan": [{"id": s.pk, "nama": s.name, "awalan": s.prefix} for s in services],
        "nomor": [{"awalan": t.prefix, "nomor": t.number, "layanan": t.service.name} for t in named],
    }


def told_of(raw: Any) -> Told:
    """One event as a device wrote it; ValueError for what is none."""
    try:
        at = datetime.fromisoformat(str(raw["at"]))
        return Told(
            uuid=UUID(str(raw["uuid"])),
            lease=UUID(str(raw["bekal"])),
            sequence=int(raw["urut"]),
            at=at if timezone.is_aware(at) else timezone.make_aware(at),
            kind=str(raw["jenis"]),
            prefix=str(raw["awalan"])[:2],
            number=int(raw["nomor"]),
            service=int(raw["layanan"]) if raw.get("layanan") else None,
            priority=raw.get("prioritas") if raw.get("prioritas") in Priority.values else "",
        )
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError from error


def read(request: HttpRequest) -> list[Told] | None:
    """What a device sent; None for whatever cannot be read."""
    try:
        rows = json.loads(request.body)["catatan"]
        told = [told_of(row) for row in rows] if isinstance(rows, list) and len(rows) <= MOST else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return told if told is None or all(0 < t.sequence < 2**31 and 0 < t.number < 10_000 for t in told) else None


@csrf_exempt
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Take what a device did alone; each is answered by itself, sending again changes nothing."""
    device, told = this_device(request), read(request)
    if device is None:
        return refused("Peramban ini bukan perangkat antrean, atau sudah dicabut.", 403)
    if told is None:
        return refused("Kiriman ini tidak dapat dibaca.", 400)
    try:
        answer = replay(device=device, told=told)
    except PermissionDenied as error:
        return refused(str(error), 403)
    failed = [{"uuid": str(key), "pesan": words} for key, words in answer.refused.items()]
    return JsonResponse({"diterima": [str(key) for key in answer.taken], "gagal": failed})


@require_POST
@desk_required
def enrol_counter(request: HttpRequest, pk: int) -> HttpResponse:
    """Make this browser the computer of a counter, so that it works on when the network drops."""
    place = counter_of(request, pk)
    _, told = devices.enrol(by=request.user, office=place.office, counter=place)
    return set_device(request, redirect("antrean:counter", pk=place.pk), told)


def run_here(request: HttpRequest, slug: str) -> QueueOffice:
    """An office whose queue this officer runs."""
    office = get_object_or_404(QueueOffice, slug=slug, active=True)
    if not request.user.has_perm("layanan.run_queue", office):
        raise PermissionDenied("Anda tidak mengelola antrean kantor ini.")
    return office


@require_safe
@desk_required
def device_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The browsers enrolled in an office."""
    office = run_here(request, slug)
    rows = office.devices.filter(revoked_at__isnull=True).select_related("counter")
    return render(request, "layanan/antrean/devices.html", {"office": office, "rows": rows})


@require_POST
@desk_required
def revoke(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Take a browser out: it gives and calls nothing any more."""
    office = run_here(request, slug)
    devices.revoke(by=request.user, device=get_object_or_404(QueueDevice, pk=pk, office=office))
    return redirect("antrean:devices", slug=office.slug)
