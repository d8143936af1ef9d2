"""Who is signed in: asked on every page, so the question is worked out once."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef

from accounts.models import Mandate, User
from core.quick import Question

_names = [field.attname for field in User._meta.concrete_fields]
_offices = Exists(Mandate.objects.filter(user=OuterRef("pk")))
_person = Question(lambda pk: User.objects.filter(pk=pk).values_list(*_names, _offices))


class Backend(AuthenticationBackend):
    """allauth's log-in; the person of a session is read without building the query again."""

    def get_user(self, user_id: Any) -> User | None:
        """The active person with this key."""
        rows = _person(int(user_id))
        if not rows:
            return None
        *values, office = rows[0]
        user = User.from_db("default", _names, values)
        if not office:
            user.mandates_now = []  # who never held an office is not asked for it again
        return user if self.user_can_authenticate(user) else None
