"""Janji dan kenyataan: the public pages of what was promised and what came of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from core.exports import csv_response
from core.pagecache import fragment, public_page, versions
from musrenbang.queries.janji import MOST_LATE, Asked, Offered, asked, board, late_steps, late_works, offered
from musrenbang.queries.janji_charts import CHARTS, FUNNEL, LINES, STEPS, TABLES, as_table
from musrenbang.queries.page import for_readers
from musrenbang.queries.promises import HEADER, history


@require_safe
@public_page("janji", "usulan")
def dashboard(request: HttpRequest) -> HttpResponse:
    """From proposed to done, money, days, reasons, and what is late."""
    known = offered()
    question = asked(request.GET, known)
    name = f"janji:{question.query()}"
    body = fragment(name, versions("janji", "usulan"), lambda: content(question, known))
    return render(request, "musrenbang/janji.html", {"body": body})


def content(question: Asked, known: Offered) -> str:
    """Everything below the title; the same for all readers."""
    made = board(question, known)
    context: dict[str, Any] = {"asked": question, "offered": known, "board": made, "query": question.query()}
    context["charts"] = {name: build(made) for name, build in CHARTS.items()}
    titles = {"wilayah": "Menurut wilayah", "bidang": "Menurut bidang", "pd": "Menurut perangkat daerah"}
    titles["tahun"] = "Menurut tahun rencana"
    context["tables"] = [(name, titles[name], take(made)) for name, (_, take) in LINES.items()]
    context["steps"] = [STEPS[name] for name in FUNNEL]
    if made.year is not None:
        context["steps_late"] = list(late_steps(question, known, made.year)[: MOST_LATE + 1])
        context["works_late"] = list(late_works(question, known, made.year)[: MOST_LATE + 1])
    return render_to_string("musrenbang/janji_isi.html", context)


@require_safe
def table_csv(request: HttpRequest, table: str) -> HttpResponseBase:
    """The numbers of one chart or table."""
    if table not in TABLES:
        raise Http404
    known = offered()
    question = asked(request.GET, known)
    made = board(question, known)
    header, rows = as_table(table, made, question, known)
    return csv_response(f"janji-{table}-{made.year or 'semua'}", header, rows)


@require_safe
def history_csv(request: HttpRequest, year: int, region: str, sequence: str) -> HttpResponseBase:
    """Every sum that was ever written down for a proposal."""
    page = for_readers(f"{year}/{region}/{sequence}")
    if page is None:
        raise Http404
    return csv_response(f"janji-{year}-{region}-{sequence}", HEADER, history(page.row))
