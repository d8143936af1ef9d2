"""The officers' pages: the list of proposals of their place, and the page where one is decided."""

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
from musrenbang.forms.levels import FORMS, RecommendForm
from musrenbang.models import Agency, Category, Proposal
from musrenbang.queries.bulk import DEEDS as BULK_DEEDS
from musrenbang.queries.desk import DUE, SORTS, asked_at_desk, desk_rows
from musrenbang.queries.page import JOINED, ProposalPage
from musrenbang.queries.search import similar_to
from musrenbang.queries.work import SEES, Deed, deeds_now, divisible, in_office, waiting_for
from musrenbang.states import PUBLIC, State
from wilayah.queries import root_region, villages


@require_safe
@desk_required
def desk_list(request: HttpRequest) -> HttpResponse:
    """Proposals of the officer's place: those that wait for her first."""
    if not any(mandate.role in SEES for mandate in request.user.mandates_now):
        raise PermissionDenied("Halaman ini untuk petugas yang memproses usulan.")
    question = asked_at_desk(request.GET)
    page = page_of(request, desk_rows(request.user, question).with_names())
    states = [(state.value, state.label) for state in State if state in PUBLIC]
    context = {"page": page, "asked": question, "states": states, "dues": DUE, "villages": villages().order_by("code")}
    context |= {"categories": Category.objects.filter(active=True), "bulk_deeds": BULK_DEEDS}
    context["agencies"] = Agency.objects.holding_for(root_region().pk)
    context["sorts"] = [(key, label) for key, (label, _) in SORTS.items()]
    return render(request, "musrenbang/desk_list.html", context)


def at_desk(request: HttpRequest, pk: int) -> Proposal:
    """A public proposal of the officer's place; 404 for all others."""
    rows = in_office(request.user).with_names().select_related(*JOINED, "cycle__region", "entry")
    return get_object_or_404(rows, pk=pk)


@require_safe
@desk_required
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole record and the deeds open to this officer now."""
    proposal = at_desk(request, pk)
    return render(request, "musrenbang/decision.html", record(request, proposal))


@desk_required
def act(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Do one deed; where it does not go through, the page says why and keeps what was typed."""
    proposal = at_desk(request, pk)
    if deed not in FORMS:
        raise Http404
    form = None
    if request.method == "POST":
        form = filled(request, proposal, deed)
        if answer := sent(request, form, lambda: done(request, form, proposal)):
            return answer
        proposal = at_desk(request, pk)
    return render(request, "musrenbang/decision.html", record(request, proposal, deed, form))


def done(request: HttpRequest, form: Any, proposal: Proposal) -> str:
    """Call the verb, say so, back to the proposal."""
    form.save(by=request.user)
    messages.success(request, f"Tersimpan untuk usulan {proposal.number}.")
    return reverse("musrenbang:decision", args=[proposal.pk])


def record(request: HttpRequest, proposal: Proposal, deed: str = "", form: Any = None) -> dict[str, Any]:
    """What the page of a decision shows; a failed form stands in the place of its deed."""
    deeds = [
        (one, form if form and one.name == deed else empty(one, proposal, request.user))
        for one in deeds_now(request.user, proposal)
    ]
    context = {"proposal": proposal, "page": ProposalPage(proposal), "deeds": deeds, "opened": deed}
    following = waiting_for(request.user).exclude(pk=proposal.pk).order_by(*SORTS["tenggat"][1]).first()
    context["may_split"] = divisible(request.user, proposal)
    return context | {"form": form, "similar": similar_to(proposal), "following": following}


def filled(request: HttpRequest, proposal: Proposal, deed: str) -> Any:
    """The form of a deed with what was sent."""
    kind = FORMS[deed]
    more: dict[str, Any] = {"user": request.user} if kind is RecommendForm else {}
    return kind(request.POST, request.FILES, proposal=proposal, auto_id=f"{deed}-%s", **more)


def empty(deed: Deed, proposal: Proposal, user: Any) -> Any:
    """The form of a deed before anything is typed."""
    kind = FORMS[deed.name]
    more: dict[str, Any] = {"user": user} if kind is RecommendForm else {}
    return kind(proposal=proposal, auto_id=f"{deed.name}-%s", **more)
