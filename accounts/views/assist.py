"""Helping somebody to take part: whom, her consent, what to do, reading back, the receipt."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import assist_flow, services
from accounts.assist_paper import receipt_context, receipt_pdf, told_of
from accounts.assisting import ENOUGH, deeds_today
from accounts.forms.assist import AgreeForm, WhoForm
from accounts.guards import citizen_required, desk_required
from accounts.models import Assist, User
from accounts.queries import helps_of, helps_seen_by
from accounts.registry import ASSISTED
from accounts.rules import ASSIST_ROLES
from accounts.services.assist import CONSENT
from core.once import OnceForm
from core.paging import page_of
from core.pdf import PdfMissingError
from core.sending import sent, status_of
from wilayah.models import Region


def _helpers_only(request: HttpRequest) -> None:
    if not any(mandate.role in ASSIST_ROLES for mandate in request.user.mandates_now):
        raise PermissionDenied("Membantu warga dilakukan fasilitator dan petugas kelurahan, desa, atau kecamatan.")


def _running(request: HttpRequest) -> Assist | None:
    """The help this session is in, while it lasts."""
    _helpers_only(request)
    row = assist_flow.running(request)
    return row if row is not None and row.is_live else None


@require_safe
@never_cache
@desk_required
def assists(request: HttpRequest) -> HttpResponse:
    """Whom I helped, how many deeds today, and a new one."""
    _helpers_only(request)
    today, most = deeds_today(request.user), settings.ASSISTED_DEEDS_A_DAY
    context = {"today": today, "most": most, "full": today >= most, "now": _running(request)}
    return render(request, "accounts/assist_list.html", context | {"page": page_of(request, helps_of(request.user))})


@never_cache
@desk_required
def assist_new(request: HttpRequest) -> HttpResponse:
    """Step one: whom I help."""
    if _running(request) is not None:
        return redirect("accounts:assist_work")
    if deeds_today(request.user) >= settings.ASSISTED_DEEDS_A_DAY:
        raise PermissionDenied(ENOUGH)
    form = WhoForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        request.session[assist_flow.WANTED] = form.wanted()
        return redirect("accounts:assist_consent")
    return render(request, "accounts/assist_who.html", {"form": form, "chosen": request.POST.get("same", "")})


def _wanted(request: HttpRequest) -> tuple[dict[str, Any], User | None]:
    """What step one left, and the known person it means."""
    wanted = request.session.get(assist_flow.WANTED) or {}
    known = User.objects.filter(pk=wanted.get("person"), erased_at=None).select_related("home").first()
    return wanted, known


@never_cache
@desk_required
def assist_consent(request: HttpRequest) -> HttpResponse:
    """Step two: her consent, read aloud."""
    running = _running(request)
    wanted, known = _wanted(request)
    if running is not None or not (known or wanted.get("full_name")):
        return redirect("accounts:assist_work" if running is not None else "accounts:assist_new")
    form = AgreeForm(request.POST or None, request.FILES or None)
    begun: list[Assist] = []
    if request.method == "POST" and (answer := sent(request, form, lambda: _begin(request, form, begun))):
        if begun:
            assist_flow.start(request, begun[0])
        return answer
    name = known.full_name if known else wanted["full_name"]
    return render(
        request, "accounts/assist_agree.html", {"form": form, "name": name, "sentence": CONSENT}, status=status_of(form)
    )


def _begin(request: HttpRequest, form: AgreeForm, begun: list[Assist]) -> str:
    """The person comes to be where she is new, and the help begins, both or none."""
    wanted, person = _wanted(request)
    if person is None:
        home = get_object_or_404(Region, pk=wanted["home"])
        names = {"full_name": wanted["full_name"], "rt": wanted["rt"], "rw": wanted["rw"]}
        person = services.new_assisted_person(by=request.user, home=home, **names)
    begun.append(form.save(by=request.user, person=person))
    return reverse("accounts:assist_work")


@require_safe
@never_cache
@desk_required
def assist_work(request: HttpRequest) -> HttpResponse:
    """What the person wants to do: the doors she agreed to, and what is done so far."""
    row = _running(request)
    if row is None:
        return redirect("accounts:assists")
    kinds = [kind for name, kind in ASSISTED.kinds.items() if name in row.deeds]
    return render(request, "accounts/assist_work.html", {"assist": row, "kinds": kinds, "told": told_of(row)})


@never_cache
@desk_required
def assist_read(request: HttpRequest) -> HttpResponse:
    """Read everything back to her; "right" ends the help and prints the receipt."""
    row = _running(request)
    if row is None:
        return redirect("accounts:assists")
    form = OnceForm(request.POST or None)
    deed = lambda: services.end_help(by=request.user, assist=row, read_back=True)  # noqa: E731
    if request.method == "POST" and (answer := sent(request, form, deed)):
        assist_flow.stop(request)
        messages.success(request, "Selesai. Cetak atau tuliskan kode tanda terimanya.")
        return answer
    return render(request, "accounts/assist_read.html", {"assist": row, "form": form, "told": told_of(row)})


@require_POST
@desk_required
def assist_end(request: HttpRequest) -> HttpResponse:
    """End without reading back."""
    row = _running(request)
    if row is None:
        return redirect("accounts:assists")
    services.end_help(by=request.user, assist=row, read_back=False)
    assist_flow.stop(request)
    if not row.deeds_done.exists():
        messages.info(request, "Bantuan selesai. Tidak ada yang dikirim.")
        return redirect("accounts:assists")
    messages.warning(request, "Bantuan selesai tanpa dibacakan kembali.")
    return redirect(row)


def _receipt(request: HttpRequest, pk: int) -> Assist:
    return get_object_or_404(helps_seen_by(request.user), pk=pk)


@require_safe
@never_cache
@citizen_required
def assist(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt: for the person, for who helped her, for who oversees."""
    row = _receipt(request, pk)
    context = receipt_context(row) | {"own": row.person_id == request.user.pk, "form": OnceForm()}
    return render(request, "accounts/assist_receipt.html", context)


@require_safe
@never_cache
@citizen_required
def assist_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt as a small sheet to print."""
    row = _receipt(request, pk)
    try:
        content = receipt_pdf(row)
    except PdfMissingError:
        messages.info(request, "PDF tidak dapat dibuat di sini. Cetak halaman ini.")
        return redirect(row)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="tanda-terima-{row.code}.pdf"'
    return response


@require_POST
@citizen_required
def assist_deny(request: HttpRequest, pk: int) -> HttpResponse:
    """The person: I did not ask for this."""
    row = get_object_or_404(Assist, pk=pk, person=request.user)
    services.deny_help(by=request.user, assist=row)
    messages.success(request, "Terima kasih. Moderator memeriksa bantuan ini. Anda dapat menarik kirimannya sendiri.")
    return redirect(row)
