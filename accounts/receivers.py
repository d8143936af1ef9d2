"""What allauth tells us: an address proven, a second factor set up or taken away."""

from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from accounts import assist_flow
from accounts.services.assist import end_help
from accounts.services.residence import confirm_contact


@receiver(email_confirmed)
def contact_proven(email_address: EmailAddress, **_: Any) -> None:
    """The link in the mail was followed: the person's contact is confirmed."""
    confirm_contact(by=None, user=email_address.user)


@receiver(authenticator_added)
def factor_shown(request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    """Setting up a second factor shows it: the officer need not give it again at once."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", type=authenticator.type)


@receiver(authenticator_removed)
def factor_gone(request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any) -> None:
    """A factor taken away opens no desk any more, not even in this session."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        records = [r for r in get_authentication_records(request, user) if r.get("method") != "mfa"]
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = records


@receiver(user_logged_out)
def help_over(request: HttpRequest, user: Any, **_: Any) -> None:
    """Logging out ends the help that was going on."""
    row = assist_flow.running(request) if user is not None and hasattr(request, "session") else None
    if row is not None:
        end_help(by=user, assist=row, read_back=False)
