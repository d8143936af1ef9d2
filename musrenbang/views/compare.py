"""Two proposals side by side, and joining them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.guards import desk_required
from core.once import OnceForm
from core.sending import sent
from musrenbang import services
from musrenbang.models import Proposal
from musrenbang.queries.merging import side_by_side
from musrenbang.queries.search import likeness
from musrenbang.views.desk import at_desk


@desk_required
def compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Compare field by field; whoever may, joins the first to the second."""
    one = at_desk(request, pk)
    rows = Proposal.objects.public().within(one.cycle.region_id).with_names().select_related("proposer")
    second = get_object_or_404(rows.exclude(pk=one.pk), pk=other)
    form = OnceForm(request.POST or None)
    if request.method == "POST" and (answer := sent(request, form, lambda: join(request, one, second))):
        return answer
    may = any(row.name == "merge" and request.user.has_perm(row.rule, one) for row in one.LIFECYCLE.next(one.state))
    context: dict[str, Any] = {"one": one, "other": second, "lines": side_by_side(one, second), "form": form}
    return render(request, "musrenbang/compare.html", context | {"may": may, "why": likeness(one, second)[1]})


def join(request: HttpRequest, one: Proposal, other: Proposal) -> str:
    """Merge the first into the second, with the words the officer typed."""
    services.merge_proposal(by=request.user, proposal=one, into=other)
    return reverse("musrenbang:decision", args=[one.pk])
