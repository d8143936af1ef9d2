"""Addresses of voting: /pemungutan/ for everybody, /petugas/pemungutan/ for those who run rounds."""

from django.urls import path
from django.views.decorators.http import require_safe

from musrenbang.views import box_desk, box_public, past_votes, results, roll_desk, voting, voting_desk

app_name = "pemungutan"
urlpatterns = [
    path("pemungutan/", voting.round_list, name="list"),
    path("pemungutan/<int:pk>/", voting.show, name="show"),
    path("pemungutan/<int:pk>/periksa/", voting.review, name="review"),
    path("pemungutan/<int:pk>/kirim/", voting.cast, name="cast"),
    path("pemungutan/<int:pk>/tanda-terima/", voting.receipt, name="receipt"),
    path("pemungutan/<int:pk>/jadwal.ics", voting.dates_ics, name="dates"),
    path("pemungutan/<int:pk>/aturan/", box_public.manifest, name="manifest"),
    path("pemungutan/<int:pk>/aturan/manifes.json", box_public.manifest_json, name="manifest_json"),
    path("pemungutan/<int:pk>/papan/", box_public.board, name="board"),
    path("pemungutan/<int:pk>/papan/papan.json", box_public.board_json, name="board_json"),
    path("pemungutan/<int:pk>/hasil/", results.result, name="result"),
    path("pemungutan/<int:pk>/hasil/periksa/", voting.check_receipt, name="check"),
    path("pemungutan/<int:pk>/hasil/suara.csv", results.result_csv, name="csv"),
    path("pemungutan/<int:pk>/hasil/surat-suara.pb", results.ballots_pb, name="pb"),
    path("pemungutan/<int:pk>/hasil/semua.zip", results.bundle, name="bundle"),
    path("pemungutan/<int:pk>/hasil/keteguhan/", results.firmness, name="firmness"),
    path("pemungutan/arsip/", results.past_list, name="past_list"),
    path("pemungutan/arsip/<int:pk>/", results.past_result, name="past"),
    path("pemungutan/arsip/<int:pk>/hasil.csv", results.past_csv, name="past_csv"),
    path("pemungutan/arsip/<int:pk>/semua.zip", results.past_bundle, name="past_bundle"),
    path("pemungutan/arsip/<int:pk>/keteguhan/", results.past_firmness, name="past_firmness"),
    path("petugas/pemungutan/arsip/", past_votes.desk, name="past_desk"),
    path("petugas/pemungutan/arsip/<int:pk>/", require_safe(past_votes.show), name="past_show"),
    path("petugas/pemungutan/arsip/<int:pk>/<slug:deed>/", past_votes.show, name="past_step"),
    path("petugas/pemungutan/", voting_desk.desk_list, name="desk"),
    path("petugas/pemungutan/baru/<int:cycle_id>/", voting_desk.new, name="new"),
    path("petugas/pemungutan/<int:pk>/", require_safe(voting_desk.run), name="run"),
    path("petugas/pemungutan/<int:pk>/kunci/", box_desk.keys, name="keys"),
    path("petugas/pemungutan/<int:pk>/buka/", box_desk.open_box, name="open_box"),
    path("petugas/pemungutan/<int:pk>/perpanjang/", box_desk.extend, name="extend"),
    path("petugas/pemungutan/<int:pk>/pemilih/", roll_desk.roll, name="roll"),
    path("petugas/pemungutan/<int:pk>/pemilih/<int:change>/", roll_desk.decide, name="roll_decide"),
    path("petugas/pemungutan/<int:pk>/ubah/", voting_desk.edit, name="edit"),
    path("petugas/pemungutan/<int:pk>/<slug:deed>/", voting_desk.run, name="step"),
]
