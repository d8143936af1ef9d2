"""Pages outside Wagtail's tree: search, guides, small pictures, robots.txt."""

from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from wagtail.views import serve

from cms import frame, guides
from cms import search as finder
from cms.models import PolicyDraftPage
from core import ical
from core.pagecache import mark_public, public_page
from core.paging import page_of

YEAR = 365 * 24 * 3600


def page(request: HttpRequest, path: str) -> HttpResponseBase:
    """A page of Wagtail's tree, found with few questions to the database."""
    frame.find(request, path)
    return serve(request, path)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search over drafts, announcements, material, standing pages and proposals."""
    text = finder.asked(request.GET.get("q", ""))
    kind = request.GET.get("jenis", "")
    kind = kind if kind in finder.KINDS else ""
    context: dict[str, Any] = {"q": text, "kind": kind, "kinds": finder.KINDS}
    if text and kind:
        context["entries"] = page_of(request, finder.found(request, text, kind))
    elif text:
        context["groups"] = finder.groups(request, text)
    return mark_public(render(request, "cms/search.html", context), "cms", "usulan", "rancangan")


@require_safe
@public_page("cms")
def guide_index(request: HttpRequest) -> HttpResponse:
    """Where help is: the guides, the standing pages, and what this site is."""
    return render(request, "cms/guides.html", {"guides": guides.GUIDES, "source_url": settings.SOURCE_URL})


@require_safe
@public_page("cms")
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """One guide from docs/panduan."""
    found = next((one for one in guides.GUIDES if one.slug == slug), None)
    if found is None:
        raise Http404
    before, after = guides.neighbours(found)
    context = {"guide": found, "text": guides.render(found), "before": before, "after": after}
    return render(request, "cms/guide.html", context)


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A small picture made from an editor's image. Originals and documents have no address here."""
    name = PurePosixPath(path)
    if name.suffix != ".webp" or len(name.parts) != 1 or not default_storage.exists(f"images/{name}"):
        raise Http404
    response = FileResponse(default_storage.open(f"images/{name}"), content_type="image/webp")
    # A changed picture gets a new name, so that this one may be kept for ever.
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def schedule(request: HttpRequest, slug: str) -> HttpResponse:
    """The dates of a draft for people's calendars."""
    page = get_object_or_404(PolicyDraftPage.objects.live().public(), slug=slug)
    address = request.build_absolute_uri(page.get_url(request))
    period = ical.Hours(f"rancangan-{page.pk}", page.title, page.opens_at, page.closes_at, address)
    text = ical.calendar([period])
    return mark_public(HttpResponse(text, content_type="text/calendar; charset=utf-8"), "cms")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone."""
    return render(request, "cms/robots.txt", {"root": request.build_absolute_uri("/")}, content_type="text/plain")
