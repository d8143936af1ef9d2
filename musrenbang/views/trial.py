"""Practising: the ballot of a round to try out, by anybody, at any time before it closes; nothing is kept."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from musrenbang.forms.marks import ballot_context, review_context
from musrenbang.forms.voting import BallotForm
from musrenbang.models import Round
from musrenbang.queries.voting import options_of
from musrenbang.views.voting import private, visible
from musrenbang.voting_states import Phase


def practise(request: HttpRequest, pk: int) -> HttpResponse:
    """The ballot with a note that this is a trial; after sending, what the box would have got."""
    round = visible(pk)
    if round.phase not in (Phase.COMING, Phase.OPEN):
        raise Http404
    if request.method != "POST":
        return trial_ballot(request, round, BallotForm(round=round))
    form = BallotForm(request.POST, round=round)
    if "ubah" in request.POST or not form.is_valid():
        return trial_ballot(request, round, form)
    context = {"round": round, **review_context(round, options_of(round), form.marks)}
    return private(render(request, "musrenbang/voting/trial_done.html", context))


def trial_ballot(request: HttpRequest, round: Round, form: BallotForm) -> HttpResponse:
    """The ballot to practise on; what was typed stays."""
    here = reverse("pemungutan:trial", args=[round.pk])
    context = ballot_context(round, options_of(round), form.marks, action=here, draft=False)
    return private(render(request, "musrenbang/voting/trial.html", {**context, "round": round, "form": form}))
