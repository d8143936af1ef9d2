"""Documents of the editors: sent by Wagtail, or a part of one for a player that jumps within a film."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.documents.views.serve import serve

from core.ranges import cut


def document(request: HttpRequest, document_id: str, document_filename: str) -> HttpResponseBase:
    """A document, or the part of it that is asked for; Wagtail has said before who may have it."""
    return cut(request, serve(request, document_id, document_filename))
