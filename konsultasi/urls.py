"""Addresses of konsultasi: the pages of a draft (they stand in Wagtail's tree too), own inputs, the desk."""

from django.urls import path

from konsultasi.views import desk, doors, own

app_name = "konsultasi"
urlpatterns = [
    path("rancangan/<slug:slug>/", doors.draft, name="draft"),
    path("rancangan/<slug:slug>/pasal/<str:block_id>/", doors.passage, name="passage"),
    path("rancangan/<slug:slug>/jawab/", doors.whole, name="answer"),
    path("rancangan/<slug:slug>/masukan/", doors.inputs, name="inputs"),
    path("rancangan/<slug:slug>/masukan/<int:input_id>/", doors.one_input, name="input"),
    path("masukan/<int:pk>/perbaiki/", own.edit, name="edit"),
    path("masukan/<int:pk>/tarik/", own.withdraw, name="withdraw"),
    path("petugas/masukan/", desk.work, name="desk"),
    path("petugas/masukan/<int:pk>/", desk.decide, name="desk_input"),
    path("petugas/masukan/<int:pk>/moderasi/", desk.moderate, name="desk_moderate"),
    path("petugas/rancangan/", desk.drafts, name="desk_drafts"),
    path("petugas/rancangan/<int:pk>/catat/", desk.write_down, name="desk_record"),
]
