"""Applications at the desk: the queue, one page an application, one button a deed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import desk_required
from core.paging import page_of
from core.sending import sent, status_of
from core.views import send_stored
from layanan.case_page import NAMES, Step, page_context, step_of
from layanan.models import Application, Letter, Service
from layanan.models.cases import LookKind
from layanan.queries.cases import GROUPS, ORDERS, clocks, mine, queue, works
from layanan.queries.letters import letter_of
from layanan.services.looks import look
from wilayah.queries import root_region

ASKED = ("status", "layanan", "saya", "lewat", "giliran", "q", "urut")


def at_desk(request: HttpRequest) -> None:
    """Refuse officers whose work this is not."""
    if not works(request.user):
        raise PermissionDenied("Halaman ini untuk petugas kecamatan dan camat.")


@require_safe
@desk_required
def case_list(request: HttpRequest) -> HttpResponse:
    """The queue: sorted by the promise, filtered by address."""
    at_desk(request)
    asked = {name: request.GET.get(name, "") for name in ASKED}
    page = page_of(request, queue(request.user, asked))
    context: dict[str, Any] = {"page": page, "rows": clocks(page, root_region().pk), "asked": asked}
    context |= {"groups": GROUPS, "orders": ORDERS, "services": Service.objects.values_list("slug", "name")}
    return render(request, "layanan/cases/list.html", context)


def case_of(request: HttpRequest, pk: int) -> Application:
    """An application of this officer's place; 404 for all others and for her own."""
    at_desk(request)
    rows = mine(request.user).select_related("service", "village", "owner", "version", "applicant")
    return get_object_or_404(rows, pk=pk)


@require_safe
@desk_required
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One application: answers and papers on one side, the next deed on the other."""
    application = case_of(request, pk)
    look(by=request.user, application=application)
    return render(request, "layanan/cases/case.html", page_context(request.user, application))


@require_POST
@desk_required
def deed(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one deed; a refusal shows the same page with what was typed."""
    application = case_of(request, pk)
    step: Step | None = step_of(request.user, application, name)
    if step is None:
        return gone(request, application, name)
    form = step.form(request.POST, request.FILES)
    if answer := sent(request, form, lambda: done(step.save, form, request.user, application)):
        messages.success(request, step.said)
        return answer
    context = page_context(request.user, application, failed=(name, form))
    return render(request, "layanan/cases/case.html", context, status=status_of(form))


def gone(request: HttpRequest, application: Application, name: str) -> HttpResponse:
    """A deed that cannot be done now: it was done already, or somebody was faster."""
    if name not in NAMES:
        raise Http404
    messages.error(request, "Langkah ini sudah dilakukan atau bukan giliran Anda. Beginilah keadaannya sekarang.")
    return redirect(application.desk_url)


def done(save: Callable[..., Any], form: Any, by: Any, application: Application) -> str:
    """Save and lead back to the application."""
    save(form, by=by, application=application)
    return application.desk_url


@require_safe
@desk_required
def paper(request: HttpRequest, pk: int, file: int, size: str = "") -> HttpResponseBase:
    """A paper of the applicant; the look is written down."""
    application = case_of(request, pk)
    row = get_object_or_404(application.files.select_related("stored"), pk=file, stored__isnull=False)
    small = size == "kecil" and bool(row.stored.small)
    if not small:
        look(by=request.user, application=application, kind=LookKind.FILE, what=row.label)
    field, kind = (row.stored.small, "image/webp") if small else (row.stored.file, row.stored.content_type)
    return send_stored(row.stored, field, kind, row.stored.original_name)


@require_safe
@desk_required
def letter_file(request: HttpRequest, pk: int, letter: int, which: str) -> HttpResponseBase:
    """The PDF of a letter, or the scan of the signed paper; the look is written down."""
    application = case_of(request, pk)
    row = get_object_or_404(Letter.objects.select_related("stored", "scan"), pk=letter, application=application)
    stored = row.scan if which == "pindaian" else row.stored
    if stored is None:
        raise Http404
    look(by=request.user, application=application, kind=LookKind.LETTER, what=row.number)
    return send_stored(stored, stored.file, stored.content_type, stored.original_name)


@require_safe
@desk_required
def looks(request: HttpRequest, pk: int) -> HttpResponse:
    """Who looked at this application, and when."""
    application = case_of(request, pk)
    rows = page_of(request, application.looks.select_related("user"))
    return render(request, "layanan/cases/looks.html", {"case": application, "page": rows})


@desk_required
def letter_deed(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Revoke or replace the letter: a page of its own, since it cannot be undone."""
    application = case_of(request, pk)
    letter = letter_of(application)
    step = step_of(request.user, application, name, letter=letter)
    if letter is None or step is None:
        raise Http404
    form = step.form(request.POST or None)
    deed_ = lambda: done(step.save, form, request.user, application)  # noqa: E731
    if request.method == "POST" and (answer := sent(request, form, deed_)):
        messages.success(request, step.said)
        return answer
    context = {"case": application, "letter": letter, "form": form, "step": step}
    return render(request, "layanan/cases/letter_deed.html", context, status=status_of(form))
