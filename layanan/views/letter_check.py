"""Checking a letter: what the office issued, whether it still holds, whether this file is that letter."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.pagecache import mark_public, public_page
from core.ratelimit import demand
from core.registry import SEALED_PAGES
from core.seal.house import check_text, public_file
from layanan.forms.letters import SealForm
from layanan.queries.letters import end_words, public_letter
from layanan.services.letters import VERSION


@require_safe
def letter(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the QR code; other sealed papers are led to their own page."""
    found = public_letter(token)
    if found is None:
        for place in SEALED_PAGES:
            if address := place(token):
                return redirect(address)
        return render(request, "layanan/letters/unknown.html", {"host": host()}, status=404)
    context = {"letter": found, "why": end_words(found), "host": host()}
    return mark_public(render(request, "layanan/letters/check.html", context), VERSION)


def home(request: HttpRequest) -> HttpResponse:
    """The text of a QR code, typed or pasted, is checked by its seal."""
    form = SealForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "host": host()}
    if request.method == "POST" and form.is_valid():
        demand("cek", get_adapter(request).get_client_ip(request) or "", capacity=60, per=600)
        verdict = check_text(form.cleaned_data["teks"])
        context |= {"verdict": verdict, "expired": verdict.expired(timezone.localdate())}
    return render(request, "layanan/letters/home.html", context)


@require_safe
@public_page(VERSION)
def key_file(request: HttpRequest) -> HttpResponse:
    """The public keys, for checking without network."""
    response = HttpResponse(public_file(), content_type="application/x-pem-file")
    response["Content-Disposition"] = 'attachment; filename="kunci-segel.pem"'
    return response


def host() -> str:
    """The true host, said on the page so that a copied page betrays itself."""
    return settings.SITE_URL.split("//", 1)[-1].rstrip("/")
