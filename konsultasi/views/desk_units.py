"""Officers' pages about units: which there are, who works for them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.guards import desk_required
from accounts.rules import region_here
from core.sending import status_of
from konsultasi import queries
from konsultasi.forms import UnitForm
from konsultasi.models import Unit
from konsultasi.views.common import sent


def codes(request: HttpRequest) -> list[str]:
    """Regions whose units this officer keeps."""
    found = queries.answer_codes(request.user)
    if not found:
        raise PermissionDenied("Halaman ini untuk petugas yang menjawab masukan.")
    return found


@require_safe
@desk_required
def units(request: HttpRequest) -> HttpResponse:
    """The units of the place with their members."""
    codes(request)
    return render(request, "konsultasi/desk_units.html", {"units": queries.units_with_members(request.user)})


@desk_required
def new(request: HttpRequest) -> HttpResponse:
    """A unit that is not there yet."""
    return kept(request, Unit(region_id=region_here(codes(request)[0])))


@desk_required
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit and who works for it."""
    codes(request)
    found = next((row for row in queries.units_with_members(request.user) if row.pk == pk), None)
    if found is None:
        raise Http404("Unit ini tidak ada.")
    return kept(request, found)


def kept(request: HttpRequest, unit: Unit) -> HttpResponse:
    """The form of a unit: kept once and back to the list, or shown again with its mistakes."""
    members = [row.user for row in unit.members.all()] if unit.pk else []
    officers = queries.officers_for([unit.region_id])
    form = UnitForm(request.POST or None, unit=unit, officers=officers, members=members)
    if request.method == "POST" and (done := sent(request, form, lambda: form.save(by=request.user))):
        messages.success(request, "Unit tersimpan.")
        return done
    return render(request, "konsultasi/desk_unit.html", {"unit": unit, "form": form}, status=status_of(form))
