"""Stored files and the health page."""

from django.urls import path

from core import views

app_name = "core"
urlpatterns = [
    path("sehat", views.health, name="health"),
    path("berkas/<uuid:pk>/", views.file, name="file"),
    path("berkas/<uuid:pk>/kecil/", views.file_small, name="file_small"),
]
