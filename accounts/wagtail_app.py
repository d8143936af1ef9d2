"""Wagtail's users app with our forms: named in INSTALLED_APPS in place of wagtail.users."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(WagtailUsersAppConfig):
    """Users of the back office, who have one full name here."""

    user_viewset = "accounts.wagtail_users.UserViewSet"
