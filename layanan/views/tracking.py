"""Following an application: by account, or by number and secret; completing it, taking it back."""

import secrets
import time
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from core.ratelimit import RateLimited, demand
from core.sealing import keyed_hash
from core.sending import sent, status_of
from layanan import filling
from layanan.codes import read_number
from layanan.forms.apply import TrackForm, WithdrawForm
from layanan.models import Application
from layanan.queries.letters import letter_of
from layanan.queries.tracking import find, with_all
from layanan.queries.tracking import status_of as told_of
from layanan.services.applications import withdraw_application
from layanan.services.case_survey import code_of
from layanan.services.drafts import begin_correction
from layanan.views.applying import COOKIE, remember

OPENED = "lacak"  # the cookie of whoever gave number and secret: opens that application for an hour, on this device
LASTS = 3600
WRONG = "Nomor atau kode tidak cocok. Periksa lagi tanda terima Anda."


def track(request: HttpRequest) -> HttpResponse:
    """Ask for number and secret; the same answer for a wrong number and a wrong secret."""
    form = TrackForm(request.POST or None, initial={"nomor": read_number(request.GET.get("nomor", "")[:30])})
    if request.method == "POST" and form.is_valid() and (found := look_up(request, form)):
        return let_in(request, redirect(found), found)
    return render(request, "layanan/track/find.html", {"form": form, "own": own(request)}, status=status_of(form))


def own(request: HttpRequest) -> list[Application]:
    """The newest applications of whoever is signed in."""
    if not request.user.is_authenticated:
        return []
    rows = Application.objects.filter(applicant_id=request.user.pk).select_related("service")
    return list(rows.order_by("-received_at")[:10])


def look_up(request: HttpRequest, form: TrackForm) -> Application | None:
    """The application, slowly: by address and by number, so that nobody can try all secrets."""
    number = read_number(form.cleaned_data["nomor"])
    try:
        demand("lacak", get_adapter(request).get_client_ip(request) or "", capacity=30, per=600)
        demand("lacak-nomor", number or "-", capacity=10 if number else 1000, per=3600)
    except RateLimited as error:
        form.add_error(None, str(error))
        form.refused_status = 429  # type: ignore[attr-defined]
        return None
    found = find(number, form.cleaned_data["kode"])
    if found is None:
        form.add_error(None, WRONG)
    return found


def let_in(request: HttpRequest, answer: HttpResponse, found: Application) -> HttpResponse:
    """Whoever gave the secret may look for an hour; a new secret shuts it again."""
    seen = [one for one in passes(request) if one[0] != found.number][-4:]
    value = signing.dumps([*seen, [found.number, found.secret_turn, int(time.time())]], salt=OPENED, compress=True)
    answer.set_cookie(
        OPENED, value, max_age=LASTS, path="/lacak/", httponly=True, samesite="Lax", secure=not settings.INSECURE_HTTP
    )
    return answer


def passes(request: HttpRequest) -> list[Any]:
    """What this device was let in to."""
    try:
        kept = signing.loads(request.COOKIES.get(OPENED, ""), salt=OPENED, max_age=LASTS)
    except signing.BadSignature:
        return []
    return [one for one in kept if one[2] > time.time() - LASTS]


def readable(request: HttpRequest, number: str) -> Application | None:
    """The application, for its applicant and for whoever gave its secret."""
    row = with_all().filter(number=read_number(number) or "-").first()
    if row is None:
        return None
    if request.user.is_authenticated and row.applicant_id == request.user.pk:
        return row
    return row if [row.number, row.secret_turn] in [one[:2] for one in passes(request)] else None


@require_safe
def status(request: HttpRequest, number: str) -> HttpResponse:
    """Where an application stands; without the secret the box to type it, whatever the number."""
    row = readable(request, number)
    if row is None:
        return redirect("/lacak/" + (f"?nomor={read_number(number)}" if read_number(number) else ""))
    context = {"told": told_of(row), "application": row, "service": row.service}
    context |= {"letter": letter_of(row), "code": code_of(row)}
    return render(request, "layanan/track/status.html", context)


@require_POST
def complete(request: HttpRequest, number: str) -> HttpResponse:
    """Open the form again, because the office asked for something."""
    row = readable(request, number)
    if row is None:
        return redirect("layanan:status", number)
    secret = request.COOKIES.get(COOKIE, "")[:64] or secrets.token_urlsafe(24)
    device = keyed_hash(secret, "layanan.device")
    draft = begin_correction(by=request.user, application=row, device=device)
    return remember(request, redirect(filling.check_url(draft)), secret, own=False)


def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take an application back, after asking once."""
    row = readable(request, number)
    if row is None:
        return redirect("layanan:status", number)
    form = WithdrawForm(request.POST or None)
    deed = lambda: taken_back(request, row, form)  # noqa: E731
    if request.method == "POST" and (answer := sent(request, form, deed)):
        return answer
    return render(request, "layanan/track/withdraw.html", {"application": row, "service": row.service, "form": form})


def taken_back(request: HttpRequest, row: Application, form: WithdrawForm) -> Application:
    """Do it, in the name of whoever may."""
    done = withdraw_application(by=request.user, application=row, note=form.cleaned_data["alasan"])
    messages.success(request, "Permohonan dibatalkan.")
    return done


@require_safe
def letter(request: HttpRequest, number: str) -> HttpResponseBase:
    """The finished letter as PDF, for its applicant and for whoever gave the secret."""
    row = readable(request, number)
    found = letter_of(row) if row else None
    if found is None or found.stored is None:
        raise Http404
    response = HttpResponse(found.stored.file.read(), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{row.number}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
