"""What the queue's days tell: for everybody, for each officer, and what another counter would change."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.guards import desk_required
from core.exports import csv_response
from core.pagecache import public_page
from layanan.forms.queue import WhatIfForm
from layanan.models import QueueOffice
from layanan.queries.figures import by_counter, by_service, figures_of, hour_chart, week_chart
from layanan.queries.what_if import what_if
from layanan.views.queue_desk import served_offices
from layanan.views.queue_public import office_of

HEADER = ["bagian", "uraian", "jumlah", "median menit", "p90 menit", "persen"]


@require_safe
@public_page("layanan")
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """An office's waiting and its kept promises, for everybody."""
    found = figures_of(office_of(slug))
    context = {"found": found, "hours": hour_chart(found), "weeks": week_chart(found), "services": by_service(found)}
    return render(request, "layanan/antrean/figures.html", context)


@require_safe
@public_page("layanan")
def figures_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same figures as a table."""
    found = figures_of(office_of(slug))
    lines = [
        ("tunggu", found.line),
        *(("tunggu", g) for g in found.groups),
        *(("layanan", s) for s in by_service(found)),
    ]
    rows: list[list[Any]] = [[part, row.name, row.count, _short(row.p50), _short(row.p90), ""] for part, row in lines]
    rows += [["kedatangan", f"{hour:02d}.00", round(count, 2), "", "", ""] for hour, count in found.hours.items()]
    rows += [["janji", f"{w.monday:%Y-%m-%d}", w.kept.judged, "", "", _short(w.kept.share)] for w in found.weeks]
    rows.append(["tidak hadir", "Semua", found.absent, "", "", _short(found.absent_share)])
    return csv_response(f"antrean-{found.office.slug}.csv", HEADER, rows)


def _short(value: float | None) -> float | str:
    return "" if value is None else round(value, 1)


def _own_office(request: HttpRequest, slug: str) -> QueueOffice:
    """An office at whose counters this officer works."""
    office = office_of(slug)
    if office not in served_offices(request.user):
        raise PermissionDenied("Anda tidak bertugas di kantor ini.")
    return office


@require_safe
@desk_required
def desk_figures(request: HttpRequest, slug: str) -> HttpResponse:
    """The officer's own times beside everybody's; each counter's for who leads the office."""
    found = figures_of(_own_office(request, slug))
    leads = request.user.has_perm("layanan.lead_queue", found.office)
    context = {"found": found, "rows": by_counter(found, request.user), "leads": leads}
    context |= {"hours": hour_chart(found), "weeks": week_chart(found), "csv": csv_of(found.office)}
    return render(request, "layanan/antrean/desk_figures.html", context)


def csv_of(office: QueueOffice) -> str:
    return reverse("antrean:figures_csv", args=[office.slug])


@require_safe
@desk_required
def try_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """What if another counter were open: played on the office's own days."""
    office = _own_office(request, slug)
    if not request.user.has_perm("layanan.lead_queue", office):
        raise PermissionDenied("Halaman ini untuk pimpinan kantor.")
    form, answer = WhatIfForm(request.GET or None, office=office), None
    if form.is_bound and form.is_valid():
        answer = what_if(figures_of(office), form.cleaned_data["number"], *form.minutes)
    return render(request, "layanan/antrean/what_if.html", {"office": office, "form": form, "answer": answer})
