"""Addresses of voting: /pemungutan/ for everybody, /petugas/pemungutan/ for those who run rounds."""

from django.urls import path
from django.views.decorators.http import require_safe

from musrenbang.views import voting, voting_desk

app_name = "pemungutan"
urlpatterns = [
    path("pemungutan/", voting.round_list, name="list"),
    path("pemungutan/<int:pk>/", voting.show, name="show"),
    path("pemungutan/<int:pk>/periksa/", voting.review, name="review"),
    path("pemungutan/<int:pk>/kirim/", voting.cast, name="cast"),
    path("pemungutan/<int:pk>/tanda-terima/", voting.receipt, name="receipt"),
    path("pemungutan/<int:pk>/jadwal.ics", voting.dates_ics, name="dates"),
    path("pemungutan/<int:pk>/hasil/", voting.result, name="result"),
    path("pemungutan/<int:pk>/hasil/periksa/", voting.check_receipt, name="check"),
    path("pemungutan/<int:pk>/hasil/suara.csv", voting.result_csv, name="csv"),
    path("pemungutan/<int:pk>/hasil/surat-suara.pb", voting.ballots_pb, name="pb"),
    path("petugas/pemungutan/", voting_desk.desk_list, name="desk"),
    path("petugas/pemungutan/baru/<int:cycle_id>/", voting_desk.new, name="new"),
    path("petugas/pemungutan/<int:pk>/", require_safe(voting_desk.run), name="run"),
    path("petugas/pemungutan/<int:pk>/ubah/", voting_desk.edit, name="edit"),
    path("petugas/pemungutan/<int:pk>/<slug:deed>/", voting_desk.run, name="step"),
]
