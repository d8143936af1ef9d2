"""Which proposals are like the one being typed: a piece of a page, asked for while somebody writes."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.guards import citizen_required
from core.ratelimit import demand
from core.text import clean, whole_number
from musrenbang.models import Category, Cycle, Proposal
from musrenbang.queries.cycles import open_cycle
from musrenbang.queries.search import similar_to
from wilayah.queries import root_region, villages

LEAST = 8  # letters of a title that say something
QUESTIONS, PER = 120, 600


@require_safe
@citizen_required
@never_cache
def similar(request: HttpRequest) -> HttpResponse:
    """At most three proposals that ask for about the same, nothing while too little is typed."""
    demand("mirip", request.user.pk, capacity=QUESTIONS, per=PER)
    sheet = typed(request)
    found = similar_to(sheet) if sheet is not None and len(sheet.title) >= LEAST else []
    return render(request, "musrenbang/_similar_now.html", {"similar": found})


def typed(request: HttpRequest) -> Proposal | None:
    """The sheet as it would be with what is typed now; never saved. None where nobody may propose."""
    asked = request.GET
    own = Proposal.objects.filter(proposer_id=request.user.pk).select_related("cycle")
    known = own.filter(pk=whole_number(asked.get("draf", "")) or 0).first()
    cycle: Cycle | None = known.cycle if known else open_cycle(request.user, root_region().pk)
    if cycle is None:
        return None
    sheet = known or Proposal(cycle=cycle, proposer=request.user, region_id=request.user.home_id)
    sheet.title = clean(asked.get("title", ""))[:160] or sheet.title
    category = one_of(Category.objects.filter(active=True), whole_number(asked.get("category", "")))
    sheet.category = category or sheet.category
    sheet.region = one_of(villages(cycle.region_id), asked.get("region", "")[:13]) or sheet.region
    lat, lng = degrees(asked.get("lat", "")), degrees(asked.get("lng", ""))
    if lat is not None and lng is not None:
        sheet.lat, sheet.lng = lat, lng
    return sheet


def one_of(rows: Any, key: Any) -> Any:
    """The row with this key, None where there is none."""
    return rows.filter(pk=key).first() if key else None


def degrees(text: str) -> Decimal | None:
    """A number as people type it; None where it is none or lies outside Indonesia."""
    try:
        value = Decimal(text.strip()[:20].replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() and -180 <= value <= 180 else None
