"""Answering without an account: the form, the code, the private page of an input."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.forms import add_errors
from core.ratelimit import RateLimited
from core.sending import status_of
from core.states import StateError
from konsultasi import queries, services
from konsultasi.forms import CodeForm, GuestForm
from konsultasi.models import Consultation, Guest
from konsultasi.models.intake import LINK
from konsultasi.states import InputState
from konsultasi.views.common import sent, visible_or_404


@never_cache
def answer_as_guest(request: HttpRequest, consultation: Consultation | None, page: Any) -> HttpResponse:
    """The form of a guest, where the consultation takes guests; ?bagian= names the passage."""
    consultation = visible_or_404(consultation)
    if not consultation.guests:
        raise Http404("Rancangan ini tidak menerima masukan tamu.")
    block_id = request.GET.get("bagian", "")[:40].replace("\x00", "")
    passage = queries.passage_now(consultation, block_id) if block_id else None
    if block_id and (passage is None or passage.version.number != passage.latest):
        raise Http404("Bagian ini tidak ada dalam rancangan.")
    form = GuestForm(request.POST or None, consultation=consultation, passage=passage)
    if request.method == "POST" and (done := sent(request, form, lambda: begun(request, form))):
        return done
    words = queries.words_of(passage) if passage else ""
    context = {"form": form, "page": page, "consultation": consultation, "passage": passage, "words": words}
    return render(request, "konsultasi/guest_form.html", context, status=status_of(form))


def begun(request: HttpRequest, form: GuestForm) -> str:
    """Keep the words, send the code, on to the page that asks for it."""
    guest = form.start(get_adapter(request).get_client_ip(request) or "")
    services.send_guest_code(guest=guest)
    return guest.link


def guest_or_404(token: str) -> Guest:
    """Whose private link this is."""
    try:
        key = int(LINK.unsign(token))
    except (BadSignature, ValueError) as error:
        raise Http404("Tautan ini tidak dikenal.") from error
    rows = Guest.objects.filter(pk=key, consultation__visible=True)
    guest = rows.select_related("consultation", "passage", "input__consultation__region", "input__response").first()
    if guest is None:
        raise Http404("Tautan ini sudah tidak berlaku.")
    return guest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request: HttpRequest, token: str) -> HttpResponse:
    """The private page: the code first, then what became of the input."""
    mine = guest_or_404(token)
    form = CodeForm(request.POST if request.POST.get("aksi") == "kode" else None)
    if request.method == "POST" and done(request, mine, form):
        return HttpResponseRedirect(mine.link)
    context: dict[str, Any] = {"guest": mine, "entry": mine.input, "form": form, "consultation": mine.consultation}
    context["may_withdraw"] = bool(mine.input and not mine.input.author_id and mine.input.state == InputState.OPEN)
    context["may_adopt"] = bool(mine.input and not mine.input.author_id) and services.owns_contact(request.user, mine)
    response = render(request, "konsultasi/guest.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def done(request: HttpRequest, mine: Guest, form: CodeForm) -> bool:
    """Do the deed of the pressed button; refusals in words."""
    deed = DEEDS.get(request.POST.get("aksi", ""))
    if deed is None or (form.is_bound and not form.is_valid()):
        return False
    try:
        messages.success(request, deed(request, mine, form))
    except ValidationError as error:
        if form.is_bound:
            add_errors(form, error)
            return False
        messages.error(request, error.messages[0])
    except (StateError, RateLimited) as error:
        messages.error(request, str(error))
    return True


def _confirm(request: HttpRequest, mine: Guest, form: CodeForm) -> str:
    entry = services.confirm_guest(guest=mine, code=form.cleaned_data["code"])
    return f"Masukan Anda terkirim dengan nomor {entry.number}. Simpan alamat halaman ini."


def _resend(request: HttpRequest, mine: Guest, form: CodeForm) -> str:
    services.send_guest_code(guest=mine)
    return "Kode baru dikirim."


def _withdraw(request: HttpRequest, mine: Guest, form: CodeForm) -> str:
    services.withdraw_guest(guest=mine)
    return "Masukan sudah ditarik."


def _adopt(request: HttpRequest, mine: Guest, form: CodeForm) -> str:
    services.adopt_guest(by=request.user, guest=mine)
    return "Masukan ini sekarang ada di akun Anda."


DEEDS: dict[str, Callable[[HttpRequest, Guest, CodeForm], str]] = {
    "kode": _confirm,
    "kirim": _resend,
    "tarik": _withdraw,
    "ambil": _adopt,
}
