"""The survey at the desk: periods, figures, codes to print, sheets, follow-up, publishing."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import desk_required
from audit.queries import trail
from core.once import OnceForm
from core.paging import page_of
from core.sending import sent
from core.sheets import template_response
from layanan.forms.survey import CodesForm, FollowUpForm, PeriodForm, SheetForm
from layanan.models.survey import SurveyBatch, SurveyPeriod
from layanan.queries.survey import doubts, figures, plan
from layanan.services.survey import publish, undo_sheet
from layanan.survey_people import runs, surveys
from layanan.survey_sheet import NOTES, columns
from wilayah.queries import root_region


def mine(request: HttpRequest, pk: int) -> SurveyPeriod:
    """A period this officer runs; refused to officers of other work, 404 for another place's."""
    at_desk(request)
    return get_object_or_404(surveys(request.user), pk=pk)


def at_desk(request: HttpRequest) -> None:
    """Refuse officers whose work this is not."""
    if not runs(request.user):
        raise PermissionDenied("Halaman ini untuk petugas kecamatan, camat, dan administrator.")


@require_safe
@desk_required
def desk_list(request: HttpRequest) -> HttpResponse:
    """All periods, the latest first."""
    at_desk(request)
    rows = surveys(request.user).order_by("-first_day", "-id")
    return render(request, "layanan/survey/desk_list.html", {"page": page_of(request, rows)})


@desk_required
def new(request: HttpRequest) -> HttpResponse:
    """Open a period."""
    at_desk(request)
    form = PeriodForm(request.POST or None, region=root_region())
    deed = lambda: form.save(by=request.user).desk_url  # noqa: E731
    if request.method == "POST" and (answer := sent(request, form, deed)):
        messages.success(request, "Periode survei dibuka.")
        return answer
    return render(request, "layanan/survey/desk_form.html", {"form": form})


@desk_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a period."""
    period = mine(request, pk)
    form = PeriodForm(request.POST or None, region=period.region, period=period)
    deed = lambda: form.save(by=request.user).desk_url  # noqa: E731
    if request.method == "POST" and (answer := sent(request, form, deed)):
        messages.success(request, "Periode survei disimpan.")
        return answer
    return render(request, "layanan/survey/desk_form.html", {"form": form, "period": period})


@require_safe
@desk_required
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One period: how far the sample is, what the figures say, what looks odd."""
    period = mine(request, pk)
    return render(request, "layanan/survey/desk_period.html", period_context(period))


def period_context(period: SurveyPeriod) -> dict[str, Any]:
    """What the page of one period shows."""
    found = figures(period)
    context: dict[str, Any] = {"period": period, "found": found, "plan": plan(period), "form": OnceForm()}
    context |= {"doubts": doubts(period, found), "trail": trail(period)}
    context["batches"] = list(period.batches.select_related("by").order_by("-id")[:20])
    context["codes"] = period.tokens.filter(spent=False).count()
    context["planned"] = period.follow_ups.count()
    return context


@desk_required
def codes(request: HttpRequest, pk: int) -> HttpResponse:
    """Print codes to hand out; they are shown on this one page only."""
    period = mine(request, pk)
    form = CodesForm(request.POST or None)
    made = form.save(by=request.user, period=period) if request.method == "POST" and form.is_valid() else []
    base = f"{settings.SITE_URL}{reverse('skm:code')}"
    context = {"period": period, "form": form, "codes": made, "address": base}
    response = render(request, "layanan/survey/desk_codes.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@desk_required
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a filled enumerator's sheet."""
    period = mine(request, pk)
    form = SheetForm(request.POST or None, request.FILES or None, period=period)
    deed = lambda: [form.save(by=request.user), period.desk_url][1]  # noqa: E731
    if request.method == "POST" and (answer := sent(request, form, deed)):
        messages.success(request, "Jawaban dari lembar pencacah tersimpan.")
        return answer
    return render(request, "layanan/survey/desk_sheet.html", {"period": period, "form": form})


@require_safe
@desk_required
def sheet_template(request: HttpRequest, pk: int) -> HttpResponse:
    """The empty sheet."""
    period = mine(request, pk)
    title = f"Survei Kepuasan Masyarakat, {period.title}"
    return template_response(f"lembar-skm-{period.pk}", columns(period), title=title, notes=NOTES)


@require_POST
@desk_required
def undo(request: HttpRequest, pk: int, batch: int) -> HttpResponse:
    """Take a sheet back on the same day."""
    period = mine(request, pk)
    row = get_object_or_404(SurveyBatch.objects.filter(period=period).select_related("period"), pk=batch)
    undo_sheet(by=request.user, batch=row)
    messages.success(request, "Lembar dibatalkan. Jawabannya dihapus.")
    return redirect(period.desk_url)


@desk_required
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan what will be done about the lowest elements."""
    period = mine(request, pk)
    found = figures(period)
    form = FollowUpForm(request.POST or None, period=period, wanted=found.index.lowest())
    deed = lambda: form.save(by=request.user).desk_url  # noqa: E731
    if request.method == "POST" and (answer := sent(request, form, deed)):
        messages.success(request, "Rencana tindak lanjut tersimpan.")
        return answer
    means = {line.slug: line.mean for line in found.lines}
    context = {"period": period, "form": form, "lines": [(one, means[one.slug], fields) for one, fields in form.lines]}
    return render(request, "layanan/survey/desk_follow_up.html", context)


@require_POST
@desk_required
def publish_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the report public; the period takes no more answers."""
    publish(by=request.user, period=mine(request, pk))
    messages.success(request, "Laporan diterbitkan.")
    return redirect("skm:report", pk)
