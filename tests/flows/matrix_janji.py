"""The rows of promises, of the question after the end of a work, and of "Janji dan kenyataan" (see matrix.py)."""

from typing import Any

from tests.flows.matrix import NO, PUBLIC, Row, all_get, desk

WRITERS = ("indra", "citra", "joko", "dewi")  # who write promises down, each in the own place
HERE = ("citra", "joko", "dewi")  # whose place Ani's proposal lies in
HERS = ("joko", "dewi")  # who may write in a promise of the regency's money
NUMBERED = "usulan/<int:year>/<str:region>/<str:sequence>/"


def done(rest: str) -> Any:
    """An address below Ani's finished work."""
    return lambda w: f"/usulan/{w.done.number}/{rest}"


def promise(rest: str = "") -> Any:
    return lambda w: f"/petugas/janji/{w.promise.pk}/{rest}"


ASKED = all_get(403, anon=302, ani=200, budi=200, fajar=200)  # who proposed the work, and who stood behind it
JANJI = [
    Row("janji/", "/janji/", PUBLIC, NO),
    Row("janji/<slug:table>.csv", "/janji/corong.csv", PUBLIC, NO),
    Row(f"{NUMBERED}janji.csv", done("janji.csv"), PUBLIC, NO),
    Row(f"{NUMBERED}selesai/", done("selesai/"), ASKED, ASKED),
    Row(
        "petugas/jawaban/<int:pk>/",
        lambda w: f"/petugas/jawaban/{w.fix_answer.pk}/",
        desk(200, "eko", "hadi", others=404),
        desk(200, "eko", "hadi", others=404),
    ),
    Row("petugas/janji/", "/petugas/janji/", desk(200, *WRITERS), NO),
    Row(
        "petugas/janji/baru/<int:pk>/",
        lambda w: f"/petugas/janji/baru/{w.ongoing.pk}/",
        desk(200, *HERE, others=404),
        desk(200, *HERE, others=404),
    ),
    Row("petugas/janji/<int:pk>/", promise(), desk(200, *HERE, others=404), NO),
    Row(
        "petugas/janji/<int:pk>/<slug:deed>/",
        promise("bayar/"),
        desk(200, *HERE, others=404),
        desk(200, *HERE, others=404),
    ),
]
