"""The officers' pages of promises: the list of their place, a new promise, and one promise with its deeds."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.guards import desk_required
from core.paging import page_of
from core.sending import sent
from musrenbang.forms.commitments import DEEDS, NewCommitmentForm, deeds_for, form_for
from musrenbang.models import Agency, Commitment
from musrenbang.queries.commitments import (
    STANDS,
    asked_at_desk,
    at_desk,
    desk_rows,
    history_of,
    proposals_at_desk,
    writes,
)
from wilayah.queries import root_region


@require_safe
@desk_required
def desk_list(request: HttpRequest) -> HttpResponse:
    """Promises of the officer's place."""
    if not writes(request.user):
        raise PermissionDenied("Halaman ini untuk petugas yang mencatat janji pelaksanaan.")
    question = asked_at_desk(request.GET)
    page = page_of(request, desk_rows(request.user, question))
    context = {"page": page, "asked": question, "stands": STANDS}
    context["agencies"] = Agency.objects.holding_for(root_region().pk)
    return render(request, "musrenbang/commitment_list.html", context)


@desk_required
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a promise for a proposal of the officer's place."""
    proposal = get_object_or_404(proposals_at_desk(request.user), pk=pk)
    form = NewCommitmentForm(request.POST or None, proposal=proposal)
    if request.method == "POST" and (answer := sent(request, form, lambda: done(request, form))):
        return answer
    promises = list(proposal.commitments.select_related("agency"))
    context = {"form": form, "proposal": proposal, "promises": promises}
    return render(request, "musrenbang/commitment_new.html", context)


def done(request: HttpRequest, form: Any) -> str:
    """Call the verb, say so, on to the promise."""
    made = form.save(by=request.user)
    pk = made.pk if isinstance(made, Commitment) else form.promise.pk
    messages.success(request, "Tersimpan.")
    return reverse("musrenbang:commitment", args=[pk])


def promise_at_desk(request: HttpRequest, pk: int) -> Commitment:
    """A promise of the officer's place; 404 for all others."""
    rows = at_desk(request.user).select_related("carried_to").prefetch_related("milestones", "photos__file", "delays")
    return get_object_or_404(rows, pk=pk)


@require_safe
@desk_required
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One promise with its history and what may be done now."""
    return page(request, promise_at_desk(request, pk))


@desk_required
def act(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Do one deed; where it does not go through, the page says why and keeps what was typed."""
    promise = promise_at_desk(request, pk)
    if deed not in DEEDS:
        raise Http404
    if request.method != "POST":
        return page(request, promise, deed)
    form = form_for(deed, promise, request.POST, request.FILES)
    if answer := sent(request, form, lambda: done(request, form)):
        return answer
    return page(request, promise_at_desk(request, pk), deed, form)


def page(request: HttpRequest, promise: Commitment, deed: str = "", form: Any = None) -> HttpResponse:
    """The promise; a failed form stands in the place of its deed."""
    names = deeds_for(promise) if request.user.has_perm("musrenbang.commit", promise) else []
    if form is not None and deed not in names:
        names.insert(0, deed)
    deeds = [(name, DEEDS[name][0], form if form and name == deed else form_for(name, promise)) for name in names]
    context = {"promise": promise, "proposal": promise.proposal, "deeds": deeds, "opened": deed, "form": form}
    context["history"] = history_of(promise)
    return render(request, "musrenbang/commitment.html", context)
