"""What several views need: who may see, a verb behind a form, refusals in words."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode

from core import sending
from konsultasi.models import Consultation


def visible_or_404(consultation: Consultation | None) -> Consultation:
    """A draft that is not public does not exist, at every door."""
    if consultation is None or not consultation.visible:
        raise Http404("Rancangan ini tidak ada.")
    return consultation


def login_first(request: HttpRequest) -> HttpResponse:
    """To the login page, and back to this page after it."""
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.path})}")


def sent(request: HttpRequest, form: Any, deed: Callable[[], Any]) -> HttpResponse | None:
    """Like core.sending.sent(); what the trail calls a note is the answer's explanation here."""
    return sending.sent(request, form, deed, note="explanation")
