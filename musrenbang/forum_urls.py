"""Addresses of forums: /forum/ for everybody, /petugas/forum/ for those who run them or score."""

from django.urls import path

from musrenbang.views import agreement, criteria, forum_ballot, forum_desk, forum_public

app_name = "forum"
urlpatterns = [
    path("forum/", forum_public.forum_list, name="list"),
    path("forum/<int:pk>/", forum_public.show, name="show"),
    path("forum/<int:pk>/usulan/<int:number>/", forum_public.item, name="scored"),
    path("forum/<int:pk>/layar/", forum_public.screen, name="screen"),
    path("forum/<int:pk>/layar/isi/", forum_public.screen_part, name="screen_part"),
    path("forum/<int:pk>/berita-acara/", agreement.show, name="agreement"),
    path("forum/<int:pk>/berita-acara/<int:version>.json", agreement.content, name="content"),
    path("petugas/forum/", forum_desk.desk_list, name="desk"),
    path("petugas/forum/baru/<int:cycle_id>/", forum_desk.new, name="new"),
    path("petugas/forum/<int:pk>/", forum_desk.run, name="run"),
    path("petugas/forum/kriteria/", criteria.criteria_list, name="criteria"),
    path("petugas/forum/kriteria/<int:pk>/", criteria.new_version, name="criteria_version"),
    path("petugas/forum/kriteria/<int:pk>/hapus/", criteria.drop, name="criteria_drop"),
    path("petugas/forum/<int:pk>/suara/", forum_ballot.ballot, name="ballot"),
    path("petugas/forum/<int:pk>/suara/<slug:deed>/", forum_ballot.act, name="act_ballot"),
    path("petugas/forum/<int:pk>/ubah/", forum_desk.edit, name="edit"),
    path("petugas/forum/<int:pk>/nilai/", forum_desk.sheet, name="sheet"),
    path("petugas/forum/<int:pk>/usulan/<int:item_pk>/", forum_desk.item, name="item"),
    path("petugas/forum/<int:pk>/usulan/<int:item_pk>/<slug:deed>/", forum_desk.act_item, name="act_item"),
    path("petugas/forum/<int:pk>/berita-acara/", agreement.papers, name="papers"),
    path("petugas/forum/<int:pk>/berita-acara/pratinjau/", agreement.preview, name="preview"),
    path("petugas/forum/<int:pk>/berita-acara/<int:version>-<str:size>.pdf", agreement.again, name="again"),
    path("petugas/forum/<int:pk>/berita-acara/<slug:deed>/", agreement.act, name="act_paper"),
    path("petugas/forum/<int:pk>/<slug:deed>/", forum_desk.act, name="act"),
]
