"""The registers of letters at the desk: numbers, what fell through, what is missing in an outside book."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.guards import desk_required
from core.exports import csv_response
from core.paging import page_of
from core.sending import sent, status_of
from layanan.forms.cases import SpoilForm
from layanan.models import LetterRegister
from layanan.queries.cases import works
from layanan.queries.letters import REGISTER_HEAD, register_rows, register_view, registers_of
from layanan.services.register import spoil_number


def own_register(request: HttpRequest, pk: int) -> LetterRegister:
    """A register of this officer's place; 404 for another's."""
    if not works(request.user):
        raise PermissionDenied("Halaman ini untuk petugas kecamatan dan camat.")
    return get_object_or_404(registers_of(request.user), pk=pk)


@require_safe
@desk_required
def registers(request: HttpRequest) -> HttpResponse:
    """The registers, the newest year first."""
    if not works(request.user):
        raise PermissionDenied("Halaman ini untuk petugas kecamatan dan camat.")
    return render(request, "layanan/letters/registers.html", {"page": page_of(request, registers_of(request.user))})


@desk_required
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """One register with its numbers; a number no letter will bear is written down here."""
    row = own_register(request, pk)
    form = SpoilForm(request.POST or None)
    deed = lambda: spoil(form, request.user, row)  # noqa: E731
    if request.method == "POST" and (answer := sent(request, form, deed)):
        messages.success(request, "Nomor dicatat batal.")
        return answer
    view = register_view(row)
    context: dict[str, Any] = {"register": row, "view": view, "page": page_of(request, view.entries), "form": form}
    return render(request, "layanan/letters/register.html", context, status=status_of(form))


def spoil(form: Any, by: Any, row: LetterRegister) -> str:
    """Write the number down and lead back."""
    spoil_number(by=by, klass=row.klass, why=form.cleaned_data["why"], typed=form.cleaned_data["number"])
    return reverse("permohonan:register", args=[row.pk])


@require_safe
@desk_required
def register_csv(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The register as a table; subjects and numbers, no names."""
    row = own_register(request, pk)
    return csv_response(f"agenda-{row.klass.code}-{row.year}", REGISTER_HEAD, register_rows(row))
