"""Help as the office sees it: the list and the call-backs of overseers, receipts at the counter."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import services
from accounts.assist_paper import told_of
from accounts.forms.assist import CheckForm, ClaimForm
from accounts.guards import desk_required
from accounts.models import Assist
from accounts.queries import helps_within, regions_of
from accounts.rules import CONFIRM_ROLES, OVERSEE_ROLES
from core.forms import add_errors
from core.paging import page_of
from core.ratelimit import RateLimited
from core.sending import sent, status_of

SHOWN = {"periksa": "Perlu diperiksa", "tidak_benar": "Tidak cocok", "belum_dibacakan": "Tidak dibacakan kembali"}


def _overseers_only(request: HttpRequest) -> None:
    if not regions_of(request.user, OVERSEE_ROLES):
        raise PermissionDenied("Pemeriksaan bantuan dilakukan moderator dan administrator.")


@require_safe
@never_cache
@desk_required
def oversee(request: HttpRequest) -> HttpResponse:
    """All help given in my region; what is to be checked first."""
    _overseers_only(request)
    rows, asked = helps_within(request.user), request.GET.get("lihat", "")
    if asked == "periksa":
        rows = rows.filter(check_due__isnull=False, checked_at=None)
    elif asked == "tidak_benar":
        rows = rows.filter(result=Assist.Result.DENIED)
    elif asked == "belum_dibacakan":
        rows = rows.filter(read_at=None, ended_at__isnull=False, deeds_done__isnull=False).distinct()
    context = {"page": page_of(request, rows), "asked": asked if asked in SHOWN else "", "shown": SHOWN.items()}
    return render(request, "accounts/assist_oversee.html", context)


@never_cache
@desk_required
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """What the person said when she was rung up or visited."""
    _overseers_only(request)
    row = get_object_or_404(helps_within(request.user), pk=pk)
    form = CheckForm(request.POST or None)

    def deed() -> Assist:
        return form.save(by=request.user, assist=row)

    if request.method == "POST" and (answer := sent(request, form, deed)):
        messages.success(request, "Hasil pemeriksaan tersimpan.")
        return answer
    context = {"assist": row, "form": form, "told": told_of(row)}
    return render(request, "accounts/assist_check.html", context, status=status_of(form))


@never_cache
@desk_required
def claim(request: HttpRequest) -> HttpResponse:
    """The counter: a receipt and a paper give a person the login to her own row."""
    if not regions_of(request.user, CONFIRM_ROLES):
        raise PermissionDenied("Loket hanya untuk petugas kelurahan, desa, dan kecamatan.")
    form, found = ClaimForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            found = services.find_help(by=request.user, code=form.cleaned_data["code"])
            if form.cleaned_data["paper"]:
                return handed_over(request, found, form.cleaned_data["paper"])
        except ValidationError as error:
            add_errors(form, error)
        except RateLimited as error:
            form.add_error(None, str(error))
    return render(
        request, "accounts/assist_claim.html", {"form": form, "found": found, "told": told_of(found) if found else []}
    )


def handed_over(request: HttpRequest, found: Assist, paper: str) -> HttpResponse:
    """The slip with the one-time code; it is shown this once."""
    code = services.claim_help(by=request.user, assist=found, paper=paper)
    messages.success(request, "Kiriman ini sekarang milik orang itu sendiri.")
    return render(request, "accounts/code_slip.html", {"who": found.person, "code": code})
