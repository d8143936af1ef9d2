"""Ending every session of a person: they hold her id and, through allauth, the name she logged in with."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from accounts.models import User


def end_sessions(user: User) -> int:
    """Delete the person's sessions on all devices; returns how many there were."""
    ended = 0
    for session in Session.objects.iterator():
        data = session.get_decoded()
        if str(user.pk) in (data.get(SESSION_KEY), data.get("account_authentication_methods_user")):
            session.delete()
            ended += 1
    return ended
