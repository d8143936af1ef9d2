"""The register of offices: who holds which, giving and ending them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.forms.desk import MandateForm
from accounts.guards import desk_required
from accounts.models import Mandate, Role
from accounts.queries import mandates_for, regions_of
from accounts.register import SORTS, STATES, register_asked, register_rows
from accounts.services import end_mandate, reset_second_factor
from audit.queries import trail
from core.forms import add_errors
from core.once import once
from core.paging import page_of
from wilayah.kept import place


def _administrators_only(request: HttpRequest) -> None:
    if not regions_of(request.user, {Role.ADMINISTRATOR}):
        raise PermissionDenied("Mandat diatur oleh administrator.")


def _mandate(request: HttpRequest, pk: int) -> Mandate:
    _administrators_only(request)
    return get_object_or_404(mandates_for(request.user), pk=pk)


@require_safe
@never_cache
@desk_required
def mandates(request: HttpRequest) -> HttpResponse:
    """Offices of my region."""
    _administrators_only(request)
    asked = register_asked(request.GET)
    context: dict[str, Any] = {"asked": asked, "page": page_of(request, register_rows(request.user, asked))}
    context |= {"roles": Role.choices, "states": STATES.items(), "places": place().regions.values()}
    context["sorts"] = [(key, label) for key, (label, _) in SORTS.items()]
    return render(request, "accounts/mandates.html", context)


@never_cache
@desk_required
def mandate_new(request: HttpRequest) -> HttpResponse:
    """Giving an office."""
    _administrators_only(request)
    form = MandateForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            answer = once(request, form, lambda: form.save(by=request.user) and reverse("accounts:mandates"))
            messages.success(request, "Mandat diberikan.")
            return answer
        except ValidationError as error:
            add_errors(form, error)
    return render(request, "accounts/mandate_new.html", {"form": form})


@require_safe
@never_cache
@desk_required
def mandate(request: HttpRequest, pk: int) -> HttpResponse:
    """One office: its trail, and ending it with a question before."""
    row = _mandate(request, pk)
    return render(request, "accounts/mandate.html", {"mandate": row, "trail": trail(row)})


@require_POST
@desk_required
def mandate_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ending an office."""
    row = _mandate(request, pk)
    try:
        end_mandate(by=request.user, mandate=row)
        messages.success(request, f"Mandat {row.user.full_name} diakhiri.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("accounts:mandates")


@require_POST
@desk_required
def mandate_reset(request: HttpRequest, pk: int) -> HttpResponse:
    """An officer lost phone and recovery codes."""
    row = _mandate(request, pk)
    reset_second_factor(by=request.user, mandate=row)
    messages.success(request, f"{row.user.full_name} harus memasang pengaman baru saat masuk lagi.")
    return redirect("accounts:mandate", pk)
