"""The officers' pages of a sealed round: the key ceremony, and opening the box."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.debug import sensitive_post_parameters

from accounts.guards import desk_required
from core.forms import add_errors
from core.sending import sent
from core.states import StateError
from musrenbang.forms.box import ExtendForm, KeyForm, SharesForm
from musrenbang.models import Round
from musrenbang.queries.box import discrepancy, head_of
from musrenbang.views.voting import private
from musrenbang.views.voting_desk import mine, run_url
from musrenbang.voting_states import RoundState


def sealed(request: HttpRequest, pk: int, *states: str) -> Round:
    """A sealed round of this officer in one of these states; 404 for every other."""
    found: Round = get_object_or_404(mine(request).filter(sealed=True, state__in=states), pk=pk)
    return found


@sensitive_post_parameters()
@desk_required
def keys(request: HttpRequest, pk: int) -> HttpResponse:
    """The ceremony: names of the committee; after the button the words, this one time."""
    round = sealed(request, pk, RoundState.DRAFT)
    form = KeyForm(request.POST if "committee" in request.POST else None, round=round)
    trial = SharesForm(request.POST if "coba" in request.POST else None, round=round)
    words: list[tuple[str, list[str]]] = []
    if form.is_bound and form.is_valid():
        words = made(form, request.user)
    if trial.is_bound and trial.is_valid() and tried(trial, request.user):
        messages.success(request, "Bagian-bagian kunci ini cocok.")
    round.refresh_from_db()
    context = {"round": round, "form": form, "trial": trial, "words": words}
    return private(render(request, "musrenbang/voting/desk_keys.html", context))


def made(form: KeyForm, user: Any) -> list[tuple[str, list[str]]]:
    """The words of every member, or nothing with the reason on the form."""
    try:
        shares = form.save(by=user)
    except (ValidationError, StateError) as error:
        add_errors(form, error if isinstance(error, ValidationError) else ValidationError(str(error)))
        return []
    names = form.round.__class__.objects.get(pk=form.round.pk).committee
    return [(name, share.split()) for name, share in zip(names, shares, strict=True)]


def tried(form: SharesForm, user: Any) -> bool:
    """Whether the words fit; else the reason stands on the form."""
    try:
        form.attempt(by=user)
    except (ValidationError, StateError) as error:
        add_errors(form, error if isinstance(error, ValidationError) else ValidationError(str(error)), shares="share_1")
        return False
    return True


def opened(request: HttpRequest, form: SharesForm) -> HttpResponse | None:
    """The way on once the box is open; None leaves the form with its reasons."""
    return sent(request, form, lambda: run_url(form.save(by=request.user)), shares="share_1")


@sensitive_post_parameters()
@desk_required
def open_box(request: HttpRequest, pk: int) -> HttpResponse:
    """Enough members of the committee type their words; the box is opened, counted and published."""
    round = sealed(request, pk, RoundState.CLOSED)
    form = SharesForm(request.POST or None, round=round)
    if request.method == "POST" and (answer := opened(request, form)):
        messages.success(request, "Kotak suara dibuka. Suara sudah dihitung dan hasilnya dapat dibaca semua orang.")
        return answer
    context = {"round": round, "form": form, "head": head_of(round), "differ": discrepancy(round)}
    return private(render(request, "musrenbang/voting/desk_open.html", context))


@desk_required
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the round the minutes its manifest allows for a disturbance."""
    round = sealed(request, pk, RoundState.ANNOUNCED)
    form = ExtendForm(request.POST or None, round=round)
    if request.method == "POST" and (answer := sent(request, form, lambda: run_url(form.save(by=request.user)))):
        messages.success(request, "Waktu pemungutan diperpanjang.")
        return answer
    return render(request, "musrenbang/voting/desk_extend.html", {"round": round, "form": form})
