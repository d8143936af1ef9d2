"""Whole public pages and shared fragments, kept until the content they show changes.

A name ("usulan", "topic:12") stands for some public content. Whoever changes it calls `bump(name)`; the row of that
name in the database then holds a new number, and everything kept under the old one is dead. A kept page costs one
small query. Only people without a session get kept pages, and only pages that their view marked.
"""

import hashlib
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as clock_time
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

LIFETIME = 60  # seconds; the day's end also ends every page, since pages speak of "today"
MAX_BODY = 1_000_000
MAX_QUERY = 300
VARY_ALLOWED = frozenset({"accept-encoding", "cookie"})

_UPSERT = """
INSERT INTO core_contentversion (name, value) VALUES {rows}
ON CONFLICT (name) DO UPDATE SET value =
CASE WHEN core_contentversion.value >= excluded.value THEN core_contentversion.value + 1 ELSE excluded.value END
"""

# Names bumped in a transaction that is still open: this process must not show its own old pages meanwhile.
_pending: Counter[str] = Counter()
_PENDING_LIMIT = 10_000

# What this request read already: all its parts are made from one look, taken before any content. None outside a GET.
_seen: ContextVar[dict[str, int] | None] = ContextVar("content_versions", default=None)


# --- Content versions -----------------------------------------------------------------------------


def bump(*names: str) -> None:
    """Say that the content under these names changed; takes effect for everyone once the transaction commits."""
    wanted = sorted(set(names))
    if len(_pending) > _PENDING_LIMIT:
        _pending.clear()
    _pending.update(wanted)
    transaction.on_commit(lambda: _write(wanted), robust=True)


def _write(names: list[str]) -> None:
    """All names in one statement of its own; sorted, so that no two writers ever wait for each other in a ring."""
    # A version is the time of its change in microseconds: a page begun before it can be told from one after.
    now = time.time_ns() // 1000
    rows = ",".join(["(%s, %s)"] * len(names))  # only placeholders are joined into the statement
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT.format(rows=rows), [value for name in names for value in (name, now)])
    for name in names:
        _pending.pop(name, None)


def versions(*names: str) -> dict[str, int]:
    """The present number of each name (0 = never changed); read it before the content it stands for.

    Within one GET each name is read once; the names of settings.CONTENT_VERSIONS come along with the first question.
    """
    wanted, seen = sorted(set(names)), _seen.get()
    if seen is None:
        return dict(zip(wanted, _read(tuple(wanted)), strict=True))
    if not seen.keys() >= set(wanted):
        missing = tuple(sorted({*wanted, *settings.CONTENT_VERSIONS} - seen.keys()))
        seen.update(zip(missing, _read(missing), strict=True))
    return {name: seen[name] for name in wanted}


def _read(names: tuple[str, ...]) -> tuple[int, ...]:
    if not names:
        return ()
    marks = ",".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        # Only placeholders are joined into the statement.
        cursor.execute(f"SELECT name, value FROM core_contentversion WHERE name IN ({marks})", names)  # noqa: S608
        found = dict(cursor.fetchall())
    if _pending:
        return tuple(found.get(name, 0) + _pending.get(name, 0) for name in names)
    return tuple(found.get(name, 0) for name in names)


def fragment(name: str, versions: dict[str, int], build: Callable[[], str]) -> SafeString:
    """HTML that is the same for everyone, built once per content version. `build` must escape what people wrote.

    Take `versions` from versions() before reading the content.
    """
    return mark_safe(kept(name, versions, lambda: str(build())))  # noqa: S308


def kept(name: str, versions: dict[str, int], build: Callable[[], Any]) -> Any:
    """A copy of what `build` gave for these content versions: rows or values that are the same for everyone."""
    key = "f:" + hashlib.sha256(repr((name, sorted(versions.items()), timezone.localdate())).encode()).hexdigest()
    found = caches["pages"].get(key)
    if found is None:
        found = build()
        if found is not None:
            caches["pages"].set(key, found, 3600)
    return found


# --- Marking --------------------------------------------------------------------------------------


def mark_public(response: Any, *names: str) -> Any:
    """Say that this page is the same for everyone without a session until one of `names` changes; returns it."""
    response.public_names = (*getattr(response, "public_names", ()), *names)
    return response


def names_in(response: Any) -> tuple[str, ...]:
    """Names an answer was marked with so far."""
    return tuple(getattr(response, "public_names", ()))


def public_page(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorator of a view: mark_public() on its answers."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            return mark_public(view(request, *args, **kwargs), *names)

        return marked

    return decorate


# --- Keeping --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished answer with the names it depends on and their numbers when it was made."""

    until: float
    names: tuple[str, ...]
    values: tuple[int, ...]
    headers: dict[str, str]
    body: bytes
    etag: str


class Shelf:
    """Least recently used pages go first, by number and by bytes."""

    def __init__(self, entries: int, size: int) -> None:
        self.entries, self.size = entries, size
        self._lock = threading.Lock()
        self._pages: OrderedDict[Any, Kept] = OrderedDict()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Any) -> Kept | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: Any, page: Kept) -> None:
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._bytes += len(page.body)
            while self._pages and (len(self._pages) > self.entries or self._bytes > self.size):
                self._drop(next(iter(self._pages)))

    def drop(self, key: Any) -> None:
        with self._lock:
            self._drop(key)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0

    def _drop(self, key: Any) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._bytes -= len(page.body)


# Addresses with a query string have a shelf of their own: made-up ones cannot push the plain pages out.
_PLAIN = Shelf(entries=2000, size=48_000_000)
_ASKED = Shelf(entries=500, size=16_000_000)


def clear() -> None:
    """Forget every page and fragment of this process (tests)."""
    _PLAIN.clear()
    _ASKED.clear()
    _pending.clear()
    caches["pages"].clear()


class PublicPageMiddleware:
    """First in MIDDLEWARE: answers people without a session from kept pages, else keeps what may be kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.private_cookies = (settings.SESSION_COOKIE_NAME + "=", "messages=")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        look = _seen.set({} if request.method in ("GET", "HEAD") else None)
        try:
            return self._kept_or_made(request)
        finally:
            _seen.reset(look)

    def _kept_or_made(self, request: HttpRequest) -> HttpResponseBase:
        key = self._key(request)
        if key is None:
            return self.get_response(request)
        shelf = _ASKED if key[4] else _PLAIN
        page = shelf.get(key)
        if page is not None and self._fresh(page):
            return _answer(request, page)
        began = time.time_ns() // 1000
        response = self.get_response(request)
        page = _keepable(request, response, began)
        if page is None:
            return response
        shelf.put(key, page)
        return _answer(request, page)

    def _key(self, request: HttpRequest) -> tuple[Any, ...] | None:
        """What the page depends on; None where the asker may have something of their own."""
        meta = request.META
        if request.method not in ("GET", "HEAD") or "HTTP_AUTHORIZATION" in meta or "HTTP_HX_REQUEST" in meta:
            return None
        cookies = meta.get("HTTP_COOKIE")
        if cookies and any(name in cookies for name in self.private_cookies):
            return None
        query = meta.get("QUERY_STRING", "")
        if len(query) > MAX_QUERY:
            return None
        zipped = "gzip" in meta.get("HTTP_ACCEPT_ENCODING", "")
        return (request.scheme, meta.get("HTTP_HOST"), request.path, zipped, query and _sorted(query))

    @staticmethod
    def _fresh(page: Kept) -> bool:
        """Whether nothing it shows changed; asking also tells whether the database connection still lives."""
        if page.until < time.time():
            return False
        database: Any = connection
        checked = database.health_check_done
        database.health_check_done = True  # our own question is the health check: one round trip, not two
        try:
            values, seen = _read(page.names), _seen.get()
            if seen is not None:
                seen.update(zip(page.names, values, strict=True))  # what is made in its stead need not ask again
            return values == page.values
        except DatabaseError:
            database.health_check_done = checked
            if not database.in_atomic_block:
                database.close()
            return False


def _sorted(query: str) -> str:
    """The same parameters in another order are the same page; repeated ones keep their order."""
    return "&".join(sorted((part for part in query.split("&") if part), key=lambda part: part.partition("=")[0]))


def _keepable(request: HttpRequest, response: Any, began: int) -> Kept | None:
    """The record of an answer that may be kept, else None."""
    names = getattr(response, "public_names", None)
    if names is None or request.method != "GET" or response.status_code != 200 or response.streaming:
        return None
    if response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or len(response.content) > MAX_BODY:
        return None
    vary = {part.strip().lower() for part in response.get("Vary", "").split(",") if part.strip()}
    if not vary <= VARY_ALLOWED or "'nonce-" in response.get("Content-Security-Policy", ""):
        return None
    names = tuple(sorted(set(names)))
    known = versions(*names)
    values = tuple(known[name] for name in names)
    if any(value > began for value in values):
        return None  # changed while the page was being made: it may show the old content
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:24]}"'
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return Kept(_expiry(), names, values, dict(response.items()), response.content, etag)


def _expiry() -> float:
    """A minute from now, or local midnight where that is sooner."""
    now = timezone.localtime()
    tomorrow = datetime.combine(now.date() + timedelta(days=1), clock_time(), tzinfo=now.tzinfo)
    return min(now.timestamp() + LIFETIME, tomorrow.timestamp())


def _answer(request: HttpRequest, page: Kept) -> HttpResponse:
    """The kept answer, or "not modified" for whoever holds it already."""
    asked = request.META.get("HTTP_IF_NONE_MATCH")
    if asked and page.etag in asked:
        kept = ("ETag", "Cache-Control", "Vary", "Content-Security-Policy")
        return HttpResponseNotModified(headers={name: page.headers[name] for name in kept if name in page.headers})
    return HttpResponse(page.body if request.method == "GET" else b"", headers=page.headers)
