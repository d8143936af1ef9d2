"""What is needed before a page is found: the site, its root, who may not read what. Kept while the tree stands.

Wagtail asks the database eight questions for this on every request; here it is one (the content versions).
"""

from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction, Site

from core.pagecache import versions

KEPT_FOR = 300  # seconds
NAME = "situs"  # content version of hosts, homes, restrictions and the places in the tree


@dataclass(frozen=True)
class Frame:
    """The site of a host. `roots`: what Wagtail's page.url wants; `restricted`: tree paths not open to everybody."""

    site: Site
    root: str
    roots: list[Any]
    restricted: tuple[str, ...]

    def open_to_all(self, page: Page) -> bool:
        """Whether neither this page nor one above it is kept for some people only."""
        return page.alias_of_id is None and not page.path.startswith(self.restricted)

    def public(self, pages: Any) -> Any:
        """Those published pages that anybody may read."""
        pages = pages.live()
        for path in self.restricted:
            pages = pages.exclude(path__startswith=path)
        return pages


def frame_of(request: HttpRequest) -> Frame | None:
    """The frame of this request's host; None where there is no site yet."""
    if not hasattr(request, "_frame"):
        key = f"frame:{versions(NAME)[NAME]}:{request.get_host()}"
        kept = caches["pages"].get(key)
        if kept is None:
            kept = _read(request)
            if kept is not None:
                caches["pages"].set(key, kept, KEPT_FOR)
        request._frame = kept  # type: ignore[attr-defined]
        if kept is not None:  # where Wagtail looks first
            request._wagtail_site = kept.site  # type: ignore[attr-defined]
            request._wagtail_cached_site_root_paths = kept.roots  # type: ignore[attr-defined]
    return request._frame  # type: ignore[attr-defined]


def _read(request: HttpRequest) -> Frame | None:
    site = Site.find_for_request(request)
    if site is None:
        return None
    restricted = set(PageViewRestriction.objects.values_list("page_id", flat=True))
    more = restricted
    while more:  # an alias is as closed as the page it repeats
        more = set(Page.objects.filter(alias_of_id__in=more).values_list("pk", flat=True)) - restricted
        restricted |= more
    paths = Page.objects.filter(pk__in=restricted).values_list("path", flat=True) if restricted else []
    return Frame(site, site.root_page.url_path, Site.get_site_root_paths(), tuple(paths))


def _nearest(addresses: list[str]) -> Page | None:
    """The page with the longest of these addresses."""
    rows = Page.objects.filter(url_path__in=addresses).only("url_path", "content_type_id", "path", "alias_of_id")
    return max(rows, key=lambda row: len(row.url_path), default=None)


def find(request: HttpRequest, path: str) -> None:
    """Find the page of an address in two queries and leave it on the request, where Wagtail looks for it first.

    What is not found here is left to Wagtail's own way.
    """
    frame = frame_of(request)
    if frame is None:
        return
    parts = [part for part in path.split("/") if part]
    addresses = [frame.root + "".join(f"{part}/" for part in parts[:length]) for length in range(len(parts) + 1)]
    nearest = frame.site.root_page if not parts else _nearest(addresses[-6:])
    model: Any = nearest.cached_content_type.model_class() if nearest else None
    if nearest is None or not hasattr(model, "known_open"):
        return
    page = model.objects.select_related(*model.together).get(pk=nearest.pk)
    page.known_open = frame.open_to_all(nearest)
    rest = parts[addresses.index(nearest.url_path) :]
    setattr(request, "_wagtail_route_for_request", page.route(request, rest))  # noqa: B010  (404 by itself)
