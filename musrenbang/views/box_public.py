"""Public pages of a sealed round: its manifest in plain words and its bulletin board."""

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from musrenbang.models import Round
from musrenbang.queries.box import board_of
from musrenbang.queries.manifest import ManifestPage
from musrenbang.views.voting import kept, visible


def sealed(pk: int) -> Round:
    """An announced sealed round; 404 for every other."""
    round = visible(pk)
    if not round.sealed:
        raise Http404
    return round


@require_safe
def manifest(request: HttpRequest, pk: int) -> HttpResponse:
    """The rules of the round as they were fixed before it opened, with five voters counted as an example."""
    round = sealed(pk)
    context = {"round": round, "manifest": ManifestPage(round)}
    return kept(render(request, "musrenbang/voting/manifest.html", context), round)


@require_safe
def manifest_json(request: HttpRequest, pk: int) -> HttpResponse:
    """The manifest to the byte, as its digest binds it."""
    response = HttpResponse(sealed(pk).manifest, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="manifes-{pk}.json"'
    return response


@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """The bulletin board: every line with its digest, and the newest digest in a form that can be copied by hand."""
    round = sealed(pk)
    lines = board_of(round)
    context = {"round": round, "lines": lines, "head": lines[-1].event if lines else None}
    return render(request, "musrenbang/voting/board.html", context)


@require_safe
def board_json(request: HttpRequest, pk: int) -> HttpResponse:
    """The board to the byte: number, kind, body and digest of every line."""
    rows = [
        {"number": line.event.number, "kind": line.event.kind, "body": line.event.body, "digest": line.event.digest}
        for line in board_of(sealed(pk))
    ]
    response = HttpResponse(json.dumps(rows, ensure_ascii=False, indent=1), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="papan-{pk}.json"'
    return response
