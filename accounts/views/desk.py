"""The officers' desk, the counter and the register of offices."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.forms.desk import NameForm, PaperForm, RegisterForm, WithdrawForm
from accounts.guards import desk_required
from accounts.models import Role, User
from accounts.overview import desk_of
from accounts.queries import people_for, regions_of, search_people
from accounts.rules import CONFIRM_ROLES
from accounts.services import confirm_contact, confirm_phone
from accounts.services.mandates import governs
from audit.queries import trail
from core.forms import add_errors
from core.once import once
from core.paging import page_of
from core.text import clean

FILTERS = {"jenis": "kind", "wilayah": "place", "tenggat": "due", "q": "text"}


@require_safe
@never_cache
@desk_required
def desk(request: HttpRequest) -> HttpResponse:
    """My work: everything that waits, by due date."""
    asked = {name: clean(request.GET.get(name, ""))[:80] for name in FILTERS}
    work = desk_of(request.user, **{FILTERS[name]: value for name, value in asked.items()})
    context = {"desk": work, "page": page_of(request, work.items, 25), "asked": asked}
    context["counter"] = regions_of(request.user, CONFIRM_ROLES)
    context["administrator"] = regions_of(request.user, {Role.ADMINISTRATOR})
    return render(request, "accounts/desk.html", context)


def _counter_only(request: HttpRequest) -> None:
    if not regions_of(request.user, CONFIRM_ROLES):
        raise PermissionDenied("Loket hanya untuk petugas kelurahan, desa, dan kecamatan.")


@require_safe
@never_cache
@desk_required
def people(request: HttpRequest) -> HttpResponse:
    """The counter: find a person of my region."""
    _counter_only(request)
    text = clean(request.GET.get("q", ""))[:80]
    page = page_of(request, search_people(request.user, text), 20) if text else None
    return render(request, "accounts/people.html", {"page": page, "q": text})


def _person(request: HttpRequest, pk: int) -> User:
    """The person, if the officer may see her at the counter; 404 otherwise."""
    return get_object_or_404(people_for(request.user), pk=pk)


@never_cache
@desk_required
def person(request: HttpRequest, pk: int, **forms: Any) -> HttpResponse:
    """One person at the counter: who she is, what may be done for her."""
    who = _person(request, pk)
    context = {
        "who": who,
        "check": who.residence_checks.select_related("by").order_by("-pk").first(),
        "trail": trail(who)[-20:],
        "own": who == request.user,
        "may_issue": governs(request.user, who) and not who.is_superuser,
        "form": PaperForm(prefix="tinggal", initial={"home": who.home_id, "name": who.full_name}),
        "name_form": NameForm(prefix="nama", initial={"full_name": who.full_name}),
        "code_form": PaperForm(prefix="kode"),
        "withdraw_form": WithdrawForm(),
        **forms,
    }
    return render(request, "accounts/person.html", context)


@require_POST
@desk_required
def person_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer saw person and paper."""
    who = _person(request, pk)
    form = PaperForm(request.POST, prefix="tinggal")
    if not form.is_valid():
        return person(request, pk, form=form)
    form.confirm(by=request.user, user=who)
    messages.success(request, f"{who.full_name} sekarang warga yang dipastikan.")
    return redirect("accounts:person", pk)


@require_POST
@desk_required
def person_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer rang the number or knows the person."""
    who = _person(request, pk)
    verb = confirm_phone if who.phone else confirm_contact
    verb(by=request.user, user=who)
    messages.success(request, "Kontak dipastikan.")
    return redirect("accounts:person", pk)


@require_POST
@desk_required
def person_name(request: HttpRequest, pk: int) -> HttpResponse:
    """The name as her paper has it."""
    who = _person(request, pk)
    form = NameForm(request.POST, prefix="nama")
    if not form.is_valid():
        return person(request, pk, name_form=form)
    form.save(by=request.user, user=who)
    messages.success(request, "Nama tersimpan.")
    return redirect("accounts:person", pk)


@require_POST
@desk_required
def person_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A confirmation was wrong."""
    who = _person(request, pk)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return person(request, pk, withdraw_form=form)
    form.save(by=request.user, user=who)
    messages.success(request, "Kepastian tempat tinggal dicabut.")
    return redirect("accounts:person", pk)


@never_cache
@require_POST
@desk_required
def person_code(request: HttpRequest, pk: int) -> HttpResponse:
    """A one-time code to print; it is shown this once."""
    who = _person(request, pk)
    form = PaperForm(request.POST, prefix="kode")
    if not form.is_valid():
        return person(request, pk, code_form=form)
    return render(request, "accounts/code_slip.html", {"who": who, "code": form.issue(by=request.user, user=who)})


@never_cache
@desk_required
def person_new(request: HttpRequest) -> HttpResponse:
    """Register a person on the spot."""
    _counter_only(request)
    form = RegisterForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, lambda: reverse("accounts:person", args=[form.save(by=request.user).pk]))
        except ValidationError as error:
            add_errors(form, error)
    return render(request, "accounts/person_new.html", {"form": form})
