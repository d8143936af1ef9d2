"""The officers' page of a forum's ballots: open one, give and type papers, count."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.guards import desk_required
from core.sending import sent
from musrenbang.forms.forum_ballot import BALLOT_DEEDS, OpenBallot
from musrenbang.models import Forum, Round
from musrenbang.queries.forum_ballot import ballots_of, came, running, turnout_of
from musrenbang.views.forum_desk import done, run_by


@require_safe
@desk_required
def ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """The ballots of a forum and the steps open now."""
    return render(request, "musrenbang/forum/desk_ballot.html", record(run_by(request, pk)))


@desk_required
def act(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Do one step; what was typed is kept where it does not go through."""
    forum = run_by(request, pk)
    form, url = None, reverse("forum:ballot", args=[pk])
    if request.method == "POST":
        form = filled(request, forum, deed)
        if answer := sent(request, form, lambda: done(request, form, url)):
            return answer
        forum = run_by(request, pk)
    elif deed != "open" and deed not in BALLOT_DEEDS:
        raise Http404
    return render(request, "musrenbang/forum/desk_ballot.html", record(forum, deed, form))


def filled(request: HttpRequest, forum: Forum, deed: str) -> Any:
    """The form of a step with what was sent; 404 where there is no such step now."""
    if deed == "open":
        return OpenBallot(request.POST, forum=forum, auto_id="open-%s")
    one = now_running(forum)
    if one is None or deed not in BALLOT_DEEDS:
        raise Http404
    return BALLOT_DEEDS[deed](request.POST, round=one, auto_id=f"{deed}-%s")


def now_running(forum: Forum) -> Round | None:
    """The ballot that is not counted yet."""
    one: Round | None = running(forum).select_related("forum", "region").first()
    return one


def record(forum: Forum, deed: str = "", form: Any = None) -> dict[str, Any]:
    """What the page prints."""
    one = now_running(forum)
    context = {"forum": forum, "ballots": ballots_of(forum), "round": one, "opened": deed, "form": form}
    context |= {"back": reverse("forum:run", args=[forum.pk])}
    if one is None:
        fresh = OpenBallot(forum=forum, auto_id="open-%s") if forum.is_open else None
        present = came(forum).count() if forum.event_id else 0
        return context | {"open_form": form if form and deed == "open" else fresh, "present": present}
    forms = {
        name: form if form and name == deed else kind(round=one, auto_id=f"{name}-%s")
        for name, kind in BALLOT_DEEDS.items()
    }
    return context | {"forms": forms, "turnout": turnout_of(one), "options": one.options.order_by("number")}
