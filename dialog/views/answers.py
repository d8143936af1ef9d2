"""How a sent form is answered when its verb refuses: in words, with what was typed."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from core.sending import sent, status_of
from dialog import queries
from dialog.models import Comment


def visible_comment(user: Any, pk: int) -> Comment:
    """The comment, or 404 where its topic is hidden."""
    comment = queries.comment_for(user, pk)
    if comment is None:
        raise Http404
    return comment


def answer(
    request: HttpRequest, form: Any, deed: Callable[[], Any], template: str, context: dict[str, Any]
) -> HttpResponse:
    """Run `deed` once for a valid form and redirect; else show the form's page, with the words of the refusal."""
    if request.method == "POST" and (done := sent(request, form, deed)):
        return done
    return render(request, template, {**context, "form": form}, status=status_of(form))
