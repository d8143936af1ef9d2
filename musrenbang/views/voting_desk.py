"""The officers' pages of voting: the list, the sheet of a round, the page from which it is run."""

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
from musrenbang.forms.voting import STEPS, RoundForm
from musrenbang.models import Round
from musrenbang.queries.manifest import who_votes
from musrenbang.queries.voting import cycles_of, options_of, result_of, steps_of
from musrenbang.voting_states import RoundState


def mine(request: HttpRequest) -> Any:
    """The rounds this officer may run; 403 for those who run none anywhere."""
    if not cycles_of(request.user).exists():
        raise PermissionDenied("Halaman ini untuk petugas kecamatan, camat, dan administrator.")
    return Round.objects.run_by(request.user).select_related("region", "topic", "cycle")


@require_safe
@desk_required
def desk_list(request: HttpRequest) -> HttpResponse:
    """The rounds of the officer's place, newest first, and the way to a new one."""
    page = page_of(request, mine(request).order_by("-pk"))
    cycles = list(cycles_of(request.user, with_works=True)[:20])
    context = {"page": page, "cycles": cycles, "many_places": len({cycle.region_id for cycle in cycles}) > 1}
    return render(request, "musrenbang/voting/desk_list.html", context)


@desk_required
def new(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Prepare a round over works of one cycle."""
    cycle = get_object_or_404(cycles_of(request.user), pk=cycle_id)
    form = RoundForm(request.POST or None, cycle=cycle)
    return sheet(request, form, {"cycle": cycle})


@desk_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a round that is not announced yet."""
    round = get_object_or_404(mine(request).filter(state=RoundState.DRAFT), pk=pk)
    form = RoundForm(request.POST or None, cycle=round.cycle, round=round)
    return sheet(request, form, {"cycle": round.cycle, "round": round})


def sheet(request: HttpRequest, form: RoundForm, context: dict[str, Any]) -> HttpResponse:
    """Show the sheet, or save it and go to the round's page."""
    if request.method == "POST" and (answer := sent(request, form, lambda: run_url(form.save(by=request.user)))):
        messages.success(request, "Pemungutan suara disimpan. Periksa, lalu umumkan.")
        return answer
    return render(request, "musrenbang/voting/desk_form.html", {**context, "form": form})


def run_url(round: Round) -> str:
    return reverse("pemungutan:run", args=[round.pk])


@desk_required
def run(request: HttpRequest, pk: int, deed: str = "") -> HttpResponse:
    """The round as it will stand or stands in public, and the steps open to this officer now."""
    round = get_object_or_404(mine(request), pk=pk)
    form = None
    if deed and request.method == "POST":
        form = STEPS[deed](request.POST, round=round) if deed in STEPS else not_found()
        if answer := sent(request, form, lambda: run_url(form.save(by=request.user))):
            messages.success(request, DONE[deed])
            return answer
        round.refresh_from_db()
    return render(request, "musrenbang/voting/desk_round.html", record(round, deed, form))


def not_found() -> Any:
    raise Http404


DONE = {
    "announce": "Pemungutan suara diumumkan. Isinya sekarang tetap.",
    "ratify": "Hasil ditetapkan.",
    "cancel": "Pemungutan suara dibatalkan.",
}


def record(round: Round, deed: str, form: Any) -> dict[str, Any]:
    """What the officer's page of a round prints; figures of the count only when there is one."""
    rows = {row.name for row in round.LIFECYCLE.next(round.state)} & set(STEPS)
    forms = {name: form if name == deed and form else STEPS[name](round=round, auto_id=f"{name}-%s") for name in rows}
    steps = {row.name: row.done for row in round.LIFECYCLE}
    return {
        "round": round,
        "who": who_votes(round),
        "options": options_of(round),
        "steps": forms,
        "trail": [(entry, steps[entry.verb]) for entry in steps_of(round)],
        "result": result_of(round) if round.has_result else None,
    }
