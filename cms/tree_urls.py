"""Wagtail's tree of pages, last of all addresses."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls

from cms.views import page

urlpatterns = [
    # The same addresses as Wagtail's own catch-all, found with fewer questions; _util is Wagtail's password form.
    re_path(r"^(?!_util/)((?:[\w\-]+/)*)$", page),
    path("", include(wagtail_urls)),
]
