"""The back office's user list and forms, for people with one full name. Offices are given at /petugas/mandat/."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import cached_property
from wagtail.admin.forms.account import NameEmailForm
from wagtail.users.forms import UserCreationForm, UserEditForm, UserForm
from wagtail.users.views import users

from accounts.models import Role, User
from accounts.services.people import NAME_SEEN, clean_username

# Groups of offices follow mandates; only other groups are chosen by hand.
BY_MANDATE = Q(*[("name__startswith", f"{role} ") for role in Role.values], _connector=Q.OR)


class FullNameMixin(UserForm):
    """One name instead of two; e-mail not demanded; groups of offices kept as the mandates have them."""

    first_name = last_name = None
    email = forms.EmailField(label="Surel", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = Group.objects.exclude(BY_MANDATE)
        self.fields["groups"].required = False
        self.fields["groups"].help_text = "Peran petugas diatur lewat mandat, bukan di sini."

    def clean_username(self) -> str:
        name = self.cleaned_data["username"]
        return name if name == self.instance.username else clean_username(name)

    def clean_email(self) -> str | None:
        email = self.cleaned_data["email"].lower()
        if email and User.objects.filter(email=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Alamat surel ini sudah dipakai.")
        return email or None

    def clean_groups(self) -> Any:
        kept = self.instance.groups.filter(BY_MANDATE) if self.instance.pk else Group.objects.none()
        return Group.objects.filter(Q(pk__in=self.cleaned_data["groups"]) | Q(pk__in=kept))


class CreationForm(FullNameMixin, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = ["username", "full_name", "email", "groups", "is_superuser"]


class EditForm(FullNameMixin, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = ["username", "full_name", "email", "groups", "is_superuser", "is_active"]


class AccountForm(NameEmailForm):
    """The name panel of "my account" in the back office."""

    first_name = last_name = None

    class Meta(NameEmailForm.Meta):
        fields = ["full_name", "email"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.name_seen:
            self.fields["full_name"].disabled = True
            self.fields["full_name"].help_text = NAME_SEEN


class IndexView(users.IndexView):
    """The list of users, searched and sorted by full name."""

    @cached_property
    def search_fields(self) -> set[str]:
        return {"username", "full_name", "email"}


class UserViewSet(users.UserViewSet):
    """Users of the back office."""

    index_view_class = IndexView

    def get_form_class(self, for_update: bool = False) -> type[UserForm]:
        return EditForm if for_update else CreationForm
