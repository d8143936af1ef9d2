"""What every form of every room does when it is sent: its deed once, refusals in words beside the fields."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from core.forms import add_errors
from core.once import once
from core.ratelimit import RateLimited
from core.states import StateError


def sent(request: HttpRequest, form: Any, deed: Callable[[], Any], **instead: str) -> HttpResponse | None:
    """Do the deed of a valid form once and redirect; None leaves the form with its errors and typed text.

    `instead` names the form's field for a field the verb speaks of (see core.forms.add_errors).
    """
    if not form.is_valid():
        return None
    try:
        return once(request, form, deed)
    except ValidationError as error:
        add_errors(form, error, **instead)
    except StateError as error:
        form.add_error(None, str(error))
    except RateLimited as error:
        form.add_error(None, str(error))
        form.refused_status = 429
    return None


def status_of(form: Any) -> int:
    """200 for a form with mistakes, 429 where somebody sends too much."""
    return getattr(form, "refused_status", 200)
