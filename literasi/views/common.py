"""What the desk's pages share: whose session it is, who may keep what all share."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from acara.models import Attendance
from literasi.models import Session
from literasi.queries.listing import in_office, works
from wilayah.queries import root_region


def at_desk(request: HttpRequest, pk: int) -> Session:
    """A session this officer runs; refused to officers of other work, 404 for another place's."""
    must_work(request)
    return get_object_or_404(in_office(request.user), pk=pk)


def must_work(request: HttpRequest) -> None:
    """Refuse officers whose work sessions are not."""
    if not works(request.user):
        raise PermissionDenied("Halaman ini untuk fasilitator dan petugas yang menjalankan sesi.")


def must_hold(request: HttpRequest, perm: str) -> None:
    """Refuse who does not hold this right for the place served."""
    must_work(request)
    if not request.user.has_perm(perm, root_region()):
        raise PermissionDenied("Halaman ini untuk fasilitator dan petugas kecamatan.")


def head(session: Session, tab: str) -> dict[str, Any]:
    """What the head of every page of one session needs."""
    return {"session": session, "event": session.event, "tab": tab}


def participants(session: Session) -> list[Attendance]:
    """Everybody with a name on the attendance list, by name."""
    rows = Attendance.objects.filter(event=session.event_id, present=True).exclude(name="")
    return list(rows.select_related("region").order_by("name", "id")[:500])


def participant(session: Session, pk: int) -> Attendance:
    """One line of the attendance list; 404 for another session's."""
    rows = Attendance.objects.filter(event=session.event_id, present=True).exclude(name="").select_related("event")
    return get_object_or_404(rows, pk=pk)


def file_of(content: bytes | str, name: str, kind: str) -> HttpResponse:
    """A file to take along."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
