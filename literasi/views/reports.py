"""Reports: for everybody, for the camat and donors, for one facilitator; lesson hours of officials; population."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.guards import desk_required
from core.exports import csv_response, xlsx_response
from core.pagecache import public_page
from core.paging import page_of
from core.pdf import PdfMissingError
from core.sending import sent
from literasi import papers
from literasi.forms.sessions import PopulationForm
from literasi.models import HandoutCount, Population
from literasi.queries.report import Report, period_asked
from literasi.queries.staff import staff_rows
from literasi.views.common import file_of, must_hold, must_work
from wilayah.queries import root_region

HEAD = ["Bagian", "Uraian", "Nilai", "Keterangan"]


def report_of(request: HttpRequest, facilitator: Any = None) -> Report:
    """The report of the period the address asks for."""
    return Report(period_asked(request.GET), root_region().pk, facilitator)


@require_safe
@public_page("literasi", "acara")
def public_report(request: HttpRequest) -> HttpResponse:
    """What sessions reached, for everybody."""
    report = report_of(request)
    csv = f"{reverse('literasi:report_csv')}?{report.period.query()}"
    return render(request, "literasi/report.html", {"report": report, "csv": csv})


@require_safe
@public_page("literasi", "acara")
def public_csv(request: HttpRequest) -> HttpResponseBase:
    """The same numbers as open data."""
    return csv_response("literasi", HEAD, report_of(request).rows())


@require_safe
@desk_required
def desk_report(request: HttpRequest) -> HttpResponse:
    """The report with facilitators and sessions, cost and partners."""
    must_hold(request, "literasi.report")
    taken = HandoutCount.objects.all()
    context = {"report": report_of(request), "taken": sum(taken.values_list("count", flat=True))}
    return render(request, "literasi/desk_report.html", context)


@require_safe
@desk_required
def desk_pdf(request: HttpRequest) -> HttpResponse:
    """The report to print."""
    must_hold(request, "literasi.report")
    report = report_of(request)
    try:
        content = papers.report_pdf(report, request.GET.get("kertas", "a4"))
    except PdfMissingError as error:
        messages.info(request, str(error))
        return redirect("literasi:desk_report")
    return file_of(content, "laporan-literasi.pdf", "application/pdf")


@require_safe
@desk_required
def desk_xlsx(request: HttpRequest) -> HttpResponseBase:
    """The report's tables as Excel."""
    must_hold(request, "literasi.report")
    return xlsx_response("laporan-literasi", HEAD, report_of(request).rows())


@require_safe
@desk_required
def own(request: HttpRequest) -> HttpResponse:
    """A facilitator's own sessions: whom they reached, who is missing, what was learned."""
    must_work(request)
    report = report_of(request, request.user)
    return render(request, "literasi/desk_own.html", {"report": report})


@require_safe
@desk_required
def staff(request: HttpRequest) -> HttpResponse:
    """Lesson hours of each official."""
    must_hold(request, "literasi.report")
    period = period_asked(request.GET)
    page = page_of(request, staff_rows(period), size=50)
    return render(request, "literasi/desk_staff.html", {"page": page, "period": period})


@desk_required
def population(request: HttpRequest) -> HttpResponse:
    """How many people live where, the measure of whom sessions reached."""
    must_hold(request, "literasi.keep")
    form = PopulationForm(request.POST or None)
    here = reverse("literasi:population")
    if request.method == "POST" and (answer := sent(request, form, lambda: [form.save(by=request.user), here][1])):
        messages.success(request, "Jumlah penduduk tersimpan.")
        return answer
    rows = list(Population.objects.select_related("region").order_by("region__name"))
    return render(request, "literasi/desk_population.html", {"form": form, "rows": rows})
