"""Addresses of the planning room: /usulan/ for everybody, /petugas/usulan/ for the office."""

from django.urls import path
from django.views.decorators.http import require_safe

from musrenbang.sipd_urls import paths as sipd_paths
from musrenbang.views import (
    bulk,
    catalogue,
    commitments,
    compare,
    desk,
    drafts,
    fixed,
    janji,
    moderation,
    paper,
    public,
    similar,
    split,
    stages,
)

app_name = "musrenbang"
urlpatterns = [
    path("usulan/", public.proposal_list, name="list"),
    path("usulan/ekspor.csv", public.export_csv, name="export"),
    path("usulan/ekspor.xlsx", public.export_xlsx, name="export_xlsx"),
    path("usulan/formulir/", paper.paper_form, name="paper_form"),
    path("usulan/formulir/formulir-usulan.pdf", paper.paper_form_pdf, name="paper_form_pdf"),
    path("usulan/peta/", public.proposal_map, name="map"),
    path("usulan/peta.json", public.map_points, name="map_points"),
    path("usulan/jadwal/", stages.calendar, name="stages"),
    path("usulan/mirip/", similar.similar, name="similar"),
    path("usulan/baru/", drafts.new, name="new"),
    path("usulan/draf/<int:pk>/", drafts.review, name="draft"),
    path("usulan/draf/<int:pk>/hapus/", drafts.delete, name="draft_delete"),
    path("usulan/draf/<int:pk>/tarik/", drafts.withdraw, name="withdraw"),
    path("usulan/draf/<int:pk>/<slug:step>/", drafts.edit, name="draft_step"),
    path("usulan/<int:year>/<str:region>/<str:sequence>/", require_safe(public.proposal_detail), name="detail"),
    path("usulan/<int:year>/<str:region>/<str:sequence>/kartu.png", paper.card, name="card"),
    path("usulan/<int:year>/<str:region>/<str:sequence>/selesai/", fixed.answer, name="fixed"),
    path("usulan/<int:year>/<str:region>/<str:sequence>/janji.csv", janji.history_csv, name="promise_history"),
    path("janji/", janji.dashboard, name="janji"),
    path("janji/<slug:table>.csv", janji.table_csv, name="janji_table"),
    path("petugas/jawaban/<int:pk>/", fixed.moderate, name="moderate_answer"),
    path("petugas/janji/", commitments.desk_list, name="commitments"),
    path("petugas/janji/baru/<int:pk>/", commitments.new, name="new_commitment"),
    path("petugas/janji/<int:pk>/", commitments.show, name="commitment"),
    path("petugas/janji/<int:pk>/<slug:deed>/", commitments.act, name="act_commitment"),
    path("petugas/kamus-usulan/", catalogue.catalogue, name="catalogue"),
    path("petugas/kamus-usulan/templat.xlsx", catalogue.catalogue_template, name="catalogue_template"),
    path("petugas/tahap/", stages.desk, name="stage_desk"),
    path("petugas/tahap/<int:pk>/", stages.extend, name="stage_extend"),
    path("petugas/usulan/", desk.desk_list, name="desk"),
    path("petugas/usulan/<int:pk>/", desk.decision, name="decision"),
    path("petugas/usulan/banyak/", bulk.bulk, name="bulk"),
    path("petugas/usulan/<int:pk>/banding/<int:other>/", compare.compare, name="compare"),
    path("petugas/usulan/<int:pk>/pecah/", split.divide, name="split"),
    path("petugas/usulan/<int:pk>/moderasi/", moderation.moderate, name="moderate"),
    path("petugas/usulan/<int:pk>/<slug:deed>/", desk.act, name="act"),
    *sipd_paths,
]
