"""A voting place: find a person on the roll, send her to a kiosk or give her a paper; codes and lists of voters."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import desk_required
from accounts.identity import clean_nik, hash_nik
from core.forms import add_errors
from core.sending import sent
from core.states import StateError
from musrenbang.forms.booth import BatchForm, DeviceForm, ListForm, PrintForm, StationForm
from musrenbang.models import CodeBatch, RollEntry, Round
from musrenbang.services.kiosk import issue_pass
from musrenbang.services.paper_batches import mark_paper
from musrenbang.services.roll_lists import list_template, load_list
from musrenbang.views.roll_desk import its_round
from musrenbang.views.voting import private, visible

MOST = 20


def manned(request: HttpRequest, pk: int) -> Round:
    """A sealed round at whose voting places this officer may stand."""
    round = visible(pk)
    if not round.sealed or not request.user.has_perm("musrenbang.man_station", round):
        raise PermissionDenied("Halaman ini untuk petugas tempat pemungutan.")
    return round


@desk_required
def station(request: HttpRequest, pk: int) -> HttpResponse:
    """Look somebody up; her row offers a kiosk code or a paper, and says when she took a paper already."""
    round = manned(request, pk)
    form = StationForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    context = {"round": round, "form": form, "q": text, "found": look_up(round, text) if text else []}
    if request.method == "POST":
        context |= serve(request, round)
    return private(render(request, "musrenbang/voting/station.html", context))


def serve(request: HttpRequest, round: Round) -> dict[str, Any]:
    """Give a paper or a kiosk code; what to tell the person, or why not."""
    form = DeviceForm(request.POST, round=round)
    if not form.is_valid():
        return {"trouble": "Orang ini tidak ada dalam daftar pemilih."}
    entry = form.cleaned_data["entry"]
    try:
        if "kertas" in request.POST:
            mark_paper(by=request.user, round=round, entry=entry)
            return {"told": "Berikan satu surat suara kertas. Suara daringnya, bila ada, tidak dihitung lagi."}
        device = form.cleaned_data["device"]
        return {"code": issue_pass(by=request.user, round=round, entry=entry, device=device), "device": device}
    except (StateError, ValidationError) as error:
        return {"trouble": " ".join(error.messages) if isinstance(error, ValidationError) else str(error)}


def look_up(round: Round, text: str) -> list[RollEntry]:
    """Rows of the roll by name, user name, or register number; none before the roll was made."""
    if round.roll_made_at is None:
        return []
    rows: QuerySet[RollEntry] = RollEntry.objects.filter(round=round).select_related("user", "region")
    try:
        return list(rows.filter(key=hash_nik(clean_nik(text))))
    except ValidationError:
        pass
    for word in text.split()[:5]:
        rows = rows.filter(Q(user__full_name__icontains=word) | Q(user__username__istartswith=word))
    return list(rows.order_by("user__full_name", "pk")[:MOST])


@sensitive_post_parameters()
@desk_required
def codes(request: HttpRequest, pk: int) -> HttpResponse:
    """Batches of codes; after printing their words, this one time, as slips."""
    round = its_round(request, pk)
    form = PrintForm(request.POST or None, round=round)
    context: dict[str, Any] = {"round": round, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            context["batch"], context["slips"] = form.save(by=request.user)
        except (StateError, ValidationError) as error:
            add_errors(form, error if isinstance(error, ValidationError) else ValidationError(str(error)))
    context["batches"] = round.code_batches.select_related("region", "made_by").order_by("-number")
    context["address"] = request.build_absolute_uri(reverse("pemungutan:code", args=[round.pk]))
    return private(render(request, "musrenbang/voting/desk_codes.html", context))


@require_POST
@desk_required
def code_batch(request: HttpRequest, pk: int, batch: int) -> HttpResponse:
    """Write down who took a batch of codes, or take it back."""
    round = its_round(request, pk)
    mine = get_object_or_404(CodeBatch.objects.select_related("round"), round=round, pk=batch)
    form = BatchForm(request.POST, batch=mine)
    back = reverse("pemungutan:codes", args=[pk])

    def deed() -> str:
        form.save(by=request.user)
        return back

    if answer := sent(request, form, deed):
        messages.success(request, "Berkas kode dicatat.")
        return answer
    messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
    return redirect(back)


@desk_required
def voter_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Load the table of voters of a round whose roll is a list."""
    round = its_round(request, pk)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and (answer := sent(request, form, lambda: loaded(request, round, form))):
        return answer
    return render(request, "musrenbang/voting/desk_list_load.html", {"round": round, "form": form})


def loaded(request: HttpRequest, round: Round, form: ListForm) -> str:
    """Load the table and say what it brought; where to go on."""
    got = load_list(by=request.user, round=round, upload=form.cleaned_data["upload"])
    young = f" {got.young} terlalu muda dan tidak dimuat." if got.young else ""
    messages.success(request, f"{got.added} orang dimuat, {got.known} sudah ada.{young}")
    return reverse("pemungutan:roll", args=[round.pk])


@require_safe
@desk_required
def list_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The empty table of voters to fill in."""
    its_round(request, pk)
    response: HttpResponse = list_template()
    return response
