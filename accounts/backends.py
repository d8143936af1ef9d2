"""Who is signed in: asked on every page, so the question is worked out once."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from core.quick import Question

_names = [field.attname for field in User._meta.concrete_fields]
_person = Question(lambda pk: User.objects.filter(pk=pk).values_list(*_names))


class Backend(AuthenticationBackend):
    """allauth's log-in; the person of a session is read without building the query again."""

    def get_user(self, user_id: Any) -> User | None:
        """The active person with this key."""
        rows = _person(int(user_id))
        user = User.from_db("default", _names, rows[0]) if rows else None
        return user if user is not None and self.user_can_authenticate(user) else None
