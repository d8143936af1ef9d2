"""The chain of the trail, open to everyone."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audit.queries import EXPORT_HEADER, chain_state, export_rows
from core.exports import csv_response
from core.pagecache import public_page


@require_safe
@public_page()
def chain(request: HttpRequest) -> HttpResponse:
    """How long the chain is, where it ends, whether it held when it was last checked."""
    return render(request, "audit/chain.html", {"chain": chain_state()})


@require_safe
def download(request: HttpRequest) -> StreamingHttpResponse:
    """The whole chain as CSV, so that anyone can check it."""
    return csv_response("jejak", EXPORT_HEADER, export_rows())
