"""People at their browsers: signed in, with or without the second factor, with or without a CSRF token."""

from typing import Any

from django.conf import settings
from django.test import Client

from tests.factories import desk_login

TOKEN = "a" * 32


def staff_client(user: Any) -> Client:
    """An officer who has just given the second factor."""
    client = Client(enforce_csrf_checks=True)
    desk_login(client, user)
    return client


def citizen_client(user: Any) -> Client:
    """Somebody signed in by password alone."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


def session_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def again(session: str, *, token: bool = True) -> Client:
    """A fresh browser in the same session ("" = nobody's), so that no request disturbs the next one."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    if token:
        client.cookies[settings.CSRF_COOKIE_NAME] = TOKEN
        client.defaults["HTTP_X_CSRFTOKEN"] = TOKEN
    return client
