"""Small makers of rows for tests; each gives the least that a row needs."""

import time
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY

from accounts.models import Mandate, Role, Rung, User
from wilayah.models import Region

PASSWORD = "rahasia-sekali-123"


def make_region(code: str, name: str) -> Region:
    """A region with its level read from the code."""
    region, _ = Region.objects.get_or_create(
        code=code, defaults={"name": name, "level": code.count(".") + 1, "search": name.lower()}
    )
    return region


def make_user(username: str, full_name: str, *, home: str | None = None, rung: int = Rung.SEEN, **fields: Any) -> User:
    """A person with the cast's password."""
    return User.objects.create_user(username, PASSWORD, full_name=full_name, home_id=home, rung=rung, **fields)


def make_officer(username: str, full_name: str, role: Role, region: str) -> User:
    """A person in office for a region."""
    user = make_user(username, full_name)
    Mandate.objects.create(user=user, role=role, region_id=region)
    return user


def desk_login(client: Any, user: User) -> None:
    """Log an officer in as if the second factor had just been given in this session."""
    client.force_login(user)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
