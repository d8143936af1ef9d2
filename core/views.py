"""Answers without a page: stored files and the health of the house."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from core.files import may_open
from core.health import report
from core.models import StoredFile

NO_SCRIPTS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@require_safe
def file(request: HttpRequest, pk: UUID) -> HttpResponse | FileResponse:
    """A stored file for those who may open it; everyone else learns nothing."""
    stored = _fetch(request, pk)
    return send_stored(stored, stored.file, stored.content_type, stored.original_name)


@require_safe
def file_small(request: HttpRequest, pk: UUID) -> HttpResponse | FileResponse:
    """The small picture of a stored image."""
    stored = _fetch(request, pk)
    if not stored.small:
        raise Http404
    return send_stored(stored, stored.small, "image/webp", "kecil.webp")


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Whether database, worker, periodic command and disk are well: 200 or 503, no personal data."""
    found = report()
    response = JsonResponse(found, status=200 if found["sehat"] else 503, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-store"
    return response


def _fetch(request: HttpRequest, pk: UUID) -> StoredFile:
    stored = StoredFile.objects.filter(pk=pk).first()
    if stored is None or not (stored.public or may_open(request.user, stored)):
        raise Http404
    return stored


def send_stored(stored: StoredFile, field: Any, content_type: str, name: str) -> FileResponse:
    """Pictures show in the page, documents are saved; nothing in them runs with the site's rights."""
    try:
        opened = field.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    inline = content_type.startswith("image/")
    response = FileResponse(opened, as_attachment=not inline, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = NO_SCRIPTS
    response["Cache-Control"] = "public, max-age=31536000, immutable" if stored.public else "private, no-store"
    return response
