"""The net under every view: a refusal in words never becomes a server error."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string

from core.ratelimit import RateLimited
from core.states import StateError


def broken_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for what cannot be read at all (400). Django's own asks for the form's token and breaks on it again."""
    return HttpResponse(render_to_string("400.html"), status=400)


class RefusalMiddleware:
    """Answers 409 where somebody was faster, 429 where there was too much; views may answer better themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """No page has a NUL in its address, and PostgreSQL refuses to look for one: it goes no further than this."""
        if "\0" in request.path_info:
            raise Http404
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page that tells the person what happened and what to do."""
        if isinstance(exception, StateError):
            return render(request, "core/refused.html", {"words": str(exception)}, status=409)
        if isinstance(exception, RateLimited):
            return render(request, "429.html", {"exception": str(exception)}, status=429)
        return None
