"""Making people from the shell and from tests; the site signs them up through accounts.services."""

from typing import Any

from django.contrib.auth.base_user import BaseUserManager


class UserManager(BaseUserManager):
    use_in_migrations = True

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Any:
        """A person who can log in; an absent e-mail or phone is NULL, never "", so that it stays unique."""
        fields["email"] = self.normalize_email(fields.get("email") or "") or None
        fields["phone"] = fields.get("phone") or None
        user: Any = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> Any:
        return self.create_user(username, password, is_superuser=True, **fields)
