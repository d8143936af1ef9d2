"""Tables of proposals at the desk: templates, the upload with its mistakes, the preview, making all of them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.guards import desk_required
from core.once import OnceForm
from core.paging import page_of
from core.sending import sent
from core.sheets import template_response
from musrenbang import sheets
from musrenbang.forms.sipd import PastForm, VillageSheetForm
from musrenbang.models import Cycle, ProposalSheet
from musrenbang.queries.sheets import LOADS, collecting_cycles, districts_of, sheets_of, villages_of
from musrenbang.services import list_files
from wilayah.models import Region

Kind = ProposalSheet.Kind


def require_loads(request: HttpRequest) -> None:
    """Officers of villages and of the kecamatan."""
    if not any(mandate.role in LOADS for mandate in request.user.mandates_now):
        raise PermissionDenied("Halaman ini untuk petugas kelurahan, desa, dan kecamatan.")


@require_safe
@desk_required
def desk(request: HttpRequest) -> HttpResponse:
    """Which tables there are, and those of the officer's regions so far."""
    require_loads(request)
    context: dict[str, Any] = {"page": page_of(request, sheets_of(request.user))}
    context["may_past"] = districts_of(request.user).exists()
    return render(request, "musrenbang/sipd/sheets.html", context)


@desk_required
def past(request: HttpRequest) -> HttpResponse:
    """A list of a past year."""
    require_loads(request)
    places = districts_of(request.user)
    if not places.exists():
        raise PermissionDenied("Daftar tahun sebelumnya dimuat petugas kecamatan.")
    form = PastForm(request.POST or None, request.FILES or None, places=places)
    if request.method == "POST" and (done := sent(request, form, lambda: form.save(by=request.user))):
        return done
    years = Cycle.objects.filter(region__in=places).select_related("region")
    return render(request, "musrenbang/sipd/past.html", {"form": form, "cycles": years})


@desk_required
def village(request: HttpRequest) -> HttpResponse:
    """The sheet of a village without a signal."""
    require_loads(request)
    places, cycles = villages_of(request.user), collecting_cycles(request.user)
    form = VillageSheetForm(request.POST or None, request.FILES or None, places=places, cycles=cycles)
    if request.method == "POST" and (done := sent(request, form, lambda: form.save(by=request.user))):
        return done
    return render(request, "musrenbang/sipd/village.html", {"form": form, "cycles": cycles, "places": places})


@require_safe
@desk_required
def template(request: HttpRequest, cycle_id: int, code: str) -> HttpResponse:
    """The empty table of a cycle: of a village its sheet, of the kecamatan the list of a past year."""
    require_loads(request)
    cycle = get_object_or_404(Cycle.objects.select_related("region"), pk=cycle_id)
    region = get_object_or_404(Region, pk=code)
    kind = Kind.PAST if region.pk == cycle.region_id else Kind.VILLAGE
    if not cycle.region.contains(region.pk) or not request.user.has_perm(list_files.RULES[kind], region):
        raise Http404
    columns = sheets.columns_of(kind, cycle, region)
    notes, examples = sheets.notes_of(kind, cycle, region), sheets.examples_of(kind, cycle, columns)
    name = f"usulan-{cycle.plan_year}-{region.name}"
    return template_response(name, columns, title=notes[0], notes=notes[1:], examples=examples)


@desk_required
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """One table: its mistakes, or what will be made of it, the button that makes it."""
    require_loads(request)
    row = get_object_or_404(sheets_of(request.user).select_related("cycle__region"), pk=pk)
    form = OnceForm(request.POST or None)
    if request.method == "POST" and (done := sent(request, form, lambda: make(request, row))):
        return done
    return render(request, "musrenbang/sipd/sheet.html", {"sheet": row, "form": form, "report": row.report})


def make(request: HttpRequest, row: ProposalSheet) -> ProposalSheet:
    """Make all of it, say so."""
    made = list_files.confirm_sheet(by=request.user, sheet=row)
    messages.success(request, "Usulan sedang dibuat.")
    return made
