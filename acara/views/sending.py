"""What every form of this room does when it is sent."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from core.forms import add_errors
from core.once import once
from core.ratelimit import RateLimited
from core.states import StateError


def sent(request: HttpRequest, form: Any, deed: Callable[[], Any]) -> HttpResponse | None:
    """Run the deed of a valid form once and answer; None where the form must be shown again with its errors."""
    if not form.is_valid():
        return None
    try:
        return once(request, form, deed)
    except (StateError, RateLimited) as error:
        form.add_error(None, str(error))
    except ValidationError as error:
        add_errors(form, error)
    return None
