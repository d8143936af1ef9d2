"""The roll of a round at the officers' desk: its size by place, and changes by two officers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.guards import desk_required
from core.sending import sent
from musrenbang.forms.roll import ChangeForm, DecideForm
from musrenbang.models import RollChange, Round
from musrenbang.queries.box import known_size, roll_by_place
from musrenbang.queries.manifest import who_votes
from musrenbang.views.voting_desk import mine
from musrenbang.voting_states import PUBLIC


def its_round(request: HttpRequest, pk: int) -> Round:
    """An announced sealed round of this officer."""
    found: Round = get_object_or_404(mine(request).filter(sealed=True, state__in=sorted(PUBLIC)), pk=pk)
    return found


@desk_required
def roll(request: HttpRequest, pk: int) -> HttpResponse:
    """How many stand on the roll by place, never how many voted; the form of a change, and changes that wait."""
    round = its_round(request, pk)
    form = ChangeForm(request.POST or None, round=round)
    if request.method == "POST" and (answer := sent(request, form, lambda: address(form.save(by=request.user).round))):
        messages.success(request, "Perubahan dicatat. Petugas lain memutuskannya.")
        return answer
    changes = round.roll_changes.select_related("user", "asked_by", "decided_by").order_by("-pk")[:50]
    context = {"round": round, "who": who_votes(round), "form": form, "changes": changes, "decide": DecideForm}
    context |= {"places": roll_by_place(round), "size": known_size(round)}
    return render(request, "musrenbang/voting/desk_roll.html", context)


def address(round: Round) -> str:
    return reverse("pemungutan:roll", args=[round.pk])


@require_POST
@desk_required
def decide(request: HttpRequest, pk: int, change: int) -> HttpResponse:
    """Agree to a change of the roll, or refuse it."""
    round = its_round(request, pk)
    asked = get_object_or_404(RollChange.objects.select_related("round"), round=round, pk=change)
    form = DecideForm(request.POST, change=asked)
    if answer := sent(request, form, lambda: address(form.save(by=request.user).round)):
        messages.success(request, "Keputusan dicatat.")
        return answer
    messages.error(request, "; ".join(text for texts in form.errors.values() for text in texts))
    return redirect(address(round))
