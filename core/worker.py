"""The one service worker of the site, /sw.js: rooms add the pages that must open without a connection."""

import json
from dataclasses import asdict, dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from core.registry import WORKER_ROUTES


@dataclass(frozen=True)
class Route:
    """Pages whose path begins so are kept at every visit and shown again when the server cannot be reached."""

    prefix: str
    files: tuple[str, ...] = ()  # static files to keep with it


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The worker's script with the table of routes."""
    rows = [asdict(route) | {"files": [static(file) for file in route.files]} for route in WORKER_ROUTES]
    context = {"routes": mark_safe(json.dumps(rows))}  # noqa: S308  our own registry
    answer = render(request, "core/sw.js", context, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer
