"""Public pages of voting: the list, the ballot, the receipt, the result. Nothing here counts before the close."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import citizen_required
from audit.models import Entry
from core.forms import add_errors
from core.ical import Hours, calendar
from core.once import once
from core.pagecache import LIFETIME, mark_public
from core.paging import page_of
from core.ratelimit import RateLimited
from core.states import StateError
from core.text import clean
from musrenbang.forms.marks import Marks, ballot_context, review_context
from musrenbang.forms.voting import BallotForm
from musrenbang.models import Round, RoundOption
from musrenbang.queries.box import entry_of, fate_of, receipt_of
from musrenbang.queries.standing import standing
from musrenbang.queries.voting import (
    ballot_of,
    current_rounds,
    is_counted,
    options_of,
    past_rounds,
    steps_of,
)
from musrenbang.voting_states import Phase


def visible(pk: int) -> Round:
    """A round that was announced; a draft is a 404 for everybody."""
    return get_object_or_404(Round.objects.public().select_related("region", "topic", "forum"), pk=pk)


def kept(response: HttpResponse, *rounds: Round) -> HttpResponse:
    """The page may be kept for people without a session, except in the minute before a door opens or closes."""
    now = timezone.now()
    for each in rounds:
        if any(0 <= (door - now).total_seconds() <= LIFETIME for door in (each.opens_at, each.closes_at)):
            return response
    names = [each.topic.version_name for each in rounds if len(rounds) == 1 and each.topic]
    return mark_public(response, "pemungutan", *names)  # type: ignore[no-any-return]


@require_safe
def round_list(request: HttpRequest) -> HttpResponse:
    """All rounds: open now, to come, over."""
    now, coming = current_rounds()
    page = page_of(request, past_rounds())
    response = render(request, "musrenbang/voting/list.html", {"now": now, "coming": coming, "page": page})
    return kept(response, *now, *coming)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The ballot page: for a resident the ballot itself, for others what stands on it and how to take part."""
    return ballot_page(request, visible(pk))


def ballot_page(request: HttpRequest, round: Round, form: BallotForm | None = None) -> HttpResponse:
    """The ballot with the marks of `form`, else with those of the ballot she has given."""
    entry = entry_of(request.user, round) if round.sealed else None
    where = standing(request.user, round, entry)
    ballot = None if round.sealed else ballot_of(request.user, round)
    old = tuple(str(n) for n in ballot.choices) if ballot and round.is_open else ()
    listed = options_of(round, request.user if where.may else None)
    given = receipt_of(entry) or (ballot.receipt if ballot else "")
    context = {"round": round, "topic": round.topic, "standing": where, "receipt": given, "form": form}
    more = {"options": listed, "lot": in_lot_order(listed), "off": called_off(round)}
    address = reverse("pemungutan:review", args=[round.pk])
    more |= ballot_context(round, listed, form.marks if form else Marks(old), action=address)
    response = render(request, "musrenbang/voting/ballot.html", {**context, **more})
    return private(response) if request.user.is_authenticated else kept(response, round)


def in_lot_order(options: list[RoundOption]) -> list[RoundOption]:
    """Options in the order that settles equal votes."""
    return sorted(options, key=lambda option: option.lot or 0)


def called_off(round: Round) -> Entry | None:
    """The step that called a round off, with the office's words."""
    return steps_of(round)[-1] if round.phase == Phase.CANCELLED else None


def private(response: HttpResponse) -> HttpResponse:
    """A page with somebody's marks on it stays in no cache, the browser's included."""
    response["Cache-Control"] = "private, no-store"
    return response


@citizen_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The marks once more before they are sent; complete without scripts."""
    round = visible(pk)
    if request.method != "POST":
        return redirect(round)
    form = BallotForm(request.POST, round=round)
    if not standing(request.user, round).may or "ubah" in request.POST or not form.is_valid():
        return ballot_page(request, round, form)
    context = {"round": round, "kunci": uuid.uuid4(), **review_context(round, options_of(round), form.marks)}
    return private(render(request, "musrenbang/voting/review.html", context))


@require_POST
@citizen_required
def cast(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the ballot; the answer leads to the receipt, also when the same ballot comes again."""
    round = visible(pk)
    form = BallotForm(request.POST, round=round)
    if not form.is_valid():
        return ballot_page(request, round, form)
    try:
        return kept_once(request, form, round)
    except (StateError, ValidationError, RateLimited) as error:
        return refused(request, round, form, error)


def kept_once(request: HttpRequest, form: BallotForm, round: Round) -> HttpResponse:
    """Cast the ballot, once for its key where it has one, and lead to the receipt."""

    def deed() -> str:
        form.save(by=request.user)
        return reverse("pemungutan:receipt", args=[round.pk])

    return once(request, form, deed) if form.cleaned_data["kunci"] else redirect(deed())


def refused(request: HttpRequest, round: Round, form: BallotForm, error: Any) -> HttpResponse:
    """Say in words why a ballot was not taken; the marks stay where they can still be used."""
    add_errors(form, error if isinstance(error, ValidationError) else ValidationError(str(error)))
    response = ballot_page(request, round, form)
    response.status_code = 429 if isinstance(error, RateLimited) else 200
    return response


@require_safe
@citizen_required
@never_cache
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt of one's own ballot, to print or to write down; it says nothing of the choices."""
    round = visible(pk)
    if round.sealed:
        entry = entry_of(request.user, round)
        given: Any = {"voted": entry is not None and entry.channel, "receipt": receipt_of(entry)}
    else:
        ballot = ballot_of(request.user, round)
        given = {"voted": ballot is not None, "receipt": ballot.receipt if ballot else "", "ballot": ballot}
    if not given["voted"]:
        raise Http404
    return private(render(request, "musrenbang/voting/receipt.html", {"round": round, **given}))


def counted(pk: int) -> Round:
    """A round with a result; 404 before."""
    return get_object_or_404(Round.objects.public().with_result().select_related("region", "topic"), pk=pk)


@require_safe
def check_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of the envelope of a receipt: in the box, replaced by a later vote, or unknown."""
    round = visible(pk)
    if not (round.sealed or round.has_result):
        raise Http404
    typed = clean(request.GET.get("tanda", "")).lower()[:120]
    plain = {True: "dihitung", False: "tidak_dikenal"}
    fate = "" if not typed else fate_of(round, typed) if round.sealed else plain[is_counted(round, typed)]
    context = {"round": round, "typed": typed, "fate": fate}
    return private(render(request, "musrenbang/voting/check.html", context))


@require_safe
def dates_ics(request: HttpRequest, pk: int) -> HttpResponse:
    """The dates of a round for a calendar."""
    round = visible(pk)
    url = request.build_absolute_uri(round.get_absolute_url())
    hours = Hours(f"pemungutan-{round.pk}", round.title, round.opens_at, round.closes_at, url)
    response = HttpResponse(calendar([hours]), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="pemungutan-{round.pk}.ics"'
    return response
