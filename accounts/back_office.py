"""Reference data in the back office: who may edit it (the administrator of this place), and what stays."""

from typing import Any

from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.views import generic
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


class DeleteView(generic.DeleteView):
    """Refuses in words where other rows hang on this one; `instead` says what helps."""

    instead = ""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, f"{self.object} masih dipakai, jadi tidak dihapus. {self.instead}".strip())
            return redirect(self.get_success_url())
