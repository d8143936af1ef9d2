"""Addresses of applications and letters at the desk: /petugas/permohonan/ and /petugas/surat/."""

from django.urls import path

from layanan.views import case_desk, letter_desk

app_name = "permohonan"
urlpatterns = [
    path("petugas/permohonan/", case_desk.case_list, name="list"),
    path("petugas/permohonan/<int:pk>/", case_desk.case, name="case"),
    path("petugas/permohonan/<int:pk>/akses/", case_desk.looks, name="looks"),
    path("petugas/permohonan/<int:pk>/berkas/<int:file>/", case_desk.paper, name="paper"),
    path("petugas/permohonan/<int:pk>/berkas/<int:file>/<slug:size>/", case_desk.paper, name="paper_small"),
    path("petugas/permohonan/<int:pk>/surat/<int:letter>/<slug:which>.pdf", case_desk.letter_file, name="letter_file"),
    path("petugas/permohonan/<int:pk>/surat/<slug:name>/", case_desk.letter_deed, name="letter_deed"),
    path("petugas/permohonan/<int:pk>/<slug:name>/", case_desk.deed, name="deed"),
    path("petugas/surat/", letter_desk.registers, name="registers"),
    path("petugas/surat/<int:pk>/", letter_desk.register, name="register"),
    path("petugas/surat/<int:pk>/agenda.csv", letter_desk.register_csv, name="register_csv"),
]
