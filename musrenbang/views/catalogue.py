"""The catalogue of works at the desk: what stands there, and loading it from a table."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.guards import desk_required
from core.forms import add_errors
from core.paging import page_of
from core.sheets import template_response
from core.text import whole_number
from musrenbang.catalogue_sheet import Loaded, columns
from musrenbang.forms.catalogue import CatalogueForm
from musrenbang.models import CatalogueItem, Cycle
from musrenbang.services.reference import agencies_region
from wilayah.models import Region

NOTES = ("Satu baris satu pekerjaan.", "Pekerjaan yang sudah ada dengan satuan sama diperbarui.")


def place(request: HttpRequest) -> Region:
    """The regency of the catalogue, for those who keep it."""
    region = agencies_region()
    if region is None:
        raise Http404
    if not request.user.has_perm("musrenbang.catalogue", region):
        raise PermissionDenied("Halaman ini untuk perencana dan administrator.")
    return region


@desk_required
def catalogue(request: HttpRequest) -> HttpResponse:
    """The works of a plan year; a table is tried first, then kept."""
    region = place(request)
    years = list(Cycle.objects.order_by("-plan_year").values_list("plan_year", flat=True).distinct())
    year = whole_number(request.GET.get("tahun", ""), 4) or (years[0] if years else None)
    form = CatalogueForm(request.POST or None, request.FILES or None, initial={"year": year})
    found = loaded(request, form, region) if request.method == "POST" and form.is_valid() else None
    if found and not found.errors and "simpan" in request.POST:
        messages.success(request, f"Kamus tersimpan: {found.new} baru, {found.changed} berubah, {found.same} tetap.")
        return redirect(f"{request.path}?tahun={form.cleaned_data['year']}")
    rows = CatalogueItem.objects.filter(region=region, year=year or 0).select_related("unit", "agency")
    context = {"form": form, "found": found, "page": page_of(request, rows), "year": year, "years": years}
    return render(request, "musrenbang/catalogue.html", context)


def loaded(request: HttpRequest, form: Any, region: Region) -> Loaded | None:
    """What the file holds; None where it cannot be read, said beside the field."""
    try:
        answer: Loaded = form.save(by=request.user, region=region, dry_run="simpan" not in request.POST)
    except ValidationError as error:
        add_errors(form, error if hasattr(error, "error_dict") else ValidationError({"berkas": error.messages}))
        return None
    return answer


@require_safe
@desk_required
def catalogue_template(request: HttpRequest) -> HttpResponse:
    """The empty table with its lists."""
    place(request)
    return template_response("kamus-usulan", columns(), title="Kamus usulan", notes=NOTES)
