"""Stored files, the health page, the served style."""

from django.urls import path

from core import styleguide, views, worker

app_name = "core"
urlpatterns = [
    path("gaya/", styleguide.styleguide, name="styleguide"),
    path("gaya-<slug:digest>.css", styleguide.stylesheet, name="stylesheet"),
    path("favicon.ico", styleguide.Icon.as_view(), name="favicon"),
    path("sw.js", worker.worker, name="worker"),
    path("sehat", views.health, name="health"),
    path("berkas/<uuid:pk>/", views.file, name="file"),
    path("berkas/<uuid:pk>/kecil/", views.file_small, name="file_small"),
]
