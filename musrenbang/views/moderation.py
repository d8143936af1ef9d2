"""The moderator's page of one submitted proposal."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.guards import desk_required
from core.sending import sent
from dialog.moderating import reports_on
from musrenbang.forms.moderation import ModerateForm
from musrenbang.models import Proposal
from musrenbang.queries.moderation import moderated
from musrenbang.queries.page import ProposalPage


@require_http_methods(["GET", "HEAD", "POST"])
@desk_required
def moderate(request: HttpRequest, pk: int) -> HttpResponse:
    """What it says, what was reported, and the decision: hide with a public reason, leave, show again."""
    proposal = get_object_or_404(moderated(request.user).with_names().select_related("proposer"), pk=pk)
    if not request.user.has_perm("musrenbang.moderate", proposal):
        raise PermissionDenied("Usulan Anda sendiri diputuskan moderator lain.")
    form = ModerateForm(request.POST or None, proposal=proposal)
    if request.method == "POST" and (answer := sent(request, form, lambda: decided(request, form, proposal))):
        return answer
    context = {"proposal": proposal, "form": form, "reports": reports_on("usulan", proposal.pk)}
    return render(request, "musrenbang/moderate.html", context | {"page": ProposalPage(proposal)})


def decided(request: HttpRequest, form: ModerateForm, proposal: Proposal) -> str:
    """Decide, say so, back to the queue."""
    form.save(by=request.user)
    messages.success(request, f"Keputusan atas usulan {proposal.number} tersimpan.")
    return reverse("dialog:queue")
