"""SIPD at the desk: what it is told, what it said, which rows a person must pair."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.guards import desk_required
from core.exports import csv_response, xlsx_response
from core.paging import page_of
from core.sending import sent
from musrenbang.forms.sipd import PairForm, SipdForm
from musrenbang.models import Cycle, SipdFile
from musrenbang.queries.sipd import export_rows, files_of
from musrenbang.services.sipd_files import require_sipd
from musrenbang.sipd import HEADERS


def years() -> list[int]:
    """Plan years, the newest first."""
    return sorted(set(Cycle.objects.values_list("plan_year", flat=True)), reverse=True)


@desk_required
def desk(request: HttpRequest) -> HttpResponse:
    """The table for SIPD, a file of SIPD's status, and the files before it."""
    require_sipd(request.user)
    known = years()
    form = SipdForm(request.POST or None, request.FILES or None, initial={"year": known[0] if known else None})
    if request.method == "POST" and (done := sent(request, form, lambda: form.save(by=request.user))):
        return done
    page = page_of(request, files_of(request.user))
    return render(request, "musrenbang/sipd/desk.html", {"form": form, "years": known, "page": page})


@require_safe
@desk_required
def export(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """The proposals of the officer's regions in SIPD's columns."""
    require_sipd(request.user)
    if kind not in ("csv", "xlsx"):
        raise Http404
    answer: Any = csv_response if kind == "csv" else xlsx_response
    return answer(f"sipd-{year}", list(HEADERS.values()), export_rows(year, request.user))


@desk_required
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """One file: what it would change, the button that keeps it, what came of it."""
    require_sipd(request.user)
    row = get_object_or_404(SipdFile.objects.defer("content", "rest").select_related("by"), pk=pk, by=request.user)
    form = PairForm(request.POST or None, file=row)
    if request.method == "POST" and (done := sent(request, form, lambda: keep(request, form))):
        return done
    return render(request, "musrenbang/sipd/file.html", {"file": row, "form": form, "report": row.report})


def keep(request: HttpRequest, form: PairForm) -> SipdFile:
    """Confirm, say so."""
    kept = form.save(by=request.user)
    messages.success(request, "Berkas sedang disimpan.")
    return kept
