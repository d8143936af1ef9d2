"""The officers' page on which one proposal becomes several."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.guards import desk_required
from core.sending import sent
from musrenbang.forms.splitting import SplitForm
from musrenbang.models import Proposal
from musrenbang.queries.work import divisible
from musrenbang.views.desk import at_desk


@desk_required
def divide(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the parts, split, back to the original."""
    proposal = at_desk(request, pk)
    if not request.user.has_perm("musrenbang.split", proposal):
        raise PermissionDenied("Anda tidak berwenang memecah usulan ini.")
    form = SplitForm(request.POST or None, proposal=proposal)
    if request.method == "POST" and (answer := sent(request, form, lambda: done(request, form, proposal))):
        return answer
    context = {"proposal": proposal, "form": form, "may": divisible(request.user, at_desk(request, pk))}
    return render(request, "musrenbang/split.html", context)


def done(request: HttpRequest, form: SplitForm, proposal: Proposal) -> str:
    """Call the verb, say so, back to the proposal."""
    made = form.save(by=request.user)
    messages.success(request, f"Usulan {proposal.number} dipecah menjadi {len(made)} usulan.")
    return reverse("musrenbang:decision", args=[proposal.pk])
