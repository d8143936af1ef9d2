"""Addresses of konsultasi beside those below the Wagtail page of a draft."""

from django.urls import path

from konsultasi.views import desk, own

app_name = "konsultasi"
urlpatterns = [
    path("masukan/<int:pk>/perbaiki/", own.edit, name="edit"),
    path("masukan/<int:pk>/tarik/", own.withdraw, name="withdraw"),
    path("petugas/masukan/", desk.work, name="desk"),
    path("petugas/masukan/<int:pk>/", desk.decide, name="desk_input"),
    path("petugas/masukan/<int:pk>/moderasi/", desk.moderate, name="desk_moderate"),
    path("petugas/rancangan/<int:pk>/catat/", desk.write_down, name="desk_record"),
]
