"""The rows of services, their forms and tracking (see matrix.py)."""

from typing import Any

from tests.flows.matrix import NO, PUBLIC, Row, all_get, desk

OWN_FORM = all_get(404, ani=200)  # a form opens to its account or its device alone; to nobody else it exists
LED_AWAY = all_get(302)  # without the secret the way leads to the box for it


def form(rest: str) -> Any:
    return lambda w: f"/layanan/surat-domisili/isi/{w.draft_form.pk}/{rest}"


def track(rest: str = "") -> Any:
    return lambda w: f"/lacak/{w.application.number}/{rest}"


SERVICES = [
    Row("lacak/", "/lacak/", PUBLIC, PUBLIC),
    Row("lacak/<str:number>/", track(), all_get(302, ani=200), NO),
    Row("lacak/<str:number>/lengkapi/", track("lengkapi/"), NO, all_get(302, ani=409)),
    Row("lacak/<str:number>/batalkan/", track("batalkan/"), all_get(302, ani=200), all_get(302, ani=200)),
    Row("lacak/<str:number>/surat.pdf", track("surat.pdf"), all_get(404), NO),
    Row(
        "petugas/tanda-terima/<int:pk>/",
        lambda w: f"/petugas/tanda-terima/{w.application.pk}/",
        desk(200, "joko", others=404),
        desk(200, "joko", others=404),
    ),
    Row("layanan/", "/layanan/", PUBLIC, NO),
    Row("layanan/<slug:slug>/", "/layanan/surat-domisili/", PUBLIC, NO),
    Row("layanan/<slug:slug>/ajukan/", "/layanan/surat-domisili/ajukan/", PUBLIC, PUBLIC),
    Row("layanan/<slug:slug>/isi/<uuid:key>/<int:number>/", form("1/"), OWN_FORM, OWN_FORM),
    Row("layanan/<slug:slug>/isi/<uuid:key>/periksa/", form("periksa/"), OWN_FORM, OWN_FORM),
    Row("layanan/<slug:slug>/isi/<uuid:key>/terkirim/", form("terkirim/"), all_get(404), NO),
    Row("layanan/<slug:slug>/isi/<uuid:key>/hapus/", form("hapus/"), OWN_FORM, all_get(404, ani=302)),
]
