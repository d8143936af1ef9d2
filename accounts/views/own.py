"""A person's own pages: her account, address, number, data."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.contact import check_phone_code, send_phone_code
from accounts.forms.own import EraseForm, PhoneForm, ProfileForm, SentCodeForm
from accounts.gateways import gateway
from accounts.guards import citizen_required
from accounts.ladder import ladder
from accounts.models import Consent
from accounts.overview import things_of
from accounts.services import collect_data, give_consent, withdraw_consent
from accounts.services.consents import PURPOSES, TAKING_PART
from accounts.told import tell
from core.forms import add_errors
from core.ratelimit import RateLimited


@require_safe
@never_cache
@citizen_required
def me(request: HttpRequest) -> HttpResponse:
    """My account: what waits for me, what is mine, how sure the office is of my home."""
    things = things_of(request.user)
    context = {
        "asks": [thing for thing in things if thing.asks],
        "things": [thing for thing in things if not thing.asks],
        "steps": ladder(request.user),
        "can_send": bool(gateway()),
    }
    return render(request, "accounts/me.html", context)


@never_cache
@citizen_required
def profile(request: HttpRequest) -> HttpResponse:
    """Name and address."""
    form = ProfileForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        moved = "home" in form.changed_data
        form.save(by=request.user)
        messages.success(request, "Data tersimpan." + (" Pastikan tempat tinggal baru di loket." if moved else ""))
        return redirect("accounts:me")
    return render(request, "accounts/profile.html", {"form": form})


@never_cache
@citizen_required
@reauthentication_required(app="allauth.account", allow_get=True)
def phone(request: HttpRequest) -> HttpResponse:
    """The mobile number."""
    form = PhoneForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            user = form.save(by=request.user)
            messages.success(request, "Nomor ponsel tersimpan.")
            return redirect("accounts:phone_code" if send_phone_code(request, user) else "accounts:me")
        except (ValidationError, RateLimited) as error:
            add_errors(form, error if isinstance(error, ValidationError) else ValidationError(str(error)))
    return render(request, "accounts/phone.html", {"form": form, "can_send": bool(gateway())})


@never_cache
@citizen_required
def phone_code(request: HttpRequest) -> HttpResponse:
    """The code that came to the phone."""
    form = SentCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            check_phone_code(request, request.user, form.cleaned_data["code"])
            messages.success(request, "Nomor ponsel Anda sudah dipastikan.")
            return redirect("accounts:me")
        except ValidationError as error:
            add_errors(form, error)
    return render(request, "accounts/phone_code.html", {"form": form})


@require_POST
@citizen_required
def phone_resend(request: HttpRequest) -> HttpResponse:
    """Another code."""
    try:
        sent = send_phone_code(request, request.user)
        messages.info(request, "Kode baru dikirim." if sent else "Kode tidak dapat dikirim. Datanglah ke loket.")
    except RateLimited as error:
        messages.error(request, str(error))
    return redirect("accounts:phone_code")


@require_safe
@never_cache
@citizen_required
def data(request: HttpRequest) -> HttpResponse:
    """All we hold of this person, with what she agreed to."""
    consents = [(consent, *PURPOSES[consent.purpose][1:]) for consent in request.user.consents.order_by("pk")]
    return render(request, "accounts/data.html", {"sections": tell(collect_data(request.user)), "consents": consents})


@require_safe
@never_cache
@citizen_required
@reauthentication_required(app="allauth.account")
def data_download(request: HttpRequest) -> HttpResponse:
    """The same as a file."""
    answer = JsonResponse(collect_data(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = f"data-saya-{timezone.localdate():%Y-%m-%d}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
@citizen_required
def consent_give(request: HttpRequest) -> HttpResponse:
    """Agreeing again."""
    give_consent(user=request.user, purpose=TAKING_PART)
    messages.success(request, "Persetujuan dicatat. Anda dapat ikut serta lagi.")
    return redirect("accounts:data")


@require_POST
@citizen_required
def consent_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Taking a consent back."""
    consent = get_object_or_404(Consent, pk=pk, user=request.user)
    withdraw_consent(by=request.user, consent=consent)
    messages.success(request, "Persetujuan ditarik.")
    return redirect("accounts:data")


@never_cache
@sensitive_post_parameters("password")
@citizen_required
def erase(request: HttpRequest) -> HttpResponse:
    """Erasing oneself."""
    form = EraseForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            form.save(by=request.user)
            logout(request)
            messages.success(request, "Akun Anda sudah dihapus.")
            return redirect("/")
        except ValidationError as error:
            add_errors(form, error)
    return render(request, "accounts/erase.html", {"form": form})
