"""Sessions that know whose they are, so that all of a person end at once without reading everybody's.

A session holds her id and, through allauth, the name she logged in with.
"""

from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from accounts.models import Session, User
from core.quick import Question

_names = [field.attname for field in Session._meta.concrete_fields]
_row = Question(lambda key: Session.objects.filter(session_key=key).values_list(*_names))
LOGGING_IN = "account_authentication_methods_user"  # allauth: half-way in, before the second factor


class SessionStore(DatabaseStore):
    """settings.SESSION_ENGINE names this module."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        """The row of this key while it has not expired; asked on every page, so worked out once."""
        rows = _row(self.session_key) if self.session_key else []
        row = Session.from_db("default", _names, rows[0]) if rows else None
        if row is not None and row.expire_date > timezone.now():
            return row
        self._session_key = None
        return None

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row of a session, with its owner beside the packed data."""
        row = cast(Session, super().create_model_instance(data))
        owner = str(data.get(SESSION_KEY) or data.get(LOGGING_IN) or "")
        row.owner_id = int(owner) if owner.isdecimal() else None
        return row


def end_sessions(user: User) -> int:
    """Delete the person's sessions on all devices; returns how many there were."""
    ended, _ = Session.objects.filter(owner_id=user.pk).delete()
    return ended
