"""Who may edit reference data in the back office: the administrator of this place."""

from typing import Any

from wagtail.permission_policies.base import BasePermissionPolicy

from accounts.models import Role, User
from wilayah.queries import root_region

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


class AdministratorPolicy(BasePermissionPolicy):
    """Only who holds the administrator's office of this place, asked through mandates like everywhere else."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        if not user.is_authenticated or not user.is_active:
            return False
        return bool(user.is_superuser or user.holds(ADMINISTRATORS, root_region().pk))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return self.user_has_permission(user, "any")

    def users_with_any_permission(self, actions: Any) -> Any:
        return User.objects.filter(mandates__role__in=ADMINISTRATORS).distinct()
