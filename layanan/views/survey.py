"""The satisfaction survey for everybody: the figures, the questions, the report."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.exports import csv_response
from core.forms import add_errors
from core.pagecache import public_page
from core.pdf import PdfMissingError
from core.ratelimit import RateLimited, demand
from core.sending import status_of
from core.states import StateError
from layanan.forms.survey import AnswerForm, CodeForm
from layanan.models.survey import SurveyPeriod, SurveyToken
from layanan.queries.survey import EXPORT, current, export, figures, shown_period, trend, trend_chart, visible_to
from layanan.services.survey import VERSION, find_code
from layanan.survey_report import PAPERS, report_context, report_file, report_pdf
from wilayah.queries import root_region


@require_safe
@public_page(VERSION)
def overview(request: HttpRequest) -> HttpResponse:
    """The index of the latest period, its nine elements, how it changed; the way to answer."""
    region = root_region()
    period = shown_period(region.pk)
    points = trend(region.pk, also=period)
    context: dict[str, Any] = {"period": period, "asking": current(region.pk), "points": points}
    context |= {"found": figures(period) if period else None, "trend": trend_chart(points), "csv": reverse("skm:csv")}
    context["reports"] = [point.period for point in reversed(points) if point.period.published_at]
    return render(request, "layanan/survey/overview.html", context)


@require_safe
@public_page(VERSION)
def figures_csv(request: HttpRequest) -> HttpResponseBase:
    """All published means as open data."""
    region = root_region()
    return csv_response("skm", EXPORT, export(trend(region.pk, also=shown_period(region.pk))))


def answer(request: HttpRequest) -> HttpResponse:
    """The questions without a code, while the period takes such answers; else the box for a code."""
    period = current(root_region().pk)
    if period is None or not period.open_link:
        return redirect("skm:code")
    return questions(request, period)


def code(request: HttpRequest) -> HttpResponse:
    """The code of a slip leads to the questions."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = look_up(request, form)
        if found is not None:
            return redirect("skm:answer_code", form.cleaned_data["kode"])
    context = {"form": form, "asking": current(root_region().pk)}
    return render(request, "layanan/survey/code.html", context, status=status_of(form))


def look_up(request: HttpRequest, form: CodeForm) -> SurveyToken | None:
    """The code's row; guessing is slow, and a wrong code sounds like a used one."""
    try:
        demand("skm-kode", address(request), capacity=30, per=600)
    except RateLimited as error:
        form.add_error(None, str(error))
        form.refused_status = 429  # type: ignore[attr-defined]
        return None
    found = find_code(form.cleaned_data["kode"])
    if found is None or not found.period.takes_answers:
        form.add_error("kode", "Kode ini tidak dikenal, sudah dipakai, atau surveinya sudah selesai.")
        return None
    return found


def answer_code(request: HttpRequest, text: str) -> HttpResponse:
    """The questions for whoever holds a code; a link on a receipt leads here."""
    token = find_code(text)
    if request.method != "POST" and (token is None or not token.period.takes_answers):
        return redirect("skm:code")
    period = token.period if token else current(root_region().pk)
    return questions(request, period, token, text) if period else redirect("skm:code")


def questions(
    request: HttpRequest, period: SurveyPeriod, token: SurveyToken | None = None, text: str = ""
) -> HttpResponse:
    """Show the questions; take the answers once."""
    form = AnswerForm(request.POST or None, period=period, token=token or (SurveyToken(whole=True) if text else None))
    if request.method == "POST" and form.is_valid() and took(request, form, text):
        return redirect("skm:thanks")
    context = {"form": form, "period": period, "token": token}
    return render(request, "layanan/survey/questions.html", context, status=status_of(form))


def took(request: HttpRequest, form: Any, text: str) -> bool:
    """Hand the answers over; refusals stand in the form."""
    try:
        form.save(by=request.user, code=text, source=address(request))
        return True
    except ValidationError as error:
        add_errors(form, error)
    except StateError as error:
        form.add_error(None, str(error))
    except RateLimited as error:
        form.add_error(None, str(error))
        form.refused_status = 429
    return False


@require_safe
@public_page(VERSION)
def thanks(request: HttpRequest) -> HttpResponse:
    """After an answer."""
    return render(request, "layanan/survey/thanks.html")


def address(request: HttpRequest) -> str:
    """The client's address, for limits alone."""
    return get_adapter(request).get_client_ip(request) or ""


def readable(request: HttpRequest, pk: int) -> SurveyPeriod:
    """A period whose report this person may read; 404 for all others."""
    return get_object_or_404(visible_to(request.user), pk=pk)


@require_safe
@public_page(VERSION)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The official report as a page."""
    return render(request, "layanan/survey/report.html", report_context(readable(request, pk)))


@require_safe
def report_as_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The official report as PDF on F4 or A4; the page where PDF cannot be made."""
    period, paper = readable(request, pk), request.GET.get("kertas", "f4")
    try:
        content = report_pdf(period, paper if paper in PAPERS else "f4")
    except PdfMissingError:
        return redirect(reverse("skm:report", args=[pk]))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="laporan-skm-{pk}.pdf"'
    return response


@require_safe
def report_as_xlsx(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The official report's tables as Excel."""
    return report_file(readable(request, pk))
