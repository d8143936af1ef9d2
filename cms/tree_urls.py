"""Wagtail's tree of pages, last of all addresses."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls

from cms.views import page

urlpatterns = [
    # The same addresses as Wagtail's own catch-all, found with fewer questions; _util is Wagtail's password form.
    re_path(r"^(?!_util/)((?:[\w\-]+/)*)$", page),
    # Wagtail's own log-in form would count no tries; people log in at one door.
    path("_util/login/", RedirectView.as_view(url=settings.LOGIN_URL, query_string=True)),
    path("", include(wagtail_urls)),
]
