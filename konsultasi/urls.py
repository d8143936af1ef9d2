"""Addresses of konsultasi: the pages of a draft (they stand in Wagtail's tree too), own inputs, the desk."""

from django.urls import path

from konsultasi.views import desk, desk_handling, desk_versions, doors, own

app_name = "konsultasi"
urlpatterns = [
    path("rancangan/<slug:slug>/", doors.draft, name="draft"),
    path("rancangan/<slug:slug>/pasal/<str:block_id>/", doors.passage, name="passage"),
    path("rancangan/<slug:slug>/jawab/", doors.whole, name="answer"),
    path("rancangan/<slug:slug>/masukan/", doors.inputs, name="inputs"),
    path("rancangan/<slug:slug>/masukan/<int:input_id>/", doors.one_input, name="input"),
    path("rancangan/<slug:slug>/bandingkan/", doors.compare, name="compare"),
    path("rancangan/<slug:slug>/perubahan/", doors.changes, name="changes"),
    path("masukan/<int:pk>/perbaiki/", own.edit, name="edit"),
    path("masukan/<int:pk>/dukung/", own.support, name="support"),
    path("masukan/<int:pk>/tarik/", own.withdraw, name="withdraw"),
    path("petugas/masukan/", desk.work, name="desk"),
    path("petugas/masukan/<int:pk>/", desk.decide, name="desk_input"),
    path("petugas/masukan/serahkan/", desk_handling.assign, name="desk_assign"),
    path("petugas/masukan/<int:pk>/tanda/", desk_handling.tags, name="desk_tags"),
    path("petugas/masukan/<int:pk>/catatan/", desk_handling.note, name="desk_note"),
    path("petugas/masukan/<int:pk>/moderasi/", desk.moderate, name="desk_moderate"),
    path("petugas/masukan/tempat/", desk_versions.places, name="desk_places"),
    path("petugas/masukan/tempat/<int:pk>/", desk_versions.settle, name="desk_place"),
    path("petugas/rancangan/<int:pk>/perubahan/", desk_versions.changes, name="desk_changes"),
    path("petugas/perubahan/<int:pk>/", desk_versions.credit, name="desk_credit"),
    path("petugas/rancangan/", desk.drafts, name="desk_drafts"),
    path("petugas/rancangan/<int:pk>/catat/", desk.write_down, name="desk_record"),
]
