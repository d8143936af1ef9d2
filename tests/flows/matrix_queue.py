"""The rows of the queue (see matrix.py)."""

from typing import Any

from tests.flows.matrix import NO, OFFICE, PUBLIC, Row, all_get, desk


def number(rest: str = "") -> Any:
    return lambda w: f"/antrean/t/{w.queue_ticket.token}/{rest}"


def counter(rest: str = "") -> Any:
    return lambda w: f"/petugas/antrean/loket/{w.queue_counter.pk}/" + rest.format(ticket=w.queue_ticket.pk)


AT_COUNTER, DONE = desk(200, *OFFICE), desk(302, *OFFICE)
ISSUING = desk(200, *OFFICE, "fajar")
QUEUE = [
    Row("antrean/", "/antrean/", PUBLIC, NO),
    Row("antrean/ambil/<slug:slug>/", "/antrean/ambil/loket/", PUBLIC, PUBLIC),
    Row("antrean/janji/<slug:slug>/", "/antrean/janji/loket/", PUBLIC, PUBLIC),
    Row("antrean/angka/<slug:slug>/", "/antrean/angka/loket/", PUBLIC, NO),
    Row("antrean/angka/<slug:slug>/angka.csv", "/antrean/angka/loket/angka.csv", PUBLIC, NO),
    Row("antrean/t/<slug:token>/", number(), PUBLIC, NO),
    Row("antrean/t/<slug:token>/kini/", number("kini/"), PUBLIC, NO),
    Row("antrean/t/<slug:token>/cetak/", number("cetak/"), PUBLIC, NO),
    Row("antrean/t/<slug:token>/<slug:deed>/", number("batal/"), PUBLIC, PUBLIC),
    Row("antrean/papan/<slug:slug>/", "/antrean/papan/loket/", PUBLIC, NO),
    Row("antrean/papan/<slug:slug>/kini/", "/antrean/papan/loket/kini/", PUBLIC, NO),
    # Only a browser that an officer made the kiosk gives numbers.
    Row("antrean/kios/<slug:slug>/", "/antrean/kios/loket/", PUBLIC, all_get(403)),
    # Known by their own cookie, not by an account.
    Row("antrean/perangkat/bekal/", "/antrean/perangkat/bekal/", NO, all_get(403)),
    Row("antrean/perangkat/kirim/", "/antrean/perangkat/kirim/", NO, all_get(403)),
    Row("antrean/suara/<slug:slug>/<slug:word>.wav", "/antrean/suara/loket/nol.wav", all_get(404), NO),
    Row("petugas/antrean/suara/<slug:slug>/", "/petugas/antrean/suara/loket/", AT_COUNTER, AT_COUNTER),
    Row("petugas/antrean/suara/<slug:slug>/hapus/", "/petugas/antrean/suara/loket/hapus/", NO, DONE),
    Row("petugas/antrean/", "/petugas/antrean/", AT_COUNTER, NO),
    Row("petugas/antrean/angka/<slug:slug>/", "/petugas/antrean/angka/loket/", AT_COUNTER, NO),
    Row("petugas/antrean/coba/<slug:slug>/", "/petugas/antrean/coba/loket/", desk(200, "hadi"), NO),
    Row("petugas/antrean/kertas/<slug:slug>/", "/petugas/antrean/kertas/loket/", ISSUING, ISSUING),
    Row("petugas/antrean/kios/<slug:slug>/", "/petugas/antrean/kios/loket/", NO, DONE),
    Row("petugas/antrean/perangkat/<slug:slug>/", "/petugas/antrean/perangkat/loket/", AT_COUNTER, NO),
    Row(
        "petugas/antrean/perangkat/<slug:slug>/<int:pk>/cabut/",
        "/petugas/antrean/perangkat/loket/999999/cabut/",
        NO,
        desk(404, *OFFICE),
    ),
    Row("petugas/antrean/loket/<int:pk>/luring/", counter("luring/"), NO, DONE),
    Row("petugas/antrean/loket/<int:pk>/", counter(), AT_COUNTER, NO),
    Row("petugas/antrean/loket/<int:pk>/panggil/", counter("panggil/"), NO, DONE),
    Row("petugas/antrean/loket/<int:pk>/tutup/", counter("tutup/"), NO, DONE),
    Row("petugas/antrean/loket/<int:pk>/tutup-hari/", counter("tutup-hari/"), NO, DONE),
    Row("petugas/antrean/loket/<int:pk>/<int:number>/alihkan/", counter("{ticket}/alihkan/"), NO, DONE),
    # It was not called: told in words on the counter's page.
    Row("petugas/antrean/loket/<int:pk>/<int:number>/<slug:name>/", counter("{ticket}/lewati/"), NO, DONE),
]
