"""What several views need: who may see, a verb behind a form, refusals in words."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode

from core.forms import add_errors
from core.once import once
from core.ratelimit import RateLimited
from core.states import StateError
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
    """Do the deed of a valid form once and redirect; None leaves the form with its errors and typed text."""
    if not form.is_valid():
        return None
    try:
        return once(request, form, deed)
    except ValidationError as error:
        add_errors(form, error, note="explanation")
    except StateError as error:
        form.add_error(None, str(error))
    except RateLimited as error:
        form.add_error(None, str(error))
        form.refused_status = 429
    return None


def status_of(form: Any) -> int:
    """200 for a form with mistakes, 429 where somebody sends too much."""
    return getattr(form, "refused_status", 200)
