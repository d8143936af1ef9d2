"""How the office keeps its promises, in public."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.exports import csv_response
from core.pagecache import public_page
from layanan.queries import board as queries
from layanan.services.case_events import VERSION


@require_safe
@public_page(VERSION, "skm")
def board(request: HttpRequest) -> HttpResponse:
    """Promises kept by service, the worst first, and the four figures."""
    rows = queries.promises()
    context = {"rows": rows, "chart": queries.chart(rows), "figures": queries.four_figures(), "weeks": queries.WEEKS}
    return render(request, "layanan/board/board.html", context)


@require_safe
@public_page(VERSION, "skm")
def board_csv(request: HttpRequest) -> HttpResponseBase:
    """The board as open data."""
    return csv_response("janji-layanan", queries.BOARD_HEAD, queries.board_rows(queries.promises()))


@require_safe
@public_page(VERSION, "skm")
def figures_csv(request: HttpRequest) -> HttpResponseBase:
    """The four figures as open data."""
    return csv_response("angka-layanan", queries.FIGURES_HEAD, queries.figure_rows(queries.four_figures()))
