"""The catalogue and the page of a service, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.pagecache import public_page
from layanan.contract import inner_of, papers_of
from layanan.models import Service
from layanan.queries.catalogue import catalogue, found
from layanan.services.catalogue import VERSION

LONGEST_QUESTION = 120


@require_safe
@public_page(VERSION)
def index(request: HttpRequest) -> HttpResponse:
    """All services, or those that the typed words mean."""
    services, text = catalogue(), " ".join(request.GET.get("q", "").split())[:LONGEST_QUESTION]
    context = {"services": found(services, text) if text else services, "all": services, "q": text}
    return render(request, "layanan/service/index.html", context)


@require_safe
@public_page(VERSION)
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """What a service promises: requirements, time, cost, steps, and the way to apply."""
    rows = Service.objects.public().select_related("version", "region")
    row = get_object_or_404(rows, slug=slug)
    contract = row.version.contract
    context = {"service": row, "contract": contract, "papers": papers_of(contract), "inner": inner_of(contract)}
    return render(request, "layanan/service/page.html", context)
