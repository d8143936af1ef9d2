"""Taking attendance at the desk, without a script: codes, the list, walk-ins, the paper sheet."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from acara import services
from acara.forms.attendance import CodeForm, CorrectForm, PickForm, SheetForm, SheetPhotoForm, WalkInForm
from acara.models import Attendance, Event
from acara.paper import PAPERS, sheet_context, sheet_pdf
from acara.queries import attendance_summary
from acara.queries.attendance import EXPORT, export_rows, find_expected, present
from acara.services.attendance import Checked
from acara.views.common import at_desk, head, run_by
from accounts.guards import desk_required
from core.exports import csv_response, xlsx_response
from core.once import OnceForm
from core.paging import page_of
from core.pdf import PdfMissingError
from core.sending import sent

FORMS = {"kode": CodeForm, "pilih": PickForm}


def checked(request: HttpRequest, event: Event, form: Any) -> str:
    """Take the attendance and say whose it was; a code scanned twice says so."""
    done: Checked = form.save(by=request.user)
    if done.first:
        messages.success(request, f"{done.attendance} tercatat hadir.")
    else:
        messages.warning(request, f"{done.attendance} sudah tercatat hadir sebelumnya. Tidak dihitung dua kali.")
    return reverse("acara:presence", args=[event.pk])


@desk_required
def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is there; the code of a ticket or a name from the list adds one."""
    event = at_desk(request, pk)
    forms: dict[str, Any] = {name: form(event=event, auto_id=f"{name}-%s") for name, form in FORMS.items()}
    if request.method == "POST":
        name = "pilih" if "peserta" in request.POST else "kode"
        forms[name] = FORMS[name](request.POST, event=event, auto_id=f"{name}-%s")
        if answer := sent(request, forms[name], lambda: checked(request, event, forms[name])):
            return answer
    return render(request, "acara/desk_presence.html", head(request, event, "hadir") | hall(request, event) | forms)


def hall(request: HttpRequest, event: Event) -> dict[str, Any]:
    """The list of those who came, the sums, and whom a search on the list of registrations finds."""
    text = request.GET.get("cari", "").replace("\x00", "")[:100]
    page = page_of(request, present(event, request.GET.get("q", "").replace("\x00", "")[:100]), size=50)
    context = {"page": page, "summary": attendance_summary(event), "asked": request.GET, "text": text}
    return context | {"found": find_expected(event, text) if text else []}


@desk_required
def walk_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody came who is on no list."""
    event = at_desk(request, pk)
    form = WalkInForm(request.POST or None, event=event)
    if request.method == "POST" and (answer := sent(request, form, lambda: checked(request, event, form))):
        return answer
    return render(request, "acara/desk_line.html", head(request, event, "hadir") | {"form": form})


def line(event: Event, pk: int) -> Attendance:
    """One line of the attendance list."""
    row = get_object_or_404(Attendance.objects.filter(event=event, present=True), pk=pk)
    row.event = event
    return row


@desk_required
def correct(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Put a line of the list right."""
    event = at_desk(request, pk)
    form = CorrectForm(request.POST or None, attendance=line(event, row))
    back = reverse("acara:presence", args=[pk])
    if request.method == "POST" and (answer := sent(request, form, lambda: [form.save(by=request.user), back][1])):
        messages.success(request, "Baris daftar hadir diperbaiki.")
        return answer
    return render(
        request, "acara/desk_line.html", head(request, event, "hadir") | {"form": form, "row": form.attendance}
    )


@desk_required
def take_off(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Take somebody off the list who is not there, after asking once."""
    event = at_desk(request, pk)
    found, form, back = line(event, row), OnceForm(request.POST or None), reverse("acara:presence", args=[pk])
    deed = lambda: [services.take_back(by=request.user, event=event, attendance=found), back][1]  # noqa: E731
    if request.method == "POST" and (answer := sent(request, form, deed)):
        messages.success(request, f"{found} tidak lagi tercatat hadir.")
        return answer
    return render(request, "acara/desk_off.html", head(request, event, "hadir") | {"form": form, "row": found})


@desk_required
def type_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Many lines of the paper sheet, typed at once."""
    event = at_desk(request, pk)
    form = SheetForm(request.POST or None, event=event, rows=30 if request.GET.get("baris") == "30" else 12)
    if request.method == "POST" and (answer := sent(request, form, lambda: typed(request, form))):
        return answer
    return render(request, "acara/desk_sheet.html", head(request, event, "lembar") | {"form": form})


def typed(request: HttpRequest, form: SheetForm) -> str:
    """Save the lines; on to the next sheet."""
    messages.success(request, f"{form.save(by=request.user)} orang dari lembar hadir tercatat.")
    return reverse("acara:type_sheet", args=[form.event.pk])


@desk_required
def photos(request: HttpRequest, pk: int) -> HttpResponse:
    """Photographs of the signed sheets; only for those who run the event."""
    event = run_by(request, pk)
    here = reverse("acara:photos", args=[pk])
    if wanted := request.POST.get("hapus", ""):
        rows = event.sheets.select_related("file", "event")
        services.remove_sheet(by=request.user, sheet=get_object_or_404(rows, pk=wanted if wanted.isdecimal() else 0))
        return redirect(here)
    form = SheetPhotoForm(request.POST or None, request.FILES or None, event=event)
    if request.method == "POST" and (answer := sent(request, form, lambda: [form.save(by=request.user), here][1])):
        return answer
    context = {"form": form, "sheets": list(event.sheets.select_related("file", "by").order_by("id"))}
    return render(request, "acara/desk_photos.html", head(request, event, "lembar") | context)


@require_safe
@desk_required
def print_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper sheet as a page to print."""
    event = at_desk(request, pk)
    return render(request, "acara/desk_print.html", head(request, event, "lembar") | sheet_context(event, request.GET))


@require_safe
@desk_required
def sheet_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper sheet as PDF, F4 or A4; the page to print where PDF cannot be made."""
    event = at_desk(request, pk)
    paper = request.GET.get("kertas", "f4")
    try:
        content = sheet_pdf(event, request.GET, paper if paper in PAPERS else "f4")
    except PdfMissingError as error:
        messages.info(request, str(error))
        return redirect("acara:print", pk)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="daftar-hadir-{event.pk}.pdf"'
    return response


@require_safe
@desk_required
def export(request: HttpRequest, pk: int, ending: str) -> HttpResponseBase:
    """The attendance list to take along; numbers and addresses for those who run the event."""
    event = at_desk(request, pk)
    rows = export_rows(event, contacts=request.user.has_perm("acara.contacts", event))
    answer = csv_response if ending == "csv" else xlsx_response
    return answer(f"daftar-hadir-{event.pk}", EXPORT, rows)
