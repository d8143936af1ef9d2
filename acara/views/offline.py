"""The check-in page that keeps working without a signal: the list goes out, the queue of presses comes in."""

import json
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST, require_safe

from acara.forms.attendance import PressForm
from acara.models import Event, Registration
from acara.queries import attendance_summary
from acara.views.common import at_desk, head
from accounts.guards import desk_required
from core.states import StateError

MOST_AT_ONCE = 100
MOST_NAMES = 3000


@require_safe
@desk_required
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The page for a phone in one hand."""
    event = at_desk(request, pk)
    return render(request, "acara/offline.html", head(request, event, "luring"))


@require_safe
@desk_required
def names(request: HttpRequest, pk: int) -> HttpResponse:
    """The day's list for the phone: name, code, at most four digits of a number."""
    event = at_desk(request, pk)
    rows = Registration.objects.filter(event=event).active().with_presence().exclude(name="").order_by("name", "id")
    people = [
        {"id": row.pk, "nama": row.name, "kode": row.code, "akhir": row.phone_end, "hadir": row.came}
        for row in rows[:MOST_NAMES]
    ]
    until = int(event.ends_at.timestamp()) + 24 * 3600
    return JsonResponse({"peserta": people, "hadir": total(event), "token": get_token(request), "hapus": until})


def total(event: Event) -> int:
    """Everybody who is there, as the server knows."""
    return attendance_summary(event).total


@require_POST
@desk_required
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the presses that waited on a phone; each is answered by itself."""
    event = at_desk(request, pk)
    presses = presses_of(request)
    if presses is None:
        return JsonResponse({"pesan": "Kiriman ini tidak dapat dibaca."}, status=400)
    answers = [one(request.user, event, press) for press in presses]
    return JsonResponse({"jawaban": answers, "hadir": total(event)})


def presses_of(request: HttpRequest) -> list[Any] | None:
    """The list of presses a phone sent; None for whatever is none."""
    if request.content_type != "application/json":
        return None
    try:
        presses = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    return presses if isinstance(presses, list) and len(presses) <= MOST_AT_ONCE else None


def one(user: Any, event: Event, press: Any) -> dict[str, Any]:
    """What became of one press: hadir, sudah, batal, or gagal with the words why."""
    given = press if isinstance(press, dict) else {}
    answer: dict[str, Any] = {"kunci": str(given.get("kunci", ""))[:40], "nama": ""}
    form = PressForm({name: value for name, value in given.items() if isinstance(value, str | int)})
    if not form.is_valid():
        return answer | {"hasil": "gagal", "pesan": "Catatan ini tidak lengkap."}
    try:
        done = form.save(by=user, event=event)
    except (StateError, PermissionDenied) as error:
        return answer | {"hasil": "gagal", "pesan": str(error)}
    except ValidationError as error:
        return answer | {"hasil": "gagal", "pesan": " ".join(error.messages)}
    if done is None or done.taken_back:
        return answer | {"hasil": "batal"}
    if done.first:
        return answer | {"hasil": "hadir", "nama": str(done.attendance)}
    when = date_format(timezone.localtime(done.attendance.at), "H.i")
    return answer | {"hasil": "sudah", "nama": str(done.attendance), "pesan": f"Sudah tercatat pukul {when}."}
