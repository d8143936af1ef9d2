"""How a sent form is answered when its verb refuses: in words, with what was typed."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from core.once import once
from core.ratelimit import RateLimited
from core.states import StateError
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
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, form, deed)
        except ValidationError as error:
            form.add_error(None, error)
        except StateError as error:
            form.add_error(None, str(error))
            status = 409
        except RateLimited as error:
            form.add_error(None, str(error))
            status = 429
    return render(request, template, {**context, "form": form}, status=status)
