"""Addresses of SIPD and of tables of proposals; part of the room's own (musrenbang.urls)."""

from django.urls import path

from musrenbang.views import sheets, sipd

paths = [
    path("petugas/sipd/", sipd.desk, name="sipd"),
    path("petugas/sipd/<int:pk>/", sipd.file, name="sipd_file"),
    path("petugas/sipd/ekspor/<int:year>.<slug:kind>", sipd.export, name="sipd_export"),
    path("petugas/lembar-usulan/", sheets.desk, name="sheets"),
    path("petugas/lembar-usulan/lama/", sheets.past, name="sheet_past"),
    path("petugas/lembar-usulan/desa/", sheets.village, name="sheet_village"),
    path("petugas/lembar-usulan/templat/<int:cycle_id>/<str:code>.xlsx", sheets.template, name="sheet_template"),
    path("petugas/lembar-usulan/<int:pk>/", sheets.sheet, name="sheet"),
]
