"""The short way to a draft's pages: one query instead of the ten by which Wagtail walks its tree and asks for rights.

Only for drafts that stand in public under their usual address; everything else (moved, restricted, unknown) is left to
Wagtail. The Wagtail page comes by the OneToOne that cms holds to the consultation (`consultation.page`).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods
from wagtail.views import serve

from konsultasi import queries
from konsultasi.views import card as share
from konsultasi.views import guests, public, record, versions

View = Callable[..., HttpResponseBase]


def door(view: View, *, form: bool = False) -> View:
    """Hand the visible consultation at /rancangan/<slug>/ and its page to `view`, else the request to Wagtail."""

    @wraps(view)
    def inner(request: HttpRequest, slug: str, **rest: Any) -> HttpResponseBase:
        find = queries.published_at if request.method == "POST" else queries.published_for_readers
        consultation = find(f"/rancangan/{slug}/")
        if consultation is None:
            return serve(request, request.path.lstrip("/"))
        return view(request, consultation, consultation.page, **rest)

    return require_http_methods(["GET", "HEAD", *(["POST"] if form else [])])(inner)


draft = door(public.show_draft)
card = door(share.card)
passage = door(public.show_passage, form=True)
whole = door(public.answer_draft, form=True)
guest = door(guests.answer_as_guest, form=True)
inputs = door(public.list_inputs)
one_input = door(public.show_input)
compare = door(versions.compare)
changes = door(versions.changes)
matrix = door(record.matrix)
minutes = door(record.minutes)
open_data = door(record.open_data)
open_data_file = door(record.open_data_file)
