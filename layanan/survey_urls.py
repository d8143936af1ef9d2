"""Addresses of the satisfaction survey: /skm/ for everybody, /petugas/skm/ for those who run it."""

from django.urls import path

from layanan.views import survey, survey_desk

app_name = "skm"
urlpatterns = [
    path("skm/", survey.overview, name="overview"),
    path("skm/skm.csv", survey.figures_csv, name="csv"),
    path("skm/isi/", survey.answer, name="answer"),
    path("skm/kode/", survey.code, name="code"),
    path("skm/isi/<slug:text>/", survey.answer_code, name="answer_code"),
    path("skm/terima-kasih/", survey.thanks, name="thanks"),
    path("skm/<int:pk>/laporan/", survey.report, name="report"),
    path("skm/<int:pk>/laporan.pdf", survey.report_as_pdf, name="report_pdf"),
    path("skm/<int:pk>/laporan.xlsx", survey.report_as_xlsx, name="report_xlsx"),
    path("petugas/skm/", survey_desk.desk_list, name="desk"),
    path("petugas/skm/baru/", survey_desk.new, name="new"),
    path("petugas/skm/<int:pk>/", survey_desk.run, name="run"),
    path("petugas/skm/<int:pk>/ubah/", survey_desk.edit, name="edit"),
    path("petugas/skm/<int:pk>/kode/", survey_desk.codes, name="codes"),
    path("petugas/skm/<int:pk>/lembar/", survey_desk.sheet, name="sheet"),
    path("petugas/skm/<int:pk>/lembar/templat.xlsx", survey_desk.sheet_template, name="sheet_template"),
    path("petugas/skm/<int:pk>/lembar/<int:batch>/batal/", survey_desk.undo, name="undo_sheet"),
    path("petugas/skm/<int:pk>/tindak-lanjut/", survey_desk.follow_up, name="follow_up"),
    path("petugas/skm/<int:pk>/terbit/", survey_desk.publish_report, name="publish"),
]
