"""What everybody reads: the list, the map, one proposal, the tables to take away."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from core.exports import csv_response, xlsx_response
from core.pagecache import fragment, mark_public, public_page, versions
from core.paging import page_of
from dialog.queries import thread
from musrenbang.queries.exports import HEADER, MAX_XLSX, table
from musrenbang.queries.listing import SORTS, Asked, asked, choices, found
from musrenbang.queries.maps import points
from musrenbang.queries.page import ProposalPage, for_readers
from musrenbang.states import DECIDED, DONE_TALKING, EDITABLE, GROUPS

MAX_KEY = 300


def listing(request: HttpRequest, *, on_map: bool = False) -> dict[str, Any]:
    """The question, the filter, and the answer as HTML that is the same for everybody."""
    offered = choices()
    question = asked(request.GET, offered)
    context: dict[str, Any] = {"asked": question, "offered": offered, "on_map": on_map}
    name = f"usulan:saringan:{on_map}:{question.query()}"
    return context | {
        "filter": fragment(name, offered.counts, lambda: filter_form(context)),
        "results": results(request, question, context),
    }


def filter_form(context: dict[str, Any]) -> str:
    """The filter with the question filled in."""
    counts = context["offered"].counts
    groups = [(key, label, counts[key]) for key, (label, _) in GROUPS.items()]
    return render_to_string("musrenbang/_filter.html", {**context, "groups": groups})


def results(request: HttpRequest, question: Asked, context: dict[str, Any]) -> str:
    """The list itself; built once per content version for all readers."""

    def build() -> str:
        page = page_of(request, found(question).with_names())
        links = [{"key": key, "label": label, "query": question.query(sort=key)} for key, label in SORTS.items()]
        return render_to_string("musrenbang/_results.html", {**context, "page": page, "sort_links": links})

    address = request.get_full_path()
    return fragment(address, versions("usulan"), build) if len(address) <= MAX_KEY else build()


@require_safe
@public_page("usulan")
def proposal_list(request: HttpRequest) -> HttpResponse:
    """All proposals, taken up or not, with search and filters."""
    return render(request, "musrenbang/list.html", listing(request))


@require_safe
@public_page("usulan")
def proposal_map(request: HttpRequest) -> HttpResponse:
    """The same list with its points on a map above it."""
    return render(request, "musrenbang/map.html", listing(request, on_map=True))


@require_safe
@public_page("usulan")
def map_points(request: HttpRequest) -> HttpResponse:
    """The points of the map as GeoJSON."""
    return JsonResponse(points(asked(request.GET, choices())), content_type="application/geo+json")


@require_safe
def export_csv(request: HttpRequest) -> HttpResponseBase:
    """The filtered list as CSV."""
    return csv_response("usulan", HEADER, table(asked(request.GET, choices())))


@require_safe
def export_xlsx(request: HttpRequest) -> HttpResponseBase:
    """The filtered list as a spreadsheet, at most 10,000 rows."""
    return xlsx_response("usulan", HEADER, table(asked(request.GET, choices()), MAX_XLSX))


def proposal_detail(request: HttpRequest, year: int, region: str, sequence: str) -> HttpResponse:
    """One proposal with all that came of it."""
    page = for_readers(f"{year}/{region}/{sequence}")
    if page is None:
        raise Http404
    proposal: Any = page.row
    mine = request.user.is_authenticated and proposal.proposer_id == request.user.pk
    context: dict[str, Any] = {"proposal": proposal, "topic": proposal.topic, "mine": mine}
    context |= {"editable": proposal.state in EDITABLE, "settled": proposal.state in DECIDED | DONE_TALKING}
    for name, deed in (("at_desk", "work"), ("may_moderate", "moderate")):
        context[name] = request.user.is_staff and request.user.has_perm(f"musrenbang.{deed}", proposal)
    context["withdrawable"] = mine and any(row.name == "withdraw" for row in proposal.LIFECYCLE.next(proposal.state))
    for part in ("head", "facts", "road"):
        context[part] = fragment(f"usulan:{proposal.pk}:{part}", page.version, lambda part=part: piece(part, page))
    asked_page, sort = request.GET.get("halaman", 1), request.GET.get("urut", "terbaru")
    context["thread"] = thread(proposal.topic, request.user, asked_page, sort)
    return mark_public(render(request, "musrenbang/detail.html", context), proposal.topic.version_name)


def piece(part: str, page: ProposalPage) -> str:
    """One part of a proposal's page that every reader sees alike."""
    return render_to_string(f"musrenbang/_{part}.html", {"p": page.proposal, "page": page})
