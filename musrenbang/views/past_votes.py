"""The desk of votes of the past: a file is read in, looked at, published, or taken back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from accounts.guards import desk_required
from core.paging import page_of
from core.sending import sent, status_of
from musrenbang.forms.past_votes import PastVoteForm, PublishPastForm, WithdrawPastForm, places_of
from musrenbang.models import PastVote
from musrenbang.queries.results import Told

STEPS: dict[str, Any] = {"terbitkan": PublishPastForm, "tarik": WithdrawPastForm}
DONE = {"terbitkan": "Arsip diterbitkan.", "tarik": "Arsip ditarik."}


def mine(request: HttpRequest) -> Any:
    """Archives of the regions over which this officer runs votes."""
    rows = PastVote.objects.defer("content", "bundle").select_related("region", "by")
    return rows.filter(region__in=places_of(request.user))


@desk_required
def desk(request: HttpRequest) -> HttpResponse:
    """Read in a file; the files before it."""
    if not places_of(request.user).exists():
        raise PermissionDenied("Halaman ini untuk petugas yang menjalankan pemungutan suara.")
    form = PastVoteForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and (answer := sent(request, form, lambda: form.save(by=request.user))):
        return answer
    context = {"form": form, "page": page_of(request, mine(request).order_by("-id"))}
    return render(request, "musrenbang/voting/past_desk.html", context, status=status_of(form))


@desk_required
def show(request: HttpRequest, pk: int, deed: str = "") -> HttpResponse:
    """What was read, with its warnings; the result as it will stand in public; the steps that are open."""
    row = get_object_or_404(mine(request), pk=pk)
    if deed and deed not in STEPS:
        raise Http404
    form = STEPS[deed](request.POST, past=row) if deed and request.method == "POST" else None
    if form and (answer := sent(request, form, lambda: form.save(by=request.user))):
        messages.success(request, DONE[deed])
        return answer
    return render(request, "musrenbang/voting/past_show.html", record(row, deed, form))


def record(row: PastVote, deed: str, form: Any) -> dict[str, Any]:
    """What the page prints."""
    open_now = {"publish": "terbitkan", "withdraw": "tarik"}
    names = [open_now[each.name] for each in row.LIFECYCLE.next(row.state)]
    forms = {name: form if form and name == deed else STEPS[name](past=row, auto_id=f"{name}-%s") for name in names}
    if not row.facts:
        forms.pop("terbitkan", None)
    return {"past": row, "told": Told(row.facts, row.firmness, ()) if row.facts else None, "steps": forms}
