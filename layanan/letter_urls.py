"""Addresses everybody may open: checking a letter at /cek/, how promises are kept at /layanan/janji/."""

from django.urls import path

from layanan.views import board, letter_check

app_name = "cek"
urlpatterns = [
    path("cek/", letter_check.home, name="home"),
    path("cek/kunci.pem", letter_check.key_file, name="key"),
    path("cek/<slug:token>/", letter_check.letter, name="letter"),
    path("layanan/janji/", board.board, name="board"),
    path("layanan/janji/janji.csv", board.board_csv, name="board_csv"),
    path("layanan/janji/angka.csv", board.figures_csv, name="figures_csv"),
]
