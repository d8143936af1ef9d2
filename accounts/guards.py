"""Doors of views: who is let in, and what a person is told who is not."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from accounts.gateways import gateway
from accounts.ladder import ladder
from accounts.models import Rung, User

View = Callable[..., HttpResponse]


def to(url: str, request: HttpRequest) -> HttpResponseRedirect:
    """Redirect to `url`, which leads back to the page that was asked for (to the desk after a form)."""
    back = request.get_full_path() if request.method == "GET" else reverse("accounts:desk")
    return HttpResponseRedirect(f"{url}?{urlencode({'next': back})}")


def second_factor_done(request: HttpRequest) -> bool:
    """Whether this session passed a second factor."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def staff_wall(request: HttpRequest) -> HttpResponse | None:
    """The wall before officers' pages: None lets in, else the answer (log in, set up or give the second factor)."""
    user = request.user
    if not user.is_authenticated:
        return to(settings.LOGIN_URL, request)
    if not (user.is_staff or user.is_superuser):
        raise PermissionDenied("Halaman ini untuk petugas yang sedang bertugas.")
    if second_factor_done(request):
        return None
    return to(reverse("mfa_reauthenticate" if is_mfa_enabled(user) else "mfa_activate_totp"), request)


def citizen_required(view: View) -> View:
    """Let in whoever is logged in."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return to(settings.LOGIN_URL, request)
        return view(request, *args, **kwargs)

    return inner


def desk_required(view: View) -> View:
    """Let in officers: an office held today and the second factor given in this session."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return staff_wall(request) or view(request, *args, **kwargs)

    return inner


def needs_rung(rung: int, *, deed: str = "melakukan ini") -> Callable[[View], View]:
    """Let in people who stand on this rung or higher; explain to the others how to climb (403)."""

    def wrap(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return to(settings.LOGIN_URL, request)
            if not request.user.participates:
                messages.info(request, "Anda menarik persetujuan pemakaian data. Setujui lagi untuk ikut serta.")
                return HttpResponseRedirect(reverse("accounts:data"))
            return rung_wall(request, rung, deed) or view(request, *args, **kwargs)

        return inner

    return wrap


def rung_wall(request: HttpRequest, rung: int | None, deed: str) -> HttpResponse | None:
    """The wall before a deed that asks for a rung: None lets in (also where no rung is asked)."""
    low = rung is not None and cast(User, request.user).standing < rung
    return explain_rung(request, cast(int, rung), deed) if low else None


def explain_rung(request: HttpRequest, rung: int, deed: str) -> HttpResponse:
    """The page that says which rung a deed asks for and how to reach it."""
    user = cast(User, request.user)
    context = {"needed": Rung(rung), "deed": deed, "steps": ladder(user), "can_send": bool(gateway())}
    return render(request, "accounts/needs_rung.html", context, status=403)
